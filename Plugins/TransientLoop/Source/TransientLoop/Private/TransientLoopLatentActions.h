// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/StrongObjectPtr.h"
#include "UObject/WeakObjectPtr.h"

class FTransientLoopEnvironment;
class UTransientLoopLatentTarget;
class UWorld;
struct FLatentActionInfo;

/**
 * The latent actions that script waits for, in one environment.
 *
 * Each has a target object of its own, so that it can be taken back alone. Targets are used again
 * once the engine has nothing left for them.
 */
class FTransientLoopLatentActions
{
public:
	explicit FTransientLoopLatentActions(FTransientLoopEnvironment& InEnvironment);
	~FTransientLoopLatentActions();

	UE_NONCOPYABLE(FTransientLoopLatentActions);

	/** What a latent function is to be called with; its UUID is the number of the action. */
	FLatentActionInfo Begin(UWorld& World);

	/** The function was called. False if it began no action in this world; it is to be cancelled
	 * then. */
	bool Commit(int32 Number);

	/** Takes the action back. Nothing of it is told any more. */
	void Cancel(int32 Number);

	void HandleResumed(int32 Number);
	/** The engine has dropped the action. Does nothing if it went on. */
	void HandleAborted(int32 Number);

	/** True while somebody waits for it, and the engine has more for its target than the guard. */
	bool IsUnderWay(int32 Number) const;

	/** Target objects so far, in use and at rest. */
	int32 NumTargets() const
	{
		return Pending.Num() + Resting.Num();
	}

private:
	struct FAction
	{
		int32 Number = 0;
		TStrongObjectPtr<UTransientLoopLatentTarget> Target;
		TWeakObjectPtr<UWorld> World;
	};

	const FAction* Find(int32 Number) const;
	TStrongObjectPtr<UTransientLoopLatentTarget> TakeTarget();
	/** Forgets the action, and lets its target rest. */
	bool Finish(int32 Number);

	FTransientLoopEnvironment& Environment;
	TArray<FAction> Pending;
	/** Their world may still have actions that are about to be removed. */
	TArray<FAction> Resting;
	int32 LastNumber = 0;
};
