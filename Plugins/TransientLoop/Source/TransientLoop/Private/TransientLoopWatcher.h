// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/EngineTypes.h"
#include "UObject/Object.h"
#include "TransientLoopWatcher.generated.h"

class AActor;
class FTransientLoopWatches;

/** What is bound to the end of play of watched actors: a dynamic delegate takes nothing but the
 * function of an object. */
UCLASS()
class UTransientLoopWatcher : public UObject
{
	GENERATED_BODY()

public:
	UFUNCTION()
	void HandleActorEndPlay(AActor* Actor, EEndPlayReason::Type EndPlayReason);

	/** Null once they are gone. */
	FTransientLoopWatches* Watches = nullptr;
};
