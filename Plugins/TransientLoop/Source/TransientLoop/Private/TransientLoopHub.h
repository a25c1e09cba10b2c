// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Containers/Ticker.h"
#include "Templates/UniquePtr.h"
#include "TransientLoopEndReason.h"
#include "TransientLoopHubLoop.h"

class FTransientLoopEnvironment;

/** What runs on a hub. */
struct FTransientLoopHubScript
{
	FString Module;
	FString Arguments;
};

/**
 * The loops of an environment that belong to no actor: one for each script that was started on it,
 * and one for what lingers after its actor.
 *
 * Ticked by the core ticker in real time: with no play, in pause, and across level loads.
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

	/** Slot of the loop for what lingers, which begins when first asked for; INDEX_NONE once the
	 * hub has ended. */
	int32 GetLingeringSlot();

	/** Ends all loops, the latest first. No other begins after it. Idempotent. */
	void End(ETransientLoopEndReason Reason);

private:
	FTransientLoopHubLoop& Begin(const FString& Script, const FString& Arguments);
	void Tick(float DeltaSeconds);
	/** Frees the loops that have ended, as long as none of them is on the stack. */
	void Sweep();

	FTransientLoopEnvironment& Environment;
	TArray<TUniquePtr<FTransientLoopHubLoop>> Loops;
	FTSTicker::FDelegateHandle TickerHandle;
	bool bTicking = false;
	bool bEnded = false;
};
