// SPDX-License-Identifier: MIT
#include "ActorLife.h"

#include "ComponentLife.h"
#include "Game.h"
#include "LevelActors.h"
#include "LifeChecks.h"
#include "Order.h"
#include "Report.h"

namespace Headless
{
void FActorLife::RegisterAllComponents(AActor& Actor)
{
	for (UActorComponent* Component : ComponentsInOrder(Actor))
	{
		if (Component->bAutoRegister)
		{
			FComponentLife::Register(*Component, Actor.GetWorld());
		}
	}
}

void FActorLife::UnregisterAllComponents(AActor& Actor)
{
	for (UActorComponent* Component : ComponentsInOrder(Actor))
	{
		FComponentLife::Unregister(*Component);
	}
	SetTickRegistered(Actor, false);
}

void FActorLife::Initialize(AActor& Actor)
{
	// One whose spawning is not finished waits for FinishSpawning, whatever its level does
	// meanwhile.
	if (Actor.bActorInitialized || !Actor.bConstructionRun || !IsValid(&Actor))
	{
		return;
	}
	Actor.PreInitializeComponents();
	for (UActorComponent* Component : ComponentsInOrder(Actor))
	{
		if (!Component->IsRegistered())
		{
			continue;
		}
		FComponentLife::Activate(*Component);
		FComponentLife::Initialize(*Component);
	}
	if (IsValid(&Actor))
	{
		Actor.bActorInitialized = true;
		Actor.PostInitializeComponents();
	}
}

void FActorLife::BeginPlay(AActor& Actor, bool bFromLevelStreaming)
{
	if (Actor.bHasBegunPlay || Actor.bBeginningPlay || !Actor.bActorInitialized || !IsValid(&Actor))
	{
		return;
	}
	if (Actor.BeginPlays != Actor.EndPlays)
	{
		ReportViolation(
			TEXT("Expected EndPlay of %s before it begins again"), *Actor.GetPathName());
	}
	if (Actor.BeginPlays == 0 && Actor.GetWorld()->GetGame().OnActorBegins)
	{
		Actor.GetWorld()->GetGame().OnActorBegins(Actor);
		if (!IsValid(&Actor))
		{
			return;
		}
	}
	++Actor.BeginPlays;
	Actor.bBeginningPlay = true;
	Actor.bBeginningFromStreaming = bFromLevelStreaming;
	FLifeChecks::ExpectSuper(
		Actor, Actor.SuperCalls, TEXT("BeginPlay"), [&Actor]() { Actor.BeginPlay(); });
	Actor.bBeginningPlay = false;
	Actor.bMayTick = Actor.bHasBegunPlay;
	if (Actor.bDestroyWanted)
	{
		Destroy(Actor);
	}
}

void FActorLife::EndPlay(AActor& Actor, EEndPlayReason::Type Reason)
{
	if (Actor.bEndingPlay)
	{
		return;
	}
	if (Actor.bHasBegunPlay || Actor.bBeginningPlay)
	{
		Actor.bEndingPlay = true;
		Actor.bMayTick = false;
		++Actor.EndPlays;
		FLifeChecks::ExpectSuper(Actor, Actor.SuperCalls, TEXT("EndPlay"),
			[&Actor, Reason]() { Actor.EndPlay(Reason); });
		Actor.bHasBegunPlay = false;
		Actor.bEndingPlay = false;
	}
	Actor.LifeSpanEnd = -1.0;
	if (Reason == EEndPlayReason::RemovedFromWorld)
	{
		Actor.bActorInitialized = false;
	}
	for (UActorComponent* Component : ComponentsInOrder(Actor))
	{
		FComponentLife::Uninitialize(*Component);
	}
	if (Actor.bDestroyWanted)
	{
		Destroy(Actor);
	}
}

bool FActorLife::Destroy(AActor& Actor)
{
	if (Actor.bActorIsBeingDestroyed || Actor.IsGarbage())
	{
		return true;
	}
	// Out of an EndPlay for another reason too: its components are to end before they are
	// unregistered.
	if (Actor.bEndingPlay ||
		(Actor.bBeginningPlay && !SwitchesOf(Actor).bDestroyInBeginPlayIsImmediate))
	{
		Actor.bDestroyWanted = true;
		return true;
	}
	FGame& Game = Actor.GetWorld()->GetGame();
	Actor.bActorIsBeingDestroyed = true;
	FLifeChecks::ExpectSuper(
		Actor, Actor.SuperCalls, TEXT("Destroyed"), [&Actor]() { Actor.Destroyed(); });
	FLevelActors::Remove(Actor);
	UnregisterAllComponents(Actor);
	Actor.MarkAsGarbage();
	const TArray<UActorComponent*> Components = Actor.OwnedComponents.Array();
	for (UActorComponent* Component : Components)
	{
		// One that an earlier one destroyed was told so.
		if (IsValid(Component))
		{
			FComponentLife::FinishWithActor(*Component, Game);
		}
	}
	Game.AddGarbage(&Actor);
	return true;
}

void FActorLife::Tick(AActor& Actor, float DeltaTime)
{
	if (!Actor.bMayTick && !(Actor.bAllowTickBeforeBeginPlay && IsValid(&Actor)))
	{
		return;
	}
	Actor.Tick(DeltaTime * Actor.CustomTimeDilation);
}

void FActorLife::MoveToLevel(AActor& Actor, ULevel& Level)
{
	UnregisterAllComponents(Actor);
	if (!IsValid(&Actor))
	{
		// Destroyed by what it was told.
		return;
	}
	const float LifeSpan = Actor.GetLifeSpan();
	FLevelActors::Remove(Actor);
	FObjects::Rename(Actor, Level);
	FLevelActors::Add(Actor, Level);
	// On the clock of another world now.
	Actor.LifeSpanEnd = -1.0;
	Actor.SetLifeSpan(LifeSpan);
	SetTickRegistered(Actor, true);
	RegisterAllComponents(Actor);
}

void FActorLife::BeginComponents(AActor& Actor)
{
	// Destroyed before its BeginPlay came to this, where that is immediate.
	if (!IsValid(&Actor))
	{
		return;
	}
	const bool bComponentsFirst = SwitchesOf(Actor).bComponentsTickBeforeActor;
	if (!bComponentsFirst)
	{
		SetTickRegistered(Actor, true);
	}
	for (UActorComponent* Component : ComponentsInOrder(Actor))
	{
		// One that an earlier one destroyed is not begun.
		if (IsValid(Component) && Component->IsRegistered())
		{
			FComponentLife::BeginPlay(*Component);
		}
	}
	if (bComponentsFirst && IsValid(&Actor))
	{
		SetTickRegistered(Actor, true);
	}
}

void FActorLife::EndComponents(AActor& Actor, EEndPlayReason::Type Reason)
{
	for (UActorComponent* Component : ComponentsInOrder(Actor))
	{
		FComponentLife::EndPlay(*Component, Reason);
	}
}

TArray<UActorComponent*> FActorLife::ComponentsInOrder(const AActor& Actor)
{
	TArray<UActorComponent*> Components = Actor.OwnedComponents.Array();
	if (Components.Num() > 1)
	{
		const FSwitches& Switches = SwitchesOf(Actor);
		PutInOrder(Components, Switches.ComponentOrder, Switches.Seed);
	}
	return Components;
}

void FActorLife::SetTickRegistered(AActor& Actor, bool bRegister)
{
	if (bRegister)
	{
		Actor.PrimaryActorTick.Target = &Actor;
		Actor.PrimaryActorTick.SetTickFunctionEnable(
			Actor.PrimaryActorTick.bStartWithTickEnabled ||
			Actor.PrimaryActorTick.IsTickFunctionEnabled());
		Actor.PrimaryActorTick.RegisterTickFunction(Actor.GetLevel());
	}
	else
	{
		Actor.PrimaryActorTick.UnRegisterTickFunction();
	}
}
}
