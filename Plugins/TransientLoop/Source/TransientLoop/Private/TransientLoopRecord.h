// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

/** What C++ and script share of one clock of a loop, in one half of a cache line; LoopRecord in
 * loop-memory.ts is the same layout. */
struct FTransientLoopRecord
{
	/** Time of the clock at the end of the tick in progress, in seconds. C++ writes it. */
	double Now;
	/** When the loop wants to be crossed next, in seconds. Script writes it. */
	double Due;
	/** Logical time. C++ moves it on to the beginning of a tick, all else is script's own; so is
	 * the first timer. */
	double Reached;
	/** Bits of ETransientLoopFlags, in the record of game time. */
	int32 Flags;
	int32 FirstTimer;
};

static_assert(sizeof(FTransientLoopRecord) == 32, "LoopRecord in loop-memory.ts counts on it");
