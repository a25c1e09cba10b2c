// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopRecord.h"
#include "UObject/WeakObjectPtr.h"

class UWorld;

/**
 * The unpaused and the real clock of the loops of one environment.
 *
 * They cost an ordinary tick nothing. A pause tick counts its time; all else is found out when
 * somebody looks: in the ticks of loops that sleep on these clocks, and when script asks.
 */
class FTransientLoopClocks
{
public:
	/** Takes over memory for two records a loop, unpaused before real; the old one may be gone as
	 * soon as this returns. */
	void BindMemory(FTransientLoopRecord* InRecords, int32 InCapacity);

	/** Sets both clocks of a slot to zero. Without a world what the ticks count is real time. */
	void Start(int32 Slot, const UWorld* World);

	/** Counts the time of a pause tick, in which game time stands. Dilated seconds. */
	void AddPause(int32 Slot, double DeltaSeconds)
	{
		Sources[Slot].SecondsInPause += DeltaSeconds;
	}

	/** Goes on counting in another world, from where the last look left off. */
	void MoveToWorld(int32 Slot, const UWorld& World);

	/** Brings both clocks of a slot up to date; true if one of them is due. */
	bool Look(int32 Slot, double GameSeconds, const UWorld* World);

private:
	/** What the clocks of a loop are made of. */
	struct FSource
	{
		double SecondsInPause = 0.0;
		double RealSeconds = 0.0;
		/** As of the last look. */
		double UnpausedSeconds = 0.0;
		double WorldRealSeconds = 0.0;
		/** The world of the last look. Weak: another may come to its address. */
		TWeakObjectPtr<const UWorld> World;
	};

	TArray<FSource> Sources;
	FTransientLoopRecord* Records = nullptr;
	int32 Capacity = 0;
};
