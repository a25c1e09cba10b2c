// SPDX-License-Identifier: MIT
#include "ComponentLife.h"

#include "Game.h"
#include "LifeChecks.h"

namespace Headless
{
void FComponentLife::Register(UActorComponent& Component, UWorld* World)
{
	AActor* Owner = Component.OwnerPrivate;
	if (Component.bRegistered || World == nullptr || !IsValid(Owner) || !IsValid(&Component))
	{
		return;
	}
	if (!Component.bHasBeenCreated)
	{
		Component.bHasBeenCreated = true;
		Component.OnComponentCreated();
	}
	Component.WorldPrivate = World;
	FLifeChecks::ExpectSuper(Component, Component.SuperCalls, TEXT("OnRegister"),
		[&Component]() { Component.OnRegister(); });
	if (!Owner->IsActorInitialized())
	{
		return;
	}
	Activate(Component);
	Initialize(Component);
	// It may have been destroyed meanwhile.
	if (!Component.bRegistered)
	{
		return;
	}
	if (Component.bHasBegunPlay)
	{
		Component.RegisterComponentTickFunctions(true);
	}
	else if ((Owner->HasActorBegunPlay() || Owner->IsActorBeginningPlay()) &&
			 !Owner->IsActorBeingDestroyed())
	{
		BeginPlay(Component);
	}
}

void FComponentLife::Unregister(UActorComponent& Component)
{
	if (!Component.bRegistered)
	{
		return;
	}
	Component.RegisterComponentTickFunctions(false);
	FLifeChecks::ExpectSuper(Component, Component.SuperCalls, TEXT("OnUnregister"),
		[&Component]() { Component.OnUnregister(); });
	Component.bRegistered = false;
	Component.WorldPrivate = nullptr;
}

void FComponentLife::Activate(UActorComponent& Component)
{
	if (Component.bRegistered && Component.bAutoActivate && !Component.bIsActive)
	{
		Component.Activate(true);
	}
}

void FComponentLife::Initialize(UActorComponent& Component)
{
	if (Component.bRegistered && Component.bWantsInitializeComponent &&
		!Component.bHasBeenInitialized)
	{
		FLifeChecks::ExpectSuper(Component, Component.SuperCalls, TEXT("InitializeComponent"),
			[&Component]() { Component.InitializeComponent(); });
	}
}

void FComponentLife::BeginPlay(UActorComponent& Component)
{
	if (Component.bHasBegunPlay || Component.BeginPlays > Component.EndPlays)
	{
		return;
	}
	++Component.BeginPlays;
	Component.RegisterComponentTickFunctions(true);
	FLifeChecks::ExpectSuper(Component, Component.SuperCalls, TEXT("BeginPlay"),
		[&Component]() { Component.BeginPlay(); });
	Component.bMayTick = Component.bHasBegunPlay;
	if (!IsValid(&Component))
	{
		// Destroyed inside, before its Super had begun it.
		EndPlay(Component, EEndPlayReason::Destroyed);
	}
}

void FComponentLife::EndPlay(UActorComponent& Component, EEndPlayReason::Type Reason)
{
	if (!Component.bHasBegunPlay)
	{
		return;
	}
	Component.bMayTick = false;
	++Component.EndPlaysInProgress;
	FLifeChecks::ExpectSuper(Component, Component.SuperCalls, TEXT("EndPlay"),
		[&Component, Reason]() { Component.EndPlay(Reason); });
	--Component.EndPlaysInProgress;
	Component.bHasBegunPlay = false;
	// Nested if the component destroyed itself from its own EndPlay: then the outer one is counted.
	Component.EndPlays += Component.EndPlaysInProgress == 0 ? 1 : 0;
}

void FComponentLife::Uninitialize(UActorComponent& Component)
{
	if (!Component.bHasBeenInitialized)
	{
		return;
	}
	FLifeChecks::ExpectSuper(Component, Component.SuperCalls, TEXT("UninitializeComponent"),
		[&Component]() { Component.UninitializeComponent(); });
}

void FComponentLife::Destroy(UActorComponent& Component)
{
	if (Component.bIsBeingDestroyed || Component.IsGarbage())
	{
		return;
	}
	Component.bIsBeingDestroyed = true;
	EndPlay(Component, EEndPlayReason::Destroyed);
	Uninitialize(Component);
	const UWorld* World = Component.GetWorld();
	Unregister(Component);
	if (Component.OwnerPrivate != nullptr)
	{
		Component.OwnerPrivate->RemoveOwnedComponent(&Component);
	}
	Component.bToldOfDestruction = true;
	Component.OnComponentDestroyed(false);
	Component.MarkAsGarbage();
	if (World != nullptr)
	{
		World->GetGame().AddGarbage(&Component);
	}
}

void FComponentLife::FinishWithActor(UActorComponent& Component, FGame& Game)
{
	Component.bToldOfDestruction = true;
	Component.OnComponentDestroyed(true);
	Component.MarkAsGarbage();
	Game.AddGarbage(&Component);
}

void FComponentLife::FinishForGarbage(UActorComponent& Component)
{
	if (Component.IsTemplate())
	{
		return;
	}
	EndPlay(Component, EEndPlayReason::Destroyed);
	Uninitialize(Component);
	if (!Component.bToldOfDestruction)
	{
		Component.bToldOfDestruction = true;
		Component.OnComponentDestroyed(true);
	}
}

void FComponentLife::Tick(UActorComponent& Component, float DeltaTime, ELevelTick TickType,
	FActorComponentTickFunction& Function)
{
	if (Component.bMayTick)
	{
		Component.TickComponent(
			DeltaTime * Component.OwnerPrivate->CustomTimeDilation, TickType, &Function);
	}
}

void FComponentLife::Prefetch(const UActorComponent& Component)
{
	__builtin_prefetch(&Component);
	__builtin_prefetch(&Component.OwnerPrivate->CustomTimeDilation);
}
}
