// SPDX-License-Identifier: MIT
#include "TransientLoopHub.h"

#include "Templates/UnrealTemplate.h"
#include "TransientLoopEnvironment.h"

FTransientLoopHub::FTransientLoopHub(FTransientLoopEnvironment& InEnvironment)
	: Environment(InEnvironment)
{
}

FTransientLoopHub::~FTransientLoopHub()
{
	FTSTicker::RemoveTicker(TickerHandle);
}

bool FTransientLoopHub::Run(const FString& Script, const FString& Arguments)
{
	for (int32 Index = 0; Index < Loops.Num(); ++Index)
	{
		if (Loops[Index]->GetLoopScript() == Script)
		{
			Loops[Index]->End(ETransientLoopEndReason::Restarted);
		}
	}
	return !bEnded && Begin(Script, Arguments).IsRunning();
}

bool FTransientLoopHub::CancelTask(int32 TaskNumber)
{
	for (int32 Index = 0; Index < Loops.Num(); ++Index)
	{
		if (Loops[Index]->IsRunning() &&
			Environment.CancelTask(Loops[Index]->GetHandle(), TaskNumber))
		{
			return true;
		}
	}
	return false;
}

TArray<FTransientLoopHubScript> FTransientLoopHub::GetScripts() const
{
	TArray<FTransientLoopHubScript> Scripts;
	for (const TUniquePtr<FTransientLoopHubLoop>& Loop : Loops)
	{
		const FString Module = Loop->GetLoopScript();
		if ((Loop->IsRunning() || Loop->IsLost()) &&
			Module != FTransientLoopHubLoop::LingeringScript)
		{
			FTransientLoopHubScript Script;
			Script.Module = Module;
			Script.Arguments = Loop->GetLoopArguments();
			Scripts.Add(Script);
		}
	}
	return Scripts;
}

TArray<FString> FTransientLoopHub::Describe()
{
	TArray<FString> Lines;
	for (int32 Index = 0; Index < Loops.Num(); ++Index)
	{
		if (Loops[Index]->IsRunning())
		{
			Lines.Add(Environment.Describe(Loops[Index]->GetHandle()));
		}
	}
	return Lines;
}

int32 FTransientLoopHub::GetLingeringSlot()
{
	if (bEnded)
	{
		return INDEX_NONE;
	}
	for (const TUniquePtr<FTransientLoopHubLoop>& Loop : Loops)
	{
		if (Loop->IsRunning() && Loop->GetLoopScript() == FTransientLoopHubLoop::LingeringScript)
		{
			return Loop->GetHandle().Slot;
		}
	}
	return Begin(FTransientLoopHubLoop::LingeringScript, FString()).GetHandle().Slot;
}

void FTransientLoopHub::End(ETransientLoopEndReason Reason)
{
	bEnded = true;
	FTSTicker::RemoveTicker(TickerHandle);
	for (int32 Index = Loops.Num() - 1; Index >= 0; --Index)
	{
		Loops[Index]->End(Reason);
	}
}

FTransientLoopHubLoop& FTransientLoopHub::Begin(const FString& Script, const FString& Arguments)
{
	Sweep();
	if (!TickerHandle.IsValid())
	{
		TickerHandle = FTSTicker::GetCoreTicker().AddTicker(TEXT("TransientLoopHub"), 0.f,
			[this](float DeltaSeconds)
			{
				Tick(DeltaSeconds);
				return true;
			});
	}
	// Not through the array: the script that begins may begin another one.
	FTransientLoopHubLoop* const Loop = new FTransientLoopHubLoop(Environment, Script, Arguments);
	Loops.Add(TUniquePtr<FTransientLoopHubLoop>(Loop));
	Loop->Begin();
	return *Loop;
}

void FTransientLoopHub::Tick(float DeltaSeconds)
{
	if (bTicking)
	{
		return;
	}
	{
		const TGuardValue<bool> Ticking(bTicking, true);
		// Those that begin meanwhile tick in the next frame.
		const int32 NumLoops = Loops.Num();
		for (int32 Index = 0; Index < NumLoops; ++Index)
		{
			Loops[Index]->Tick(DeltaSeconds);
		}
	}
	Sweep();
}

void FTransientLoopHub::Sweep()
{
	if (!bTicking)
	{
		Loops.RemoveAll([](const TUniquePtr<FTransientLoopHubLoop>& Loop)
			{ return !Loop->IsRunning() && !Loop->IsLost() && !Loop->IsCrossing(); });
	}
}
