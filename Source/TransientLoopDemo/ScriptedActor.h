// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "ScriptedActor.generated.h"

class UTransientLoopComponent;

/** An actor that is nothing but its script: place it, and pick one. */
UCLASS(Blueprintable)
class TRANSIENTLOOPDEMO_API AScriptedActor : public AActor
{
	GENERATED_BODY()

public:
	AScriptedActor();

	UPROPERTY(VisibleAnywhere, BlueprintReadOnly, Category = "TransientLoop")
	TObjectPtr<UTransientLoopComponent> Loop;
};
