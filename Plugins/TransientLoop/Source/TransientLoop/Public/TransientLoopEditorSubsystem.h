// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Subsystems/EngineSubsystem.h"
#include "Templates/PimplPtr.h"
#include "TransientLoopEditorSubsystem.generated.h"

class FTransientLoopEnvironment;
class ULevel;
class UTransientLoopComponent;
class UWorld;

/**
 * Owns the script environment of the editor: scripts on its hub run while nothing plays, in the
 * world that is edited.
 *
 * In the editor only. Everything of it ends before the engine does.
 */
UCLASS()
class TRANSIENTLOOP_API UTransientLoopEditorSubsystem : public UEngineSubsystem
{
	GENERATED_BODY()

public:
	virtual bool ShouldCreateSubsystem(UObject* Outer) const override;
	virtual void Initialize(FSubsystemCollectionBase& Collection) override;
	virtual void Deinitialize() override;

	/** Always null, for the script host: what is edited does not play, and has no loop. */
	UFUNCTION(BlueprintPure, Category = "TransientLoop")
	UTransientLoopComponent* GetComponentOfSlot(int32 Slot) const;

	/** The world that is edited, for the script host: scripts on the hub are in it. */
	UFUNCTION(BlueprintPure, Category = "TransientLoop")
	UObject* GetHubContext() const;

	/** The environment, started when the first script asks for it. Null if its module cannot be
	 * run; the log said why. Null as well once the engine ends. */
	FTransientLoopEnvironment* GetEnvironment();

private:
	void OnWorldCleanup(UWorld* World, bool bSessionEnded, bool bCleanupResources);
	void OnLevelRemoved(ULevel* Level, UWorld* World);
	void EndScripts();

	TPimplPtr<FTransientLoopEnvironment> Environment;
	bool bEnding = false;
};
