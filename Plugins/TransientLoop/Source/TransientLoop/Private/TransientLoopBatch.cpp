// SPDX-License-Identifier: MIT
#include "TransientLoopBatch.h"

#include "TransientLoopComponent.h"
#include "TransientLoopEnvironment.h"

void FTransientLoopBatch::BindMemory(int32* InShared, int32 InCapacity)
{
	Shared = InShared;
	Capacity = InCapacity;
	for (int32 Index = 0; Shared != nullptr && Index < Loops.Num(); ++Index)
	{
		Write(Index);
	}
}

void FTransientLoopBatch::Add(const FTransientLoopHandle& Loop)
{
	Write(Loops.Add(Loop));
}

void FTransientLoopBatch::Write(int32 Index)
{
	Shared[2 * Index + 1] = Loops[Index].Slot;
	Shared[2 * Index + 2] = Loops[Index].Generation;
}

void FTransientLoopBatch::Run(FTransientLoopEnvironment& Environment)
{
	if (Loops.Num() == 0 || bRunning)
	{
		return;
	}
	bRunning = true;
	Finished = 0;
	while (Finished < Loops.Num() && Shared != nullptr)
	{
		Shared[0] = Finished;
		Environment.TickBatch(Loops.Num());
		const int32 Done = Shared != nullptr ? Shared[0] : Finished;
		if (Done <= Finished)
		{
			// Script is gone, and all loops with it, or it could not do anything.
			break;
		}
		FinishUpTo(Done, Environment.GetTable());
	}
	FinishUpTo(Loops.Num(), Environment.GetTable());
	Loops.Reset();
	bRunning = false;
}

void FTransientLoopBatch::FinishUpTo(int32 End, FTransientLoopTable& Table)
{
	for (; Finished < End; ++Finished)
	{
		// Scripts may have ended anything; a component that lost its loop has left the batch.
		if (Table.IsLive(Loops[Finished]))
		{
			Table.FindComponent(Loops[Finished].Slot)->FinishBatchedTick();
		}
	}
}
