// SPDX-License-Identifier: MIT
#include "TransientLoopHub.h"

#include "Engine/Level.h"
#include "Engine/World.h"
#include "GameFramework/Actor.h"
#include "Templates/UnrealTemplate.h"
#include "TransientLoopEnvironment.h"
#include "TransientLoopStats.h"

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
		if (Loops[Index]->IsOfScript() && Loops[Index]->GetLoopScript() == Script)
		{
			Loops[Index]->End(ETransientLoopEndReason::Restarted);
		}
	}
	return !bEnded && Begin(new FTransientLoopHubLoop(Environment, Script, Arguments)).IsRunning();
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
		if ((Loop->IsRunning() || Loop->IsLost()) && Loop->IsOfScript())
		{
			FTransientLoopHubScript Script;
			Script.Module = Loop->GetLoopScript();
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

int32 FTransientLoopHub::GetScopeSlot(const FTransientLoopOwner& Owner, ETransientLoopScope Scope)
{
	ULevel* Level = nullptr;
	UWorld* World = nullptr;
	if (Scope == ETransientLoopScope::Level || Scope == ETransientLoopScope::World)
	{
		if (const AActor* Actor = Owner.GetLoopActor())
		{
			Level = Actor->GetLevel();
			World = Actor->GetWorld();
		}
		else
		{
			// Whoever is no actor is a loop of this hub.
			const FTransientLoopHubLoop& Loop = static_cast<const FTransientLoopHubLoop&>(Owner);
			Level = Loop.GetLevel();
			World = Loop.GetWorld() == nullptr && FindWorld ? FindWorld() : Loop.GetWorld();
		}
	}
	const bool bExists = Scope == ETransientLoopScope::Level ? Level != nullptr && World != nullptr
						 : Scope == ETransientLoopScope::World ? World != nullptr
						 : Scope == ETransientLoopScope::Game  ? bHasGame
															   : true;
	if (bEnded || !bExists)
	{
		return INDEX_NONE;
	}
	ULevel* const OfLevel = Scope == ETransientLoopScope::Level ? Level : nullptr;
	const FTransientLoopHubLoop* Loop = FindLoop(Scope, OfLevel, World);
	if (Loop == nullptr)
	{
		Loop = &Begin(new FTransientLoopHubLoop(Environment, Scope, OfLevel, World));
	}
	return Loop->GetHandle().Slot;
}

int32 FTransientLoopHub::GetLingeringSlot()
{
	if (bEnded)
	{
		return INDEX_NONE;
	}
	const FTransientLoopHubLoop* Loop = FindLoop(ETransientLoopScope::Hub, nullptr, nullptr);
	if (Loop == nullptr)
	{
		Loop = &Begin(
			new FTransientLoopHubLoop(Environment, ETransientLoopScope::Hub, nullptr, nullptr));
	}
	return Loop->GetHandle().Slot;
}

void FTransientLoopHub::TickWorld(const UWorld& World)
{
	if (bTicking)
	{
		return;
	}
	{
		const TGuardValue<bool> Ticking(bTicking, true);
		const int32 NumLoops = Loops.Num();
		for (int32 Index = 0; Index < NumLoops; ++Index)
		{
			if (Loops[Index]->TicksInWorld() && Loops[Index]->IsOf(&World))
			{
				Loops[Index]->TickInWorld();
			}
		}
	}
	Sweep();
}

void FTransientLoopHub::EndLevel(const ULevel& Level)
{
	EndWhere([&Level](const FTransientLoopHubLoop& Loop) { return Loop.IsOf(&Level); },
		ETransientLoopEndReason::RemovedFromWorld);
}

void FTransientLoopHub::EndWorld(const UWorld& World, ETransientLoopEndReason Reason)
{
	for (const ETransientLoopScope Scope : {ETransientLoopScope::Level, ETransientLoopScope::World})
	{
		EndWhere([&World, Scope](const FTransientLoopHubLoop& Loop)
			{ return Loop.IsOf(&World) && Loop.GetScope() == Scope; },
			Reason);
	}
}

void FTransientLoopHub::End(ETransientLoopEndReason Reason)
{
	for (const ETransientLoopScope Scope :
		{ETransientLoopScope::Level, ETransientLoopScope::World, ETransientLoopScope::Game})
	{
		EndWhere([Scope](const FTransientLoopHubLoop& Loop) { return Loop.GetScope() == Scope; },
			Reason);
	}
	EndWhere([](const FTransientLoopHubLoop& Loop) { return Loop.IsOfScript(); }, Reason);
	bEnded = true;
	EndWhere([](const FTransientLoopHubLoop&) { return true; }, Reason);
	FTSTicker::RemoveTicker(TickerHandle);
	TickerHandle.Reset();
}

FTransientLoopHubLoop* FTransientLoopHub::FindLoop(
	ETransientLoopScope Scope, const ULevel* Level, const UWorld* World) const
{
	for (const TUniquePtr<FTransientLoopHubLoop>& Loop : Loops)
	{
		if (Loop->IsRunning() && !Loop->IsOfScript() && Loop->GetScope() == Scope &&
			(Level == nullptr || Loop->IsOf(Level)) && (World == nullptr || Loop->IsOf(World)))
		{
			return Loop.Get();
		}
	}
	return nullptr;
}

FTransientLoopHubLoop& FTransientLoopHub::Begin(FTransientLoopHubLoop* Loop)
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
	SCOPE_CYCLE_COUNTER(STAT_TransientLoopHubTick);
	TRACE_CPUPROFILER_EVENT_SCOPE(TransientLoop_HubTick);
	// Without a cleanup nobody told of the end.
	EndWhere([](const FTransientLoopHubLoop& Loop) { return Loop.HasLostWorld(); },
		ETransientLoopEndReason::LevelTransition);
	{
		const TGuardValue<bool> Ticking(bTicking, true);
		// Those that begin meanwhile tick in the next frame.
		const int32 NumLoops = Loops.Num();
		for (int32 Index = 0; Index < NumLoops; ++Index)
		{
			if (!Loops[Index]->TicksInWorld())
			{
				Loops[Index]->Tick(DeltaSeconds);
			}
		}
	}
	Sweep();
}

void FTransientLoopHub::EndWhere(
	const TFunction<bool(const FTransientLoopHubLoop&)>& Predicate, ETransientLoopEndReason Reason)
{
	// By place: what ends may begin others, which come last. Nothing is freed meanwhile.
	const TGuardValue<bool> Ticking(bTicking, true);
	for (int32 Index = Loops.Num() - 1; Index >= 0; --Index)
	{
		if (Predicate(*Loops[Index]))
		{
			Loops[Index]->End(Reason);
		}
	}
}

void FTransientLoopHub::Sweep()
{
	if (!bTicking)
	{
		Loops.RemoveAll([](const TUniquePtr<FTransientLoopHubLoop>& Loop)
			{ return !Loop->IsRunning() && !Loop->IsLost() && !Loop->IsCrossing(); });
	}
}
