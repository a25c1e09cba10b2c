// SPDX-License-Identifier: MIT
#include "Engine/EngineBaseTypes.h"

#include "ActorLife.h"
#include "ComponentLife.h"
#include "Engine/World.h"
#include "TickScheduler.h"

FTickFunction::FTickFunction()
	: bTickEvenWhenPaused(0)
	, bCanEverTick(0)
	, bStartWithTickEnabled(1)
	, bAllowTickOnDedicatedServer(1)
	, bHighPriority(0)
	, bRunOnAnyThread(0)
{
}

FTickFunction::~FTickFunction()
{
	UnRegisterTickFunction();
}

void FTickFunction::RegisterTickFunction(ULevel* Level)
{
	const bool bMayTick =
		bAllowTickOnDedicatedServer || Level->GetWorld()->GetNetMode() != NM_DedicatedServer;
	if (!IsTickFunctionRegistered() && bCanEverTick && bMayTick)
	{
		Level->GetWorld()->GetTickScheduler().Register(*this);
	}
}

void FTickFunction::UnRegisterTickFunction()
{
	if (IsTickFunctionRegistered())
	{
		Scheduler->Unregister(*this);
	}
}

void FTickFunction::SetTickFunctionEnable(bool bInEnabled)
{
	if (IsTickFunctionRegistered() && bEnabled != bInEnabled)
	{
		Scheduler->SetListed(*this, bInEnabled);
	}
	bEnabled = bInEnabled;
	if (!bInEnabled)
	{
		// The time off does not count: the next call is as the first.
		LastTime = -1.0;
	}
}

void FTickFunction::AddPrerequisite(UObject* TargetObject, FTickFunction& TargetTickFunction)
{
	FPrerequisite Prerequisite;
	Prerequisite.Object = FWeakObjectPtr(TargetObject);
	Prerequisite.Function = &TargetTickFunction;
	if (IsTickFunctionRegistered())
	{
		Prerequisite.AddedInFrame = Scheduler->bInFrame ? Scheduler->Frame : 0;
	}
	if (!Prerequisites)
	{
		Prerequisites = MakeUnique<FPrerequisites>();
	}
	Prerequisites->All.Add(Prerequisite);
}

void FTickFunction::RemovePrerequisite(UObject* TargetObject, FTickFunction& TargetTickFunction)
{
	if (Prerequisites)
	{
		Prerequisites->All.RemoveAll(
			[TargetObject, &TargetTickFunction](const FPrerequisite& Prerequisite)
			{
				return Prerequisite.Function == &TargetTickFunction &&
					   Prerequisite.Object == FWeakObjectPtr(TargetObject);
			});
	}
}

void FTickFunction::SetPriorityIncludingPrerequisites(bool bInHighPriority)
{
	bHighPriority = bInHighPriority;
}

void FTickFunction::UpdateTickIntervalAndCoolDown(float NewTickInterval)
{
	TickInterval = NewTickInterval;
	Cooldown = NewTickInterval;
}

FActorTickFunction::FActorTickFunction()
{
	TickGroup = TG_PrePhysics;
}

void FActorTickFunction::ExecuteTick(
	float DeltaTime, ELevelTick TickType, ENamedThreads::Type, const FGraphEventRef&)
{
	(void)TickType;
	Headless::FActorLife::Tick(*Target, DeltaTime);
}

FString FActorTickFunction::DiagnosticMessage()
{
	return GetPathNameSafe(Target) + FString(TEXT("[Tick]"));
}

FActorComponentTickFunction::FActorComponentTickFunction()
{
	TickGroup = TG_DuringPhysics;
}

void FActorComponentTickFunction::ExecuteTick(
	float DeltaTime, ELevelTick TickType, ENamedThreads::Type, const FGraphEventRef&)
{
	Headless::FComponentLife::Tick(*Target, DeltaTime, TickType, *this);
}

void FActorComponentTickFunction::Prefetch() const
{
	Headless::FComponentLife::Prefetch(*Target);
}

FString FActorComponentTickFunction::DiagnosticMessage()
{
	return GetPathNameSafe(Target) + FString(TEXT("[TickComponent]"));
}
