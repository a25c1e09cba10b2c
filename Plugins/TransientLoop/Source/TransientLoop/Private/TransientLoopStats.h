// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Containers/Ticker.h"
#include "ProfilingDebugging/CpuProfilerTrace.h"
#include "Stats/Stats.h"

// What "stat TransientLoop" shows. Of all environments together; an idle loop adds nothing to it.
DECLARE_STATS_GROUP(TEXT("TransientLoop"), STATGROUP_TransientLoop, STATCAT_Advanced);
DECLARE_CYCLE_STAT_EXTERN(
	TEXT("Crossing into script"), STAT_TransientLoopCrossing, STATGROUP_TransientLoop, );
DECLARE_CYCLE_STAT_EXTERN(TEXT("Hub tick"), STAT_TransientLoopHubTick, STATGROUP_TransientLoop, );
DECLARE_CYCLE_STAT_EXTERN(TEXT("Teardown"), STAT_TransientLoopTeardown, STATGROUP_TransientLoop, );
DECLARE_DWORD_COUNTER_STAT_EXTERN(
	TEXT("Loops due"), STAT_TransientLoopDueLoops, STATGROUP_TransientLoop, );
DECLARE_DWORD_COUNTER_STAT_EXTERN(
	TEXT("Loops ended"), STAT_TransientLoopEndedLoops, STATGROUP_TransientLoop, );
DECLARE_DWORD_ACCUMULATOR_STAT_EXTERN(
	TEXT("Loops alive"), STAT_TransientLoopLoops, STATGROUP_TransientLoop, );
DECLARE_DWORD_ACCUMULATOR_STAT_EXTERN(
	TEXT("Tasks alive"), STAT_TransientLoopTasks, STATGROUP_TransientLoop, );

/** Says once a frame what is alive, to the stats and to Insights, while there is an environment. */
class FTransientLoopStats
{
public:
	FTransientLoopStats();
	~FTransientLoopStats();

	UE_NONCOPYABLE(FTransientLoopStats);

	/** For the frame: what has been crossed for its time. */
	static void CountDueLoop();

private:
	static void Report();

	/** There is one for all: of the environment that came first. */
	static int32 NumEnvironments;
	static int32 DueLoops;
	static FTSTicker::FDelegateHandle TickerHandle;
};
