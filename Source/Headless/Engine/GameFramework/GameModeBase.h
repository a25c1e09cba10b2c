// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "GameModeBase.generated.h"

/** The rules of a game. A world without begins no play; headless they have nothing else to say. */
UCLASS()
class AGameModeBase : public AActor
{
	GENERATED_BODY()
};
