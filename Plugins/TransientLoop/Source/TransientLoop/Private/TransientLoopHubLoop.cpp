// SPDX-License-Identifier: MIT
#include "TransientLoopHubLoop.h"

#include "Engine/Level.h"
#include "Engine/World.h"
#include "Templates/UnrealTemplate.h"
#include "TransientLoopEnvironment.h"

FTransientLoopHubLoop::FTransientLoopHubLoop(
	FTransientLoopEnvironment& InEnvironment, const FString& InScript, const FString& InArguments)
	: Environment(InEnvironment)
	, Scope(ETransientLoopScope::Hub)
	, bOfScript(true)
	, Name(TEXT("hub"))
	, Script(InScript)
	, Arguments(InArguments)
{
}

FTransientLoopHubLoop::FTransientLoopHubLoop(FTransientLoopEnvironment& InEnvironment,
	ETransientLoopScope InScope, ULevel* InLevel, UWorld* InWorld)
	: Environment(InEnvironment)
	, Scope(InScope)
	, bOfScript(false)
	, bOfLevel(InLevel != nullptr)
	, bOfWorld(InWorld != nullptr)
	, Level(InLevel)
	, World(InWorld)
	, Script(ScopeScript)
{
	if (InWorld != nullptr)
	{
		bTicksInWorld = InWorld->IsGameWorld();
		WorldSeconds = InWorld->GetTimeSeconds();
		WorldUnpausedSeconds = InWorld->GetUnpausedTimeSeconds();
	}
	switch (Scope)
	{
	case ETransientLoopScope::Level:
		LevelName = InLevel->GetOuter()->GetName();
		Name = FString(TEXT("level ")) + LevelName;
		break;
	case ETransientLoopScope::World:
		LevelName = InWorld->GetName();
		Name = FString(TEXT("world ")) + LevelName;
		break;
	case ETransientLoopScope::Game:
		Name = TEXT("game");
		break;
	case ETransientLoopScope::Hub:
		Name = TEXT("hub");
		break;
	}
}

void FTransientLoopHubLoop::Begin()
{
	const TGuardValue<bool> Crossing(bCrossing, true);
	Handle = Environment.GetTable().Allocate(*this);
	Environment.Begin(Handle, false, true);
}

void FTransientLoopHubLoop::Tick(float DeltaSeconds)
{
	FTransientLoopTable& Table = Environment.GetTable();
	if (!IsRunning() || bCrossing || !Table.Advance(Handle.Slot, DeltaSeconds) ||
		!Table.IsDue(Handle.Slot))
	{
		return;
	}
	CrossIntoScript(DeltaSeconds);
}

void FTransientLoopHubLoop::TickInWorld()
{
	const UWorld* In = World.Get();
	if (!IsRunning() || bCrossing || In == nullptr)
	{
		return;
	}
	// By its clocks: what the delta of a delegate stands for is not documented.
	const double Passed = In->GetTimeSeconds() - WorldSeconds;
	const double InPause = In->GetUnpausedTimeSeconds() - WorldUnpausedSeconds - Passed;
	WorldSeconds = In->GetTimeSeconds();
	WorldUnpausedSeconds = In->GetUnpausedTimeSeconds();
	FTransientLoopTable& Table = Environment.GetTable();
	if (In->IsPaused())
	{
		if (Table.AdvanceInPause(Handle.Slot, static_cast<float>(InPause)))
		{
			CrossIntoScript(FTransientLoopEnvironment::PauseTick);
		}
	}
	else if (Table.Advance(Handle.Slot, static_cast<float>(Passed)) && Table.IsDue(Handle.Slot))
	{
		CrossIntoScript(static_cast<float>(Passed));
	}
}

void FTransientLoopHubLoop::CrossIntoScript(float DeltaSeconds)
{
	const bool bInPause = DeltaSeconds == FTransientLoopEnvironment::PauseTick;
	FTransientLoopTable& Table = Environment.GetTable();
	const TGuardValue<bool> Crossing(bCrossing, true);
	const FTransientLoopHandle Crossed = Handle;
	Environment.Tick(Crossed, DeltaSeconds);
	// The script may have ended this loop.
	while (Handle == Crossed && Table.GoesOnThisTick(Crossed.Slot, bInPause))
	{
		Environment.Tick(Crossed, FTransientLoopEnvironment::SameTick);
	}
}

void FTransientLoopHubLoop::End(ETransientLoopEndReason Reason)
{
	if (!IsRunning())
	{
		return;
	}
	// Forgotten first: whatever the scripts do while they are cancelled finds no loop here.
	const FTransientLoopHandle Ended = Handle;
	Handle = FTransientLoopHandle();
	const TGuardValue<bool> Crossing(bCrossing, true);
	Environment.End(Ended, Reason);
}

bool FTransientLoopHubLoop::IsOf(const UWorld* InWorld) const
{
	return bOfWorld && World.Get() == InWorld;
}

bool FTransientLoopHubLoop::IsOf(const ULevel* InLevel) const
{
	return bOfLevel && Level.Get() == InLevel;
}

bool FTransientLoopHubLoop::HasLostWorld() const
{
	return bOfWorld && IsRunning() && !World.IsValid();
}

ULevel* FTransientLoopHubLoop::GetLevel() const
{
	return Level.Get();
}

UWorld* FTransientLoopHubLoop::GetWorld() const
{
	return World.Get();
}

FString FTransientLoopHubLoop::GetLoopName() const
{
	return Name;
}

FString FTransientLoopHubLoop::GetLoopLevelName() const
{
	return LevelName;
}

FString FTransientLoopHubLoop::GetLoopScript() const
{
	return Script;
}

FString FTransientLoopHubLoop::GetLoopArguments() const
{
	return Arguments;
}

AActor* FTransientLoopHubLoop::GetLoopActor() const
{
	return nullptr;
}

UWorld* FTransientLoopHubLoop::GetLoopWorld() const
{
	return bTicksInWorld ? World.Get() : nullptr;
}

UTransientLoopComponent* FTransientLoopHubLoop::GetLoopComponent()
{
	return nullptr;
}

void FTransientLoopHubLoop::ApplyErrorPolicy(int32)
{
	// What failed was reported. The other tasks of the script go on.
}

void FTransientLoopHubLoop::LoseLoop()
{
	bLost = true;
	Handle = FTransientLoopHandle();
}
