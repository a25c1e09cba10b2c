// SPDX-License-Identifier: MIT
#include "TimerManager.h"

void FTimerManager::SetTimer(
	FTimerHandle& Handle, TFunction<void()> Callback, float Rate, bool bLoop, float FirstDelay)
{
	SetTimerOf(Handle, FWeakObjectPtr(), nullptr, MoveTemp(Callback), Rate, bLoop, FirstDelay);
}

void FTimerManager::SetTimerOf(FTimerHandle& Handle, FWeakObjectPtr Weak, const void* Object,
	TFunction<void()> Callback, float Rate, bool bLoop, float FirstDelay)
{
	ClearTimer(Handle);
	if (Rate <= 0.f)
	{
		return;
	}
	FTimer Timer;
	Timer.Number = ++LastNumber;
	Timer.Due = Time + (FirstDelay >= 0.f ? FirstDelay : Rate);
	Timer.Rate = Rate;
	Timer.bLoop = bLoop;
	// One that is set while timers run waits for the next tick at least.
	Timer.FirstTick = Ticks + 1;
	Timer.Weak = Weak;
	Timer.Object = Object;
	Timer.Callback = MoveTemp(Callback);
	Handle.Number = Timer.Number;
	Timers.Add(MoveTemp(Timer));
}

FTimerHandle FTimerManager::SetTimerForNextTick(TFunction<void()> Callback)
{
	FTimerHandle Handle;
	SetTimer(Handle, MoveTemp(Callback), 1.f, false, 0.f);
	return Handle;
}

void FTimerManager::ClearTimer(FTimerHandle& Handle)
{
	const uint64 Number = Handle.Number;
	Timers.RemoveAll([Number](const FTimer& Timer) { return Timer.Number == Number; });
	Handle.Invalidate();
}

void FTimerManager::ClearAllTimersForObject(const void* Object)
{
	Timers.RemoveAll(
		[Object](const FTimer& Timer) { return Object != nullptr && Timer.Object == Object; });
}

bool FTimerManager::TimerExists(FTimerHandle Handle) const
{
	const uint64 Number = Handle.Number;
	return Timers.FindByPredicate(
			   [Number](const FTimer& Timer) { return Timer.Number == Number; }) != nullptr;
}

void FTimerManager::Tick(float DeltaSeconds)
{
	++Ticks;
	Time += DeltaSeconds;
	Timers.RemoveAll([](const FTimer& Timer) { return Timer.Weak.IsStale(); });
	for (;;)
	{
		FTimer* First = nullptr;
		for (FTimer& Timer : Timers)
		{
			const bool bDue = Timer.Due <= Time && Timer.FirstTick <= Ticks;
			if (bDue && (First == nullptr || Timer.Due < First->Due))
			{
				First = &Timer;
			}
		}
		if (First == nullptr)
		{
			return;
		}
		// A copy: the callback may set and clear timers.
		const TFunction<void()> Callback = First->Callback;
		if (First->bLoop)
		{
			First->Due += First->Rate;
		}
		else
		{
			const uint64 Number = First->Number;
			Timers.RemoveAll([Number](const FTimer& Timer) { return Timer.Number == Number; });
		}
		Callback();
	}
}
