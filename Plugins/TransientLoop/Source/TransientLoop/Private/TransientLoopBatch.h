// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopHandle.h"

class FTransientLoopEnvironment;
class FTransientLoopTable;

/**
 * Loops that were due in the ticks of their components, and are crossed together once all actors
 * have ticked: in one call into script for most, where each would have had its own.
 *
 * Script owns the memory in which it is told of them, and says there how far it has come: how many
 * it has run, then slot and generation of each.
 */
class FTransientLoopBatch
{
public:
	/** In the place of the slot, where script is given the number of loops instead of a
	 * generation. */
	static constexpr int32 BatchSlot = -1;

	/** Takes over new memory; the old one may be gone as soon as this returns. */
	void BindMemory(int32* InShared, int32 InCapacity);

	/** Room for so many loops. */
	int32 GetCapacity() const
	{
		return Capacity;
	}

	int32 Num() const
	{
		return Loops.Num();
	}

	/** True while its loops are crossed: what is due meanwhile is not added any more. */
	bool IsRunning() const
	{
		return bRunning;
	}

	/** Adds a loop that is not in it. There is room. */
	void Add(const FTransientLoopHandle& Loop);

	/** Crosses into script for all of them, again while one asks for more in this tick, and forgets
	 * them. */
	void Run(FTransientLoopEnvironment& Environment);

private:
	void Write(int32 Index);

	/** The loops up to a place have had their turn. */
	void FinishUpTo(int32 End, FTransientLoopTable& Table);

	TArray<FTransientLoopHandle> Loops;
	int32* Shared = nullptr;
	int32 Capacity = 0;
	int32 Finished = 0;
	bool bRunning = false;
};
