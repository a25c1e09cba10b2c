// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Pawn.h"
#include "Character.generated.h"

/** A pawn that walks. Headless it stands where it is put. */
UCLASS(BlueprintType, Blueprintable)
class ACharacter : public APawn
{
	GENERATED_BODY()

public:
	ACharacter();
};
