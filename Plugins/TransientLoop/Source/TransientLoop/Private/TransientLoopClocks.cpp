// SPDX-License-Identifier: MIT
#include "TransientLoopClocks.h"

#include "Engine/World.h"

void FTransientLoopClocks::BindMemory(FTransientLoopRecord* InRecords, int32 InCapacity)
{
	Records = InRecords;
	Capacity = InCapacity;
}

void FTransientLoopClocks::Start(int32 Slot, const UWorld* World)
{
	if (Slot >= Sources.Num())
	{
		Sources.SetNum(Slot + 1);
	}
	Sources[Slot] = FSource();
	Sources[Slot].World = World;
	Sources[Slot].WorldRealSeconds = World != nullptr ? World->GetRealTimeSeconds() : 0.0;
	if (Slot < Capacity)
	{
		Records[2 * Slot].Now = 0.0;
		Records[2 * Slot + 1].Now = 0.0;
	}
}

void FTransientLoopClocks::MoveToWorld(int32 Slot, const UWorld& World)
{
	FSource& Source = Sources[Slot];
	if (Source.World.Get() != &World)
	{
		Source.World = &World;
		Source.WorldRealSeconds = World.GetRealTimeSeconds();
	}
}

bool FTransientLoopClocks::Look(int32 Slot, double GameSeconds, const UWorld* World)
{
	FSource& Source = Sources[Slot];
	const double Unpaused = GameSeconds + Source.SecondsInPause;
	const double WorldReal = World != nullptr ? World->GetRealTimeSeconds() : 0.0;
	const double Passed = WorldReal - Source.WorldRealSeconds;
	// The clock of another world begins anew: what the ticks counted stands for the difference.
	const bool bComparable = World != nullptr && Source.World.Get() == World && Passed >= 0.0;
	Source.RealSeconds += bComparable ? Passed : Unpaused - Source.UnpausedSeconds;
	Source.UnpausedSeconds = Unpaused;
	Source.WorldRealSeconds = WorldReal;
	Source.World = World;
	if (Slot >= Capacity)
	{
		return false;
	}
	FTransientLoopRecord& UnpausedRecord = Records[2 * Slot];
	FTransientLoopRecord& RealRecord = Records[2 * Slot + 1];
	UnpausedRecord.Now = Unpaused;
	RealRecord.Now = Source.RealSeconds;
	return UnpausedRecord.Now >= UnpausedRecord.Due || RealRecord.Now >= RealRecord.Due;
}
