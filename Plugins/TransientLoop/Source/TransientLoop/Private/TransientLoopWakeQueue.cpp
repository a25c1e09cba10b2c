// SPDX-License-Identifier: MIT
#include "TransientLoopWakeQueue.h"

void FTransientLoopWakeQueue::Add(const UWorld* InWorld, int32 Slot, double Seconds)
{
	if (World != InWorld)
	{
		Forget();
		World = InWorld;
	}
	while (Places.Num() <= Slot)
	{
		Places.Add(INDEX_NONE);
	}
	FEntry Entry;
	Entry.Seconds = Seconds;
	Entry.Slot = Slot;
	Place(Heap.Add(Entry), Entry);
}

void FTransientLoopWakeQueue::Remove(int32 Slot)
{
	if (!Places.IsValidIndex(Slot) || Places[Slot] == INDEX_NONE)
	{
		return;
	}
	const int32 Index = Places[Slot];
	Places[Slot] = INDEX_NONE;
	const FEntry Last = Heap.Pop();
	if (Index < Heap.Num())
	{
		Place(Index, Last);
	}
}

int32 FTransientLoopWakeQueue::FindDue(const UWorld* InWorld, double Seconds) const
{
	const bool bDue = Heap.Num() > 0 && Heap[0].Seconds <= Seconds && World == InWorld;
	return bDue ? Heap[0].Slot : INDEX_NONE;
}

void FTransientLoopWakeQueue::Forget()
{
	for (const FEntry& Entry : Heap)
	{
		Places[Entry.Slot] = INDEX_NONE;
	}
	Heap.Reset();
}

void FTransientLoopWakeQueue::Place(int32 Index, const FEntry& Entry)
{
	while (Index > 0 && Entry.Seconds < Heap[(Index - 1) / 2].Seconds)
	{
		Put(Index, Heap[(Index - 1) / 2]);
		Index = (Index - 1) / 2;
	}
	for (int32 Child = 2 * Index + 1; Child < Heap.Num(); Child = 2 * Index + 1)
	{
		if (Child + 1 < Heap.Num() && Heap[Child + 1].Seconds < Heap[Child].Seconds)
		{
			++Child;
		}
		if (Entry.Seconds <= Heap[Child].Seconds)
		{
			break;
		}
		Put(Index, Heap[Child]);
		Index = Child;
	}
	Put(Index, Entry);
}

void FTransientLoopWakeQueue::Put(int32 Index, const FEntry& Entry)
{
	Heap[Index] = Entry;
	Places[Entry.Slot] = Index;
}
