// SPDX-License-Identifier: MIT
#pragma once

#include "Misc/AutomationTest.h"
#include "Misc/EngineVersionComparison.h"

/** Wherever tests can run; sorted under what a project tests of itself. */
#if UE_VERSION_OLDER_THAN(5, 5, 0)
inline constexpr EAutomationTestFlags::Type TransientLoopTestFlags =
	static_cast<EAutomationTestFlags::Type>(
		EAutomationTestFlags::ApplicationContextMask | EAutomationTestFlags::ProductFilter);
#else
inline constexpr EAutomationTestFlags TransientLoopTestFlags =
	EAutomationTestFlags_ApplicationContextMask | EAutomationTestFlags::ProductFilter;
#endif
