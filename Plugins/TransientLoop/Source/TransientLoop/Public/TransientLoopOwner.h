// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

class AActor;
class UTransientLoopComponent;
class UWorld;

/**
 * Whoever owns a loop: a component of an actor, or a hub.
 *
 * The table of the loops, their environment and script know owners by this alone. None of it is
 * asked in an idle tick.
 */
class TRANSIENTLOOP_API FTransientLoopOwner
{
public:
	virtual ~FTransientLoopOwner() = default;

	/** What lists and the log call it: the label of the actor, or "hub". */
	virtual FString GetLoopName() const = 0;
	/** Level of the actor; empty for an owner without one. */
	virtual FString GetLoopLevelName() const = 0;
	/** Module of the script that the loop runs. */
	virtual FString GetLoopScript() const = 0;
	/** What the script reads as self.arguments: a JSON object as text, or nothing. */
	virtual FString GetLoopArguments() const = 0;
	/** The actor whose loop it is; null for a hub. */
	virtual AActor* GetLoopActor() const = 0;
	/** The world by whose clock the real clock of the loop goes; null for a hub, whose ticks are
	 * real time themselves. */
	virtual UWorld* GetLoopWorld() const = 0;
	/** The component that owns the loop; null for a hub. */
	virtual UTransientLoopComponent* GetLoopComponent() = 0;

	/** Does what is to be done after a failure that nobody waited for, in the loop of this slot. */
	virtual void ApplyErrorPolicy(int32 FailedSlot) = 0;
	/** Forgets the loop without a call into script: its environment is gone. */
	virtual void LoseLoop() = 0;
};
