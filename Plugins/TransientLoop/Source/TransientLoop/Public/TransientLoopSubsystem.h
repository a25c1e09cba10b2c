// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/EngineBaseTypes.h"
#include "Subsystems/GameInstanceSubsystem.h"
#include "Templates/PimplPtr.h"
#include "TransientLoopEndReason.h"
#include "TransientLoopSubsystem.generated.h"

class FTransientLoopEnvironment;
class UTransientLoopComponent;
class ULevel;
class UWorld;

/**
 * Owns the script environment of a game instance and the table of all loops in it.
 *
 * Ends the loops of components that nobody told of the end: their world was cleaned up, the session
 * of play in the editor ends, the game instance goes. Each while script still lives.
 */
UCLASS()
class TRANSIENTLOOP_API UTransientLoopSubsystem : public UGameInstanceSubsystem
{
	GENERATED_BODY()

public:
	virtual void Initialize(FSubsystemCollectionBase& Collection) override;
	virtual void Deinitialize() override;

	/** The component whose loop has this slot, for the script host; null if none has. */
	UFUNCTION(BlueprintPure, Category = "TransientLoop")
	UTransientLoopComponent* GetComponentOfSlot(int32 Slot) const;

	/** What is in the world that scripts on the hub are in, for the script host. */
	UFUNCTION(BlueprintPure, Category = "TransientLoop")
	UObject* GetHubContext() const;

	/**
	 * Ends every loop with the reason EnvironmentLost, starts a new script environment, and starts
	 * those loops again; those too that an environment took with it when it died. From inside
	 * script it is done before the next frame. False if it cannot be: the game ends, or the
	 * module of the environment cannot be run.
	 */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	bool RestartEnvironment();

	/** The environment, started when the first loop asks for it. Null if its module cannot be run;
	 * the log said why. Null as well while it ends. */
	FTransientLoopEnvironment* GetEnvironment();

	/** Starts the component's loop after the environment that is being replaced; nothing if none
	 * is. */
	void StartAfterRestart(UTransientLoopComponent& Component);

private:
	void OnWorldTickStart(UWorld* World, ELevelTick TickType, float DeltaSeconds);
	void OnWorldCleanup(UWorld* World, bool bSessionEnded, bool bCleanupResources);
	void OnLevelRemoved(ULevel* Level, UWorld* World);
	void OnSeamlessTravelStart(UWorld* World, const FString& LevelName);
	void OnSeamlessTravelTransition(UWorld* World);
#if WITH_EDITOR
	void OnPrePIEEnded(const bool bIsSimulating);
#endif

	/** Ends all loops, those of the hub last. No other begins after it. */
	void EndSession(ETransientLoopEndReason Reason);
	/** Ends the loops of a world, of all worlds if it is null. */
	void EndLoops(const UWorld* World, ETransientLoopEndReason Reason);
	/** Ends the loops that seamless travel left in the world that it cleaned up. */
	void EndLoopsLeftBehind();
	/** What ends with the game instance ends for this reason. */
	ETransientLoopEndReason GetSessionEndReason() const;
	void OnWorldPreActorTick(UWorld* World, ELevelTick TickType, float DeltaSeconds);
	/** Runs the loops that batch, which were due in the ticks of their components. */
	void OnWorldPostActorTick(UWorld* World, ELevelTick TickType, float DeltaSeconds);

	FDelegateHandle WorldTickStartHandle;
	FDelegateHandle WorldPreActorTickHandle;
	FDelegateHandle WorldPostActorTickHandle;
	TPimplPtr<FTransientLoopEnvironment> Environment;
	/** No loop starts any more: the game instance goes, or the environment is about to. */
	bool bEnding = false;
	bool bRestartWanted = false;
	bool bRestarting = false;
	/** What has a loop again once the environment was replaced. */
	TArray<TWeakObjectPtr<UTransientLoopComponent>> ToStartAfterRestart;
	/** Its actors either end or travel on: who does which is known only afterwards. */
	TWeakObjectPtr<UWorld> TravellingWorld;
	/** Cleaned up by seamless travel; to be compared only: it may be gone. */
	const UWorld* LeftWorld = nullptr;
	/** What had a loop in it then: by the next frame it is in another world, or was left behind. */
	TArray<TWeakObjectPtr<UTransientLoopComponent>> InLeftWorld;
};
