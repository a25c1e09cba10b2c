// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

#if UE_BUILD_SHIPPING

#define TRACE_DECLARE_INT_COUNTER(Name, DisplayName) static_assert(true)
#define TRACE_COUNTER_SET(Name, Value) static_assert(true)

#else

#include "Stats/StatRegistry.h"

#define TRACE_DECLARE_INT_COUNTER(Name, DisplayName)                                               \
	static ::Headless::FStat TraceCounter_##Name(                                                  \
		DisplayName, DisplayName, TEXT("Insights"), ::Headless::EStatKind::TraceCounter)
#define TRACE_COUNTER_SET(Name, Value) ::Headless::SetStat(TraceCounter_##Name, Value)

#endif
