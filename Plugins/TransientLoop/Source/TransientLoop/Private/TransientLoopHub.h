// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Containers/Ticker.h"
#include "Templates/UniquePtr.h"
#include "TransientLoopEndReason.h"
#include "TransientLoopHubLoop.h"

class FTransientLoopEnvironment;

/** A script that was started on a hub. */
struct FTransientLoopHubScript
{
	FString Module;
	FString Arguments;
};

/**
 * The loops of an environment that belong to no actor: one for each script that was started on it,
 * and one for the tasks of each level, of each world, of the game, and of the hub itself, which
 * takes what lingers after its actor as well.
 *
 * Ticked by the core ticker in real time: with no play, in pause, and across level loads; those of
 * levels and worlds in which something plays by these, in game time.
 */
class FTransientLoopHub
{
public:
	explicit FTransientLoopHub(FTransientLoopEnvironment& InEnvironment);
	~FTransientLoopHub();

	UE_NONCOPYABLE(FTransientLoopHub);

	/** Starts a script. One that runs ends first, with the reason Restarted. False once the hub has
	 * ended, or if the environment is gone. */
	bool Run(const FString& Script, const FString& Arguments);

	/** Cancels the task of this number, in whichever loop it is. False if there is none. */
	bool CancelTask(int32 TaskNumber);

	/** The scripts that run, and those that were lost with the environment. */
	TArray<FTransientLoopHubScript> GetScripts() const;

	/** The lines that tell of the scripts and their tasks; empty if none was started. */
	TArray<FString> Describe();

	/** Slot of the loop for the tasks of a scope, seen from the loop of an owner; it begins when
	 * first asked for. INDEX_NONE if there is no such scope, or not any more. */
	int32 GetScopeSlot(const FTransientLoopOwner& Owner, ETransientLoopScope Scope);

	/** The same for what lingers: it belongs to the hub. */
	int32 GetLingeringSlot();

	/** Runs what is due in a world and its levels. */
	void TickWorld(const UWorld& World);

	void EndLevel(const ULevel& Level);
	/** The world, its levels first. */
	void EndWorld(const UWorld& World, ETransientLoopEndReason Reason);
	/** Ends all loops, from the levels to the hub, the latest first. No other begins after it.
	 * Idempotent. */
	void End(ETransientLoopEndReason Reason);

	/** Tells where scripts that belong to no world are: in the one that this says, if any. */
	void SetWorldFinder(TFunction<UWorld*()> InFindWorld, bool bInHasGame)
	{
		FindWorld = MoveTemp(InFindWorld);
		bHasGame = bInHasGame;
	}

private:
	FTransientLoopHubLoop& Begin(FTransientLoopHubLoop* Loop);
	FTransientLoopHubLoop* FindLoop(
		ETransientLoopScope Scope, const ULevel* Level, const UWorld* World) const;
	void Tick(float DeltaSeconds);
	/** Ends the loops that this is true for, the latest first. */
	void EndWhere(const TFunction<bool(const FTransientLoopHubLoop&)>& Predicate,
		ETransientLoopEndReason Reason);
	/** Frees the loops that have ended, as long as none of them is on the stack. */
	void Sweep();

	FTransientLoopEnvironment& Environment;
	TArray<TUniquePtr<FTransientLoopHubLoop>> Loops;
	FTSTicker::FDelegateHandle TickerHandle;
	TFunction<UWorld*()> FindWorld;
	bool bHasGame = false;
	bool bTicking = false;
	bool bEnded = false;
};
