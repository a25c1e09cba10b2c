// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/LatentActionManager.h"
#include "UObject/Object.h"
#include "TransientLoopEngineLibrary.generated.h"

/**
 * What the script host asks of the engine with objects in its hands, which the static binding takes
 * none of. Environments, slots, watches and actions go by number.
 */
UCLASS()
class TRANSIENTLOOP_API UTransientLoopEngineLibrary : public UObject
{
	GENERATED_BODY()

public:
	/** Watches an object for an environment, which is told of its end. 0 if it has ended already.
	 */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	static int32 WatchObject(int32 Environment, UObject* Object);

	/** What a latent function is to be called with, so that script in this slot can wait for it.
	 * Its UUID is the number of the action; without a target if the slot is in no world. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	static FLatentActionInfo BeginLatentAction(int32 Environment, int32 Slot);

	/** Makes an async action ready to be destroyed. Nothing for anything else. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	static void ReleaseAsyncAction(UObject* Action);
};
