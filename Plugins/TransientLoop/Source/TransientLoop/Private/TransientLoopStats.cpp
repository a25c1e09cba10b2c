// SPDX-License-Identifier: MIT
#include "TransientLoopStats.h"

#include "ProfilingDebugging/CountersTrace.h"
#include "TransientLoopEnvironment.h"

DEFINE_STAT(STAT_TransientLoopCrossing);
DEFINE_STAT(STAT_TransientLoopHubTick);
DEFINE_STAT(STAT_TransientLoopTeardown);
DEFINE_STAT(STAT_TransientLoopDueLoops);
DEFINE_STAT(STAT_TransientLoopEndedLoops);
DEFINE_STAT(STAT_TransientLoopLoops);
DEFINE_STAT(STAT_TransientLoopTasks);

TRACE_DECLARE_INT_COUNTER(TransientLoopDueLoops, TEXT("TransientLoop/Loops due"));
TRACE_DECLARE_INT_COUNTER(TransientLoopLoops, TEXT("TransientLoop/Loops alive"));
TRACE_DECLARE_INT_COUNTER(TransientLoopTasks, TEXT("TransientLoop/Tasks alive"));

int32 FTransientLoopStats::NumEnvironments = 0;
int32 FTransientLoopStats::DueLoops = 0;
FTSTicker::FDelegateHandle FTransientLoopStats::TickerHandle;

FTransientLoopStats::FTransientLoopStats()
{
	++NumEnvironments;
#if !UE_BUILD_SHIPPING
	if (NumEnvironments == 1)
	{
		TickerHandle = FTSTicker::GetCoreTicker().AddTicker(TEXT("TransientLoopStats"), 0.f,
			[](float)
			{
				Report();
				return true;
			});
	}
#endif
}

FTransientLoopStats::~FTransientLoopStats()
{
	--NumEnvironments;
#if !UE_BUILD_SHIPPING
	// What is shown would stay otherwise.
	Report();
	if (NumEnvironments == 0)
	{
		FTSTicker::RemoveTicker(TickerHandle);
		TickerHandle.Reset();
	}
#endif
}

void FTransientLoopStats::CountDueLoop()
{
#if !UE_BUILD_SHIPPING
	++DueLoops;
	INC_DWORD_STAT(STAT_TransientLoopDueLoops);
#endif
}

void FTransientLoopStats::Report()
{
	SET_DWORD_STAT(STAT_TransientLoopLoops, FTransientLoopEnvironment::CountLoops());
	SET_DWORD_STAT(STAT_TransientLoopTasks, FTransientLoopEnvironment::CountTasks());
	TRACE_COUNTER_SET(TransientLoopDueLoops, DueLoops);
	TRACE_COUNTER_SET(TransientLoopLoops, FTransientLoopEnvironment::CountLoops());
	TRACE_COUNTER_SET(TransientLoopTasks, FTransientLoopEnvironment::CountTasks());
	DueLoops = 0;
}
