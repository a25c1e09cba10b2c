// SPDX-License-Identifier: MIT
#include "CountdownAction.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(CountdownAction)

UCountdownAction* UCountdownAction::Countdown(
	UObject* WorldContextObject, int32 Seconds, bool bFails)
{
	UCountdownAction* Action = NewObject<UCountdownAction>();
	Action->SecondsLeft = Seconds;
	Action->bFailsAtEnd = bFails;
	Action->RegisterWithGameInstance(WorldContextObject);
	return Action;
}

void UCountdownAction::Activate()
{
	if (FTimerManager* Timers = GetTimerManager())
	{
		Timers->SetTimer(Timer, this, &UCountdownAction::Count, 1.f, true);
	}
}

void UCountdownAction::Cancel()
{
	if (FTimerManager* Timers = GetTimerManager())
	{
		Timers->ClearTimer(Timer);
	}
	Super::Cancel();
}

void UCountdownAction::Count()
{
	++SecondsCounted;
	if (--SecondsLeft > 0)
	{
		return;
	}
	if (ShouldBroadcastDelegates())
	{
		(bFailsAtEnd ? OnAborted : OnLiftOff).Broadcast(SecondsCounted);
	}
	Cancel();
}
