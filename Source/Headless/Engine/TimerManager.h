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
	void SetTimer(FTimerHandle& Handle, T* Object,
		typename Headless::TMethod<T, void()>::Type Method, float Rate, bool bLoop = false,
		float FirstDelay = -1.f)
	{
		const FWeakObjectPtr Weak(Object);
		const auto Callback = [Weak, Object, Method]()
		{
			if (Weak.IsValid())
			{
				(Object->*Method)();
			}
		};
		SetTimerOf(Handle, Weak, Object, Callback, Rate, bLoop, FirstDelay);
	}
	void SetTimer(FTimerHandle& Handle, TFunction<void()> Callback, float Rate, bool bLoop = false,
		float FirstDelay = -1.f);
	FTimerHandle SetTimerForNextTick(TFunction<void()> Callback);
	void ClearTimer(FTimerHandle& Handle);
	void ClearAllTimersForObject(const void* Object);
	bool TimerExists(FTimerHandle Handle) const;

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
		/** The timer goes with it; null and stale are not the same. */
		FWeakObjectPtr Weak;
		const void* Object = nullptr;
		TFunction<void()> Callback;
	};

	void SetTimerOf(FTimerHandle& Handle, FWeakObjectPtr Weak, const void* Object,
		TFunction<void()> Callback, float Rate, bool bLoop, float FirstDelay);

	TArray<FTimer> Timers;
	double Time = 0.0;
	uint64 LastNumber = 0;
	uint64 Ticks = 0;
};
