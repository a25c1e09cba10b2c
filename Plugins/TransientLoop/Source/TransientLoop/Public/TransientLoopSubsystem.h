// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/EngineBaseTypes.h"
#include "Subsystems/GameInstanceSubsystem.h"
#include "Templates/PimplPtr.h"
#include "TransientLoopSubsystem.generated.h"

class FTransientLoopEnvironment;
class UTransientLoopComponent;
class UWorld;

/** Owns the script environment of a game instance and the table of all loops in it. */
UCLASS()
class TRANSIENTLOOP_API UTransientLoopSubsystem : public UGameInstanceSubsystem
{
	GENERATED_BODY()

public:
	virtual void Deinitialize() override;

	/** The component whose loop has this slot, for the script host; null if none has. */
	UFUNCTION(BlueprintPure, Category = "TransientLoop")
	UTransientLoopComponent* GetComponentOfSlot(int32 Slot) const;

	/** The environment, started when the first loop asks for it. Null if its module cannot be run;
	 * the log said why. */
	FTransientLoopEnvironment* GetEnvironment();

private:
	void OnWorldTickStart(UWorld* World, ELevelTick TickType, float DeltaSeconds);
	void OnWorldPreActorTick(UWorld* World, ELevelTick TickType, float DeltaSeconds);

	FDelegateHandle WorldTickStartHandle;
	FDelegateHandle WorldPreActorTickHandle;
	TPimplPtr<FTransientLoopEnvironment> Environment;
};
