// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

DECLARE_DELEGATE_RetVal_OneParam(bool, FTickerDelegate, float);

/** The core ticker: called once an engine frame, after the world, whether or not it is paused. */
class FTSTicker
{
public:
	struct FElement
	{
		FTickerDelegate Delegate;
		float Delay = 0.f;
		double Due = 0.0;
		bool bRemoved = false;
	};
	using FDelegateHandle = TWeakPtr<FElement>;

	static FTSTicker& GetCoreTicker();
	/** The delegate returns true to stay. The delay is a minimum, in seconds. */
	FDelegateHandle AddTicker(const FTickerDelegate& Delegate, float InDelay = 0.f);
	FDelegateHandle AddTicker(const TCHAR* InName, float InDelay, TFunction<bool(float)> Function);
	static void RemoveTicker(FDelegateHandle Handle);
	void Tick(float DeltaTime);

private:
	TArray<TSharedPtr<FElement>> Elements;
	double Time = 0.0;
};
