// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

class UTransientLoopComponent;

/** What other scripts read and set of a component, by number; LoopSetting in loop-setting.ts holds
 * the same. */
enum class ETransientLoopSetting : uint8
{
	Clock,
	TickBudgetSteps,
	TickBudgetMilliseconds,
	TickEvenWhenPaused,
	ErrorPolicy,
	AutoStart,
	Hibernate,
	Batch
};

namespace TransientLoop
{
double GetSetting(const UTransientLoopComponent& Component, ETransientLoopSetting Setting);

/** As a Blueprint sets it: what the loop that runs is to know at once, it does. */
void SetSetting(UTransientLoopComponent& Component, ETransientLoopSetting Setting, double Value);
}
