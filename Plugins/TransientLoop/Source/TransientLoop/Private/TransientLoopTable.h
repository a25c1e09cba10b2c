// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopHandle.h"

class UTransientLoopComponent;

/** The bits of a loop's flags word, the same as LoopFlag in loop-flags.ts. */
namespace ETransientLoopFlags
{
enum Type : int32
{
	/** Messages lie in the inbox. */
	Inbox = 1,
	/** Somebody waits for ticks or for a predicate. */
	EveryTick = 2,
	/** The tick has a stage left. */
	MoreThisTick = 4,
	/** Those above; what follows is script's own. */
	ReasonsToCross = 255,
	/** Tasks are ready to go on after the step in progress. */
	ReadyTasks = 256,
	/** Async tasks are alive: one due moment per crossing. */
	AsyncTasks = 512
};
}

/** What C++ and script share of one loop, in one half of a cache line; LoopRecord in loop-memory.ts
 * is the same layout. */
struct FTransientLoopRecord
{
	/** Game time at the end of the tick in progress, in seconds. C++ writes it. */
	double Now;
	/** When the loop wants to be crossed next, in seconds. Script writes it. */
	double Due;
	/** Logical time and first timer are script's own. */
	double Reached;
	int32 Flags;
	int32 FirstTimer;
};

static_assert(sizeof(FTransientLoopRecord) == 32, "LoopRecord in loop-memory.ts counts on it");

/**
 * The loops of one environment: which slot belongs to which component, and the records that C++ and
 * script share.
 *
 * Script owns the memory and hands over its address; C++ adds to `Now` and compares, so that an
 * idle loop never crosses into script.
 */
class FTransientLoopTable
{
public:
	/** Advances the clock of a loop; true if it is due. Game seconds, with pause and dilation
	 * applied. */
	bool Advance(int32 Slot, float DeltaSeconds)
	{
		FTransientLoopRecord& Record = Records[Slot];
		Record.Now += DeltaSeconds;
		return Record.Now >= Record.Due ||
			   (Record.Flags & ETransientLoopFlags::ReasonsToCross) != 0;
	}

	/** True if the loop has something left to do in the tick in progress. */
	bool WantsMoreThisTick(int32 Slot) const
	{
		const FTransientLoopRecord& Record = Records[Slot];
		return Record.Now >= Record.Due || (Record.Flags & ETransientLoopFlags::MoreThisTick) != 0;
	}

	/** Gives the component a slot. The caller sees to it that script has memory for it, then starts
	 * its clock. */
	FTransientLoopHandle Allocate(UTransientLoopComponent& Component);

	/** Sets the clock of a slot to zero. */
	void StartClock(int32 Slot)
	{
		Records[Slot].Now = 0.0;
	}

	/** Takes the slot back. A handle of an earlier life does nothing. */
	void Free(const FTransientLoopHandle& Handle);

	/** The component that owns a live slot, else null. */
	UTransientLoopComponent* FindComponent(int32 Slot) const;

	/** Takes over new memory; the old one may be gone as soon as this returns. */
	void BindMemory(FTransientLoopRecord* InRecords, int32 InCapacity);

	int32 GetCapacity() const
	{
		return Capacity;
	}

	/** Tells every component that its loop is gone, and forgets them. */
	void LoseAll();

private:
	FTransientLoopRecord* Records = nullptr;
	int32 Capacity = 0;

	/** By slot; null where the slot is free. A component gives its slot back before it goes. */
	TArray<UTransientLoopComponent*> Components;
	TArray<int32> Generations;
	TArray<int32> FreeSlots;
};
