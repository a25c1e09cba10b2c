// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopClocks.h"
#include "TransientLoopHandle.h"
#include "TransientLoopRecord.h"

class FTransientLoopOwner;
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
	/** The budget of the tick is spent: no crossing before the next one. */
	BudgetSpent = 8,
	/** Those above; what follows is script's own. */
	ReasonsToCross = 255,
	/** Tasks are ready to go on after the step in progress. */
	ReadyTasks = 256,
	/** Async tasks are alive: one due moment per crossing. */
	AsyncTasks = 512,
	/** The loop has a budget of its own: its steps are counted from the first. */
	OwnBudget = 2048,
	/** Somebody sleeps on the unpaused or the real clock. */
	OtherClocks = 1024,
	/** ReasonsToCross and OtherClocks: C++ looks again. */
	ReasonsToLook = 1279,
	/** The component has turned its tick off: whoever changes what is due wakes it. */
	Hibernating = 4096,
	/** Promise jobs of the tick in progress run at the moment it has reached; taken off here when
	   the tick is over. */
	TickPaused = 8192
};
}

/**
 * The loops of one environment: which slot belongs to which owner, and the records that C++ and
 * script share.
 *
 * Script owns the memory and hands over its address; C++ adds to `Now` and compares, so that an
 * idle loop never crosses into script.
 */
class FTransientLoopTable
{
public:
	/** Advances the game time of a loop; false if that settles it: nothing is due. Seconds with
	 * dilation applied. */
	bool Advance(int32 Slot, float DeltaSeconds)
	{
		FTransientLoopRecord& Record = Records[Slot];
		Record.Now += DeltaSeconds;
		return Record.Now >= Record.Due || (Record.Flags & ETransientLoopFlags::ReasonsToLook) != 0;
	}

	/** The second look, after Advance; true if the loop is to be crossed. */
	bool IsDue(int32 Slot)
	{
		const FTransientLoopRecord& Record = Records[Slot];
		// Not short-circuited: the clocks are brought up to date whatever is due.
		const bool bClocksDue =
			(Record.Flags & ETransientLoopFlags::OtherClocks) != 0 && LookAtClocks(Slot);
		return bClocksDue || Record.Now >= Record.Due ||
			   (Record.Flags & ETransientLoopFlags::ReasonsToCross) != 0;
	}

	/** Moves logical time on to the beginning of a tick of so many seconds; it never goes back, and
	 * stays where a budget cut the tick before. */
	void ReachBeginning(int32 Slot, float DeltaSeconds)
	{
		FTransientLoopRecord& Record = Records[Slot];
		if ((Record.Flags & ETransientLoopFlags::BudgetSpent) == 0)
		{
			Record.Reached =
				FMath::Max(Record.Reached, Record.Now - static_cast<double>(DeltaSeconds));
		}
	}

	/** Advances the unpaused clock of a loop, whose game time stands; true if that or the real
	 * clock is due, or what was due of them could not all be done. */
	bool AdvanceInPause(int32 Slot, float DeltaSeconds)
	{
		Clocks.AddPause(Slot, DeltaSeconds);
		const int32 Flags = Records[Slot].Flags;
		return (Flags & ETransientLoopFlags::OtherClocks) != 0 &&
			   (LookAtClocks(Slot) || (Flags & ETransientLoopFlags::BudgetSpent) != 0);
	}

	/** True if the loop has something left to do in the tick in progress, which is over if not. */
	bool GoesOnThisTick(int32 Slot, bool bInPause)
	{
		FTransientLoopRecord& Record = Records[Slot];
		const bool bWantsMore = (Record.Flags & ETransientLoopFlags::MoreThisTick) != 0 ||
								(!bInPause && Record.Now >= Record.Due);
		if (bWantsMore && (Record.Flags & ETransientLoopFlags::BudgetSpent) == 0)
		{
			return true;
		}
		Record.Flags &= ~ETransientLoopFlags::TickPaused;
		return false;
	}

	/** Brings the unpaused and the real clock of a live loop up to date; true if one is due. */
	bool LookAtClocks(int32 Slot);

	/** The loop's component is in another world from now on. */
	void MoveToWorld(int32 Slot, const UWorld& World)
	{
		Clocks.MoveToWorld(Slot, World);
	}

	/** The components that have a loop right now. Weak: scripts may end anything. */
	TArray<TWeakObjectPtr<UTransientLoopComponent>> GetLiveComponents() const;

	/** Gives the owner a slot. The caller sees to it that script has memory for it, then starts
	 * its clocks. */
	FTransientLoopHandle Allocate(FTransientLoopOwner& Owner);

	double GetNow(int32 Slot) const
	{
		return Records[Slot].Now;
	}

	double GetDue(int32 Slot) const
	{
		return Records[Slot].Due;
	}

	/** True if ticks are all that the loop needs to be crossed in time: nobody waits for every tick
	 * or sleeps on another clock, and nothing is left over. */
	bool WaitsForDueTimeAlone(int32 Slot) const
	{
		return (Records[Slot].Flags & ETransientLoopFlags::ReasonsToLook) == 0;
	}

	void SetHibernating(int32 Slot, bool bHibernating)
	{
		int32& Flags = Records[Slot].Flags;
		Flags = bHibernating ? Flags | ETransientLoopFlags::Hibernating
							 : Flags & ~ETransientLoopFlags::Hibernating;
	}

	/** Moves game time on to what the world's clock says, after ticks that were not made; never
	 * back. */
	void CatchUp(int32 Slot, double Seconds)
	{
		Records[Slot].Now = FMath::Max(Records[Slot].Now, Seconds);
	}

	/** Counts time of pauses in which no tick was made. */
	void AddPause(int32 Slot, double Seconds)
	{
		Clocks.AddPause(Slot, Seconds);
	}

	/** Sets all clocks of a slot to zero. */
	void StartClocks(int32 Slot);

	/** The loop that lives in this slot; not set if it is free. */
	FTransientLoopHandle GetHandle(int32 Slot) const;

	bool IsLive(const FTransientLoopHandle& Handle) const
	{
		return Owners.IsValidIndex(Handle.Slot) && Owners[Handle.Slot] != nullptr &&
			   Generations[Handle.Slot] == Handle.Generation;
	}

	/** Slots that were ever used, free ones too. */
	int32 NumSlots() const
	{
		return Owners.Num();
	}

	int32 NumLive() const
	{
		return Owners.Num() - FreeSlots.Num();
	}

	/** Takes the slot back. A handle of an earlier life does nothing. */
	void Free(const FTransientLoopHandle& Handle);

	/** Who owns a live slot, else null. */
	FTransientLoopOwner* FindOwner(int32 Slot) const;

	/** The component that owns a live slot, null if it is free or a hub's. */
	UTransientLoopComponent* FindComponent(int32 Slot) const;

	/** Takes over new memory; the old one may be gone as soon as this returns. */
	void BindMemory(FTransientLoopRecord* InRecords, int32 InCapacity);

	/** The same for the unpaused and the real clock: two records a loop. */
	void BindClocks(FTransientLoopRecord* InRecords, int32 InCapacity);

	int32 GetCapacity() const
	{
		return Capacity;
	}

	/** Tells every owner that its loop is gone, and forgets them. */
	void LoseAll();

private:
	FTransientLoopRecord* Records = nullptr;
	int32 Capacity = 0;
	FTransientLoopClocks Clocks;

	/** By slot; null where the slot is free. An owner gives its slot back before it goes. */
	TArray<FTransientLoopOwner*> Owners;
	TArray<int32> Generations;
	TArray<int32> FreeSlots;
};
