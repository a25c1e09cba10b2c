// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "Pawn.generated.h"

/** An actor that a player or an AI can control. Headless nobody does. */
UCLASS(BlueprintType, Blueprintable)
class APawn : public AActor
{
	GENERATED_BODY()

public:
	APawn();
};
