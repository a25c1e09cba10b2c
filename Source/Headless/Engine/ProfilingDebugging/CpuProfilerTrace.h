// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

#if UE_BUILD_SHIPPING

#define TRACE_CPUPROFILER_EVENT_SCOPE(Name) static_assert(true)

#else

#include "Stats/StatRegistry.h"

#define TRACE_CPUPROFILER_EVENT_SCOPE(Name)                                                        \
	static ::Headless::FStat TraceStat_##Name(                                                     \
		TEXT(#Name), TEXT(#Name), TEXT("Insights"), ::Headless::EStatKind::TraceScope);            \
	const ::Headless::FStatScope TraceScope_##Name(TraceStat_##Name)

#endif
