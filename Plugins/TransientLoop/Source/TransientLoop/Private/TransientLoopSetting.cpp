// SPDX-License-Identifier: MIT
#include "TransientLoopSetting.h"

#include "TransientLoopComponent.h"

double TransientLoop::GetSetting(
	const UTransientLoopComponent& Component, ETransientLoopSetting Setting)
{
	switch (Setting)
	{
	case ETransientLoopSetting::Clock:
		return static_cast<double>(Component.Clock);
	case ETransientLoopSetting::TickBudgetSteps:
		return static_cast<double>(Component.TickBudgetSteps);
	case ETransientLoopSetting::TickBudgetMilliseconds:
		return static_cast<double>(Component.TickBudgetMilliseconds);
	case ETransientLoopSetting::TickEvenWhenPaused:
		return Component.bTickEvenWhenPaused ? 1.0 : 0.0;
	case ETransientLoopSetting::ErrorPolicy:
		return static_cast<double>(Component.ErrorPolicy);
	case ETransientLoopSetting::AutoStart:
		return Component.bAutoStart ? 1.0 : 0.0;
	case ETransientLoopSetting::Hibernate:
		return Component.bHibernate ? 1.0 : 0.0;
	case ETransientLoopSetting::Batch:
		return Component.bBatch ? 1.0 : 0.0;
	}
	return 0.0;
}

void TransientLoop::SetSetting(
	UTransientLoopComponent& Component, ETransientLoopSetting Setting, double Value)
{
	const bool bValue = Value != 0.0;
	switch (Setting)
	{
	case ETransientLoopSetting::Clock:
		Component.SetClock(static_cast<ETransientLoopClock>(Value));
		break;
	case ETransientLoopSetting::TickBudgetSteps:
		Component.SetTickBudget(static_cast<int32>(Value), Component.TickBudgetMilliseconds);
		break;
	case ETransientLoopSetting::TickBudgetMilliseconds:
		Component.SetTickBudget(Component.TickBudgetSteps, static_cast<float>(Value));
		break;
	case ETransientLoopSetting::TickEvenWhenPaused:
		Component.SetLoopTickEvenWhenPaused(bValue);
		break;
	case ETransientLoopSetting::ErrorPolicy:
		Component.ErrorPolicy = static_cast<ETransientLoopErrorPolicy>(Value);
		break;
	case ETransientLoopSetting::AutoStart:
		Component.bAutoStart = bValue;
		break;
	case ETransientLoopSetting::Hibernate:
		Component.bHibernate = bValue;
		break;
	case ETransientLoopSetting::Batch:
		Component.bBatch = bValue;
		break;
	}
}
