// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

class UWorld;

/**
 * Which hibernating loop is to be woken next: a binary heap of slots by seconds of the world's
 * time.
 *
 * A slot is in it once at most. What a frame costs in which nobody is woken is one comparison.
 */
class FTransientLoopWakeQueue
{
public:
	/** Puts a slot in that is not in it. The times of another world are forgotten: its clock is not
	 * comparable, and nothing hibernates across worlds. */
	void Add(const UWorld* InWorld, int32 Slot, double Seconds);

	/** Takes a slot out; nothing if it is not in. */
	void Remove(int32 Slot);

	/** The first slot whose time has come in this world, or INDEX_NONE. */
	int32 FindDue(const UWorld* InWorld, double Seconds) const;

	int32 Num() const
	{
		return Heap.Num();
	}

private:
	struct FEntry
	{
		double Seconds = 0.0;
		int32 Slot = INDEX_NONE;
	};

	void Forget();
	/** Moves an entry up or down from a place that is free, to where it belongs. */
	void Place(int32 Index, const FEntry& Entry);
	void Put(int32 Index, const FEntry& Entry);

	TArray<FEntry> Heap;
	/** By slot: its place in the heap, or INDEX_NONE. */
	TArray<int32> Places;
	/** To be compared only: it may be gone. */
	const UWorld* World = nullptr;
};
