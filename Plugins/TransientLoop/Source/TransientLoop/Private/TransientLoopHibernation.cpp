// SPDX-License-Identifier: MIT
// The part of UTransientLoopComponent that turns its own tick off and on.
#include "Engine/World.h"
#include "GameFramework/Actor.h"
#include "TransientLoopComponent.h"
#include "TransientLoopEnvironment.h"

namespace
{
/** The sums of the world's clock and of the loop's may differ in the last bits. */
constexpr double EarlySeconds = 1e-6;

double GetSecondsInPause(const UWorld& World)
{
	return World.GetUnpausedTimeSeconds() - World.GetTimeSeconds();
}
}

void UTransientLoopComponent::HibernateIfIdle()
{
	if (TickTable == nullptr || !CanHibernate())
	{
		return;
	}
	const UWorld* World = GetWorld();
	WorldSecondsAtZero = World->GetTimeSeconds() - TickTable->GetNow(Loop.Slot);
	WorldSecondsInPause = GetSecondsInPause(*World);
	Environment->GetWakeQueue().Add(
		World, Loop.Slot, WorldSecondsAtZero + TickTable->GetDue(Loop.Slot) - EarlySeconds);
	TickTable->SetHibernating(Loop.Slot, true);
	TickTable = nullptr;
	Hibernation = EHibernation::Asleep;
	Super::SetComponentTickEnabled(false);
}

bool UTransientLoopComponent::CanHibernate() const
{
	// Otherwise the world's clock does not say how much time of the actor has passed.
	const bool bTimeIsWorldTime = GetOwner()->CustomTimeDilation == 1.f &&
								  GetComponentTickInterval() <= 0.f && IsComponentTickEnabled();
	// It has no world where somebody unregistered it since its tick began.
	return bHibernate && Clock == ETransientLoopClock::Game && bTimeIsWorldTime && IsRegistered() &&
		   TickTable->WaitsForDueTimeAlone(Loop.Slot) &&
		   TickTable->GetDue(Loop.Slot) - TickTable->GetNow(Loop.Slot) >= HibernationSeconds;
}

void UTransientLoopComponent::WakeLoop()
{
	if (Hibernation != EHibernation::Asleep)
	{
		return;
	}
	FTransientLoopTable& Table = Environment->GetTable();
	Table.SetHibernating(Loop.Slot, false);
	if (GetWorld() != nullptr)
	{
		Table.CatchUp(Loop.Slot, GetTimeBeforeFrame());
	}
	TurnTickOn();
}

void UTransientLoopComponent::SetActorTimeDilation(AActor* Actor, float Dilation)
{
	if (Actor == nullptr)
	{
		return;
	}
	TArray<UTransientLoopComponent*> Loops;
	Actor->GetComponents(Loops);
	for (UTransientLoopComponent* Component : Loops)
	{
		// What has passed until now was the world's time.
		Component->WakeLoop();
	}
	Actor->CustomTimeDilation = Dilation;
}

void UTransientLoopComponent::TurnTickOn()
{
	if (Hibernation == EHibernation::Asleep)
	{
		Hibernation = EHibernation::Waking;
		Environment->GetWakeQueue().Remove(Loop.Slot);
		Super::SetComponentTickEnabled(true);
	}
}

void UTransientLoopComponent::TickAfterHibernation(float DeltaTime, bool bInPause)
{
	FTransientLoopTable& Table = Environment->GetTable();
	const bool bFirstTick = Hibernation == EHibernation::FirstTick;
	if (bFirstTick)
	{
		Hibernation = EHibernation::No;
		TickTable = &Table;
	}
	else
	{
		EndHibernation(bInPause ? GetTimeByWorld() : GetTimeBeforeFrame());
		if (bInPause)
		{
			// This frame's is counted as that of every pause tick.
			Table.AddPause(Loop.Slot, -GetWorld()->GetDeltaSeconds());
		}
	}
	if (bInPause)
	{
		TickInPause(DeltaTime);
	}
	else if (Table.Advance(Loop.Slot, DeltaTime) && Table.IsDue(Loop.Slot))
	{
		CrossIntoScript(DeltaTime);
	}
	HibernateIfIdle();
}

void UTransientLoopComponent::EndHibernation(double Seconds)
{
	WakeLoop();
	Hibernation = EHibernation::No;
	TickTable = &Environment->GetTable();
	TickTable->CatchUp(Loop.Slot, Seconds);
	TickTable->AddPause(Loop.Slot, GetSecondsInPause(*GetWorld()) - WorldSecondsInPause);
}

void UTransientLoopComponent::LeaveHibernation()
{
	if (Hibernation == EHibernation::Asleep || Hibernation == EHibernation::Waking)
	{
		EndHibernation(GetTimeByWorld());
	}
}

double UTransientLoopComponent::GetTimeByWorld() const
{
	return GetWorld()->GetTimeSeconds() - WorldSecondsAtZero;
}

double UTransientLoopComponent::GetTimeBeforeFrame() const
{
	return GetTimeByWorld() - static_cast<double>(GetWorld()->GetDeltaSeconds());
}

void UTransientLoopComponent::SetComponentTickEnabled(bool bEnabled)
{
	// Whoever switches the tick decides from now on, as for a loop that does not hibernate.
	LeaveHibernation();
	Super::SetComponentTickEnabled(bEnabled);
}
