// SPDX-License-Identifier: MIT
#include "TransientLoopHubLoop.h"

#include "Templates/UnrealTemplate.h"
#include "TransientLoopEnvironment.h"

FTransientLoopHubLoop::FTransientLoopHubLoop(
	FTransientLoopEnvironment& InEnvironment, const FString& InScript, const FString& InArguments)
	: Environment(InEnvironment)
	, Script(InScript)
	, Arguments(InArguments)
{
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
	const TGuardValue<bool> Crossing(bCrossing, true);
	const FTransientLoopHandle Crossed = Handle;
	Environment.Tick(Crossed, DeltaSeconds);
	// The script may have ended this loop.
	while (Handle == Crossed && Table.WantsMoreThisTick(Crossed.Slot, false))
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

FString FTransientLoopHubLoop::GetLoopName() const
{
	return TEXT("hub");
}

FString FTransientLoopHubLoop::GetLoopLevelName() const
{
	return FString();
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
	return nullptr;
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
