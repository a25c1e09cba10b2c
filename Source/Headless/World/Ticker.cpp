// SPDX-License-Identifier: MIT
#include "Containers/Ticker.h"

FTSTicker& FTSTicker::GetCoreTicker()
{
	static FTSTicker Ticker;
	return Ticker;
}

FTSTicker::FDelegateHandle FTSTicker::AddTicker(const FTickerDelegate& Delegate, float InDelay)
{
	TSharedPtr<FElement> Element = MakeShared<FElement>();
	Element->Delegate = Delegate;
	Element->Delay = InDelay;
	Element->Due = Time + InDelay;
	Elements.Add(Element);
	return FDelegateHandle(Element);
}

FTSTicker::FDelegateHandle FTSTicker::AddTicker(
	const TCHAR*, float InDelay, TFunction<bool(float)> Function)
{
	return AddTicker(FTickerDelegate::CreateLambda(MoveTemp(Function)), InDelay);
}

void FTSTicker::RemoveTicker(FDelegateHandle Handle)
{
	if (const TSharedPtr<FElement> Element = Handle.Pin())
	{
		Element->bRemoved = true;
	}
}

void FTSTicker::Tick(float DeltaTime)
{
	Time += DeltaTime;
	const TArray<TSharedPtr<FElement>> Now = Elements;
	for (const TSharedPtr<FElement>& Element : Now)
	{
		if (Element->bRemoved || Element->Due > Time)
		{
			continue;
		}
		Element->Due = Time + Element->Delay;
		Element->bRemoved = !Element->Delegate.Execute(DeltaTime) || Element->bRemoved;
	}
	Elements.RemoveAll([](const TSharedPtr<FElement>& Element) { return Element->bRemoved; });
}
