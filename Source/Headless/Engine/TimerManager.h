// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

/** Names a timer. */
struct FTimerHandle
{
	bool IsValid() const
	{
		return Number != 0;
	}
	void Invalidate()
	{
		Number = 0;
	}

private:
	friend class FTimerManager;
	uint64 Number = 0;
};

/** The timers of a world: they stop in pause and follow global dilation only. */
class FTimerManager
{
public:
	template <class T>
	void SetTimer(FTimerHandle& Handle, T* Object, void (T::*Method)(), float Rate, bool bLoop = false,
		float FirstDelay = -1.f)
	{
		SetTimer(
			Handle, [Weak = TWeakObjectPtr<T>(Object), Method]() {
				if (T* Live = Weak.Get())
				{
					(Live->*Method)();
				}
			},
			Rate, bLoop, FirstDelay);
	}
	void SetTimer(FTimerHandle& Handle, TFunction<void()> Callback, float Rate, bool bLoop = false,
		float FirstDelay = -1.f);
	FTimerHandle SetTimerForNextTick(TFunction<void()> Callback);
	void ClearTimer(FTimerHandle& Handle);

	//~ Headless
	void Tick(float DeltaSeconds);

private:
	struct FTimer
	{
		uint64 Number = 0;
		double Due = 0.0;
		float Rate = 0.f;
		bool bLoop = false;
		uint64 FirstTick = 0;
		TFunction<void()> Callback;
	};

	TArray<FTimer> Timers;
	double Time = 0.0;
	uint64 LastNumber = 0;
	uint64 Ticks = 0;
};
