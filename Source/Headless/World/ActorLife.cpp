// SPDX-License-Identifier: MIT
#include "ActorLife.h"

#include "Game.h"
#include "Order.h"
#include "Report.h"

namespace Headless
{
namespace
{
const FSwitches& SwitchesOf(const AActor& Actor)
{
	return Actor.GetWorld()->GetGame().GetSwitches();
}

/** Makes a call that must reach its Super once. Calls inside it, of the same object too, are
 * counted by themselves. */
template <typename CallType>
void ExpectSuper(const UObject& Object, int32& SuperCalls, const TCHAR* Callback, CallType Call)
{
	const int32 Outer = SuperCalls;
	SuperCalls = 0;
	Call();
	if (SuperCalls != 1)
	{
		ReportViolation(TEXT("Expected %s of %s to call Super once, but it did %d times"), Callback,
			*Object.GetPathName(), SuperCalls);
	}
	SuperCalls = Outer;
}
}

// Actors

AActor* FActorLife::Spawn(UWorld& World, UClass* Class, const FTransform& Transform,
	const FActorSpawnParameters& Parameters)
{
	if (Class == nullptr || Class->IsAbstract() || !Class->IsChildOf(AActor::StaticClass()) ||
		World.bIsTearingDown)
	{
		return nullptr;
	}
	ULevel* Level = Parameters.OverrideLevel;
	if (Level == nullptr && Parameters.Owner != nullptr)
	{
		Level = Parameters.Owner->GetLevel();
	}
	if (Level == nullptr)
	{
		Level = World.PersistentLevel;
	}
	AActor* Actor =
		static_cast<AActor*>(FObjects::Make(Class, Level, Parameters.Name.ToString(), RF_NoFlags));
	Actor->OwnerPrivate = TWeakObjectPtr<AActor>(Parameters.Owner);
	Actor->TransformPrivate = Transform;
	AddToLevel(*Actor, *Level);
	RegisterAllComponents(*Actor);
	Actor->PostActorCreated();
	if (!IsValid(Actor))
	{
		return nullptr;
	}
	if (Parameters.bDeferConstruction)
	{
		if (!SwitchesOf(*Actor).bActorSpawnedBeforeBeginPlay)
		{
			World.OnActorSpawned.Broadcast(Actor);
		}
		return Actor;
	}
	FinishSpawning(*Actor, Transform);
	if (!SwitchesOf(*Actor).bActorSpawnedBeforeBeginPlay && IsValid(Actor))
	{
		World.OnActorSpawned.Broadcast(Actor);
	}
	return IsValid(Actor) ? Actor : nullptr;
}

void FActorLife::FinishSpawning(AActor& Actor, const FTransform& Transform)
{
	if (!IsValid(&Actor) || Actor.bConstructionRun)
	{
		return;
	}
	Actor.bConstructionRun = true;
	Actor.TransformPrivate = Transform;
	Actor.OnConstruction(Transform);
	Initialize(Actor);
	UWorld& World = *Actor.GetWorld();
	if (SwitchesOf(Actor).bActorSpawnedBeforeBeginPlay && IsValid(&Actor))
	{
		World.OnActorSpawned.Broadcast(&Actor);
	}
	if (World.HasBegunPlay())
	{
		BeginPlay(Actor, false);
	}
}

AActor* FActorLife::Place(
	ULevel& Level, UClass* Class, const FString& Label, const FTransform& Transform)
{
	AActor* Actor = static_cast<AActor*>(FObjects::Make(Class, &Level, FString(), RF_NoFlags));
	Actor->TransformPrivate = Transform;
	Actor->bConstructionRun = true;
	Actor->SetLabelPrivate(Label);
	AddToLevel(*Actor, Level);
	return Actor;
}

UActorComponent* FActorLife::PlaceComponent(AActor& Actor, UClass* Class)
{
	UActorComponent* Component = NewObject<UActorComponent>(&Actor, Class);
	Component->bHasBeenCreated = true;
	return Component;
}

void FActorLife::FinishLoading(AActor& Actor)
{
	Actor.PostLoad();
	for (UActorComponent* Component : Actor.OwnedComponents.Array())
	{
		Component->bHasBeenCreated = true;
		Component->PostLoad();
	}
}

void FActorLife::RegisterAllComponents(AActor& Actor)
{
	for (UActorComponent* Component : ComponentsInOrder(Actor))
	{
		if (Component->bAutoRegister)
		{
			Register(*Component, Actor.GetWorld());
		}
	}
}

void FActorLife::UnregisterAllComponents(AActor& Actor)
{
	for (UActorComponent* Component : ComponentsInOrder(Actor))
	{
		Unregister(*Component);
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
		if (!Component->bRegistered)
		{
			continue;
		}
		Activate(*Component);
		Initialize(*Component);
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
	ExpectSuper(Actor, Actor.SuperCalls, TEXT("BeginPlay"), [&Actor]() { Actor.BeginPlay(); });
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
		ExpectSuper(Actor, Actor.SuperCalls, TEXT("EndPlay"),
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
		Uninitialize(*Component);
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
	ExpectSuper(Actor, Actor.SuperCalls, TEXT("Destroyed"), [&Actor]() { Actor.Destroyed(); });
	RemoveFromLevel(Actor);
	UnregisterAllComponents(Actor);
	Actor.MarkAsGarbage();
	const TArray<UActorComponent*> Components = Actor.OwnedComponents.Array();
	for (UActorComponent* Component : Components)
	{
		// One that an earlier one destroyed was told so.
		if (!IsValid(Component))
		{
			continue;
		}
		Component->bToldOfDestruction = true;
		Component->OnComponentDestroyed(true);
		Component->MarkAsGarbage();
		Game.AddGarbage(Component);
	}
	Game.AddGarbage(&Actor);
	return true;
}

void FActorLife::TickActor(AActor& Actor, float DeltaTime)
{
	if (!Actor.bMayTick && !(Actor.bAllowTickBeforeBeginPlay && IsValid(&Actor)))
	{
		return;
	}
	Actor.Tick(DeltaTime * Actor.CustomTimeDilation);
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
		if (IsValid(Component) && Component->bRegistered)
		{
			BeginPlay(*Component);
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
		EndPlay(*Component, Reason);
	}
}

// Components

void FActorLife::Register(UActorComponent& Component, UWorld* World)
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
	ExpectSuper(Component, Component.SuperCalls, TEXT("OnRegister"),
		[&Component]() { Component.OnRegister(); });
	if (!Owner->bActorInitialized)
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
	else if ((Owner->bHasBegunPlay || Owner->bBeginningPlay) && !Owner->bActorIsBeingDestroyed)
	{
		BeginPlay(Component);
	}
}

void FActorLife::Initialize(UActorComponent& Component)
{
	if (Component.bRegistered && Component.bWantsInitializeComponent &&
		!Component.bHasBeenInitialized)
	{
		ExpectSuper(Component, Component.SuperCalls, TEXT("InitializeComponent"),
			[&Component]() { Component.InitializeComponent(); });
	}
}

void FActorLife::Unregister(UActorComponent& Component)
{
	if (!Component.bRegistered)
	{
		return;
	}
	Component.RegisterComponentTickFunctions(false);
	ExpectSuper(Component, Component.SuperCalls, TEXT("OnUnregister"),
		[&Component]() { Component.OnUnregister(); });
	Component.bRegistered = false;
	Component.WorldPrivate = nullptr;
}

void FActorLife::BeginPlay(UActorComponent& Component)
{
	if (Component.bHasBegunPlay || Component.BeginPlays > Component.EndPlays)
	{
		return;
	}
	++Component.BeginPlays;
	Component.RegisterComponentTickFunctions(true);
	ExpectSuper(Component, Component.SuperCalls, TEXT("BeginPlay"),
		[&Component]() { Component.BeginPlay(); });
	Component.bMayTick = Component.bHasBegunPlay;
	if (!IsValid(&Component))
	{
		// Destroyed inside, before its Super had begun it.
		EndPlay(Component, EEndPlayReason::Destroyed);
	}
}

void FActorLife::EndPlay(UActorComponent& Component, EEndPlayReason::Type Reason)
{
	if (!Component.bHasBegunPlay)
	{
		return;
	}
	Component.bMayTick = false;
	++Component.EndPlaysInProgress;
	ExpectSuper(Component, Component.SuperCalls, TEXT("EndPlay"),
		[&Component, Reason]() { Component.EndPlay(Reason); });
	--Component.EndPlaysInProgress;
	Component.bHasBegunPlay = false;
	// Nested if the component destroyed itself from its own EndPlay: then the outer one is counted.
	Component.EndPlays += Component.EndPlaysInProgress == 0 ? 1 : 0;
}

void FActorLife::Uninitialize(UActorComponent& Component)
{
	if (!Component.bHasBeenInitialized)
	{
		return;
	}
	ExpectSuper(Component, Component.SuperCalls, TEXT("UninitializeComponent"),
		[&Component]() { Component.UninitializeComponent(); });
}

void FActorLife::DestroyComponent(UActorComponent& Component)
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

void FActorLife::FinishForGarbage(UActorComponent& Component)
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

void FActorLife::TickComponent(UActorComponent& Component, float DeltaTime, ELevelTick TickType,
	FActorComponentTickFunction& Function)
{
	if (Component.bMayTick)
	{
		Component.TickComponent(
			DeltaTime * Component.OwnerPrivate->CustomTimeDilation, TickType, &Function);
	}
}

void FActorLife::Activate(UActorComponent& Component)
{
	if (Component.bRegistered && Component.bAutoActivate && !Component.bIsActive)
	{
		Component.Activate(true);
	}
}

// Levels

void FActorLife::AddToLevel(AActor& Actor, ULevel& Level)
{
	Actor.LevelPrivate = &Level;
	Actor.PlaceInLevel = Level.Actors.Add(&Actor);
	Actor.GetWorld()->GetGame().AddActor(Actor);
}

void FActorLife::RemoveFromLevel(AActor& Actor)
{
	Actor.GetWorld()->GetGame().RemoveActor(Actor);
	TArray<TObjectPtr<AActor>>& Actors = Actor.LevelPrivate->Actors;
	Actors.Last()->PlaceInLevel = Actor.PlaceInLevel;
	Actors.RemoveAtSwap(Actor.PlaceInLevel);
	Actor.PlaceInLevel = INDEX_NONE;
}

TArray<AActor*> FActorLife::ActorsInOrder(const ULevel& Level)
{
	TArray<AActor*> Actors;
	for (const TObjectPtr<AActor>& Actor : Level.Actors)
	{
		Actors.Add(Actor.Get());
	}
	const FSwitches& Switches = Level.GetWorld()->GetGame().GetSwitches();
	PutInOrder(Actors, Switches.ActorOrder, Switches.Seed);
	return Actors;
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

void FActorLife::AssertBalanced(const UObject& Object)
{
	int32 Begun = 0;
	int32 Ended = 0;
	if (const AActor* Actor = Cast<AActor>(&Object))
	{
		Begun = Actor->BeginPlays;
		Ended = Actor->EndPlays;
	}
	else if (const UActorComponent* Component = Cast<UActorComponent>(&Object))
	{
		Begun = Component->BeginPlays;
		Ended = Component->EndPlays;
	}
	if (Begun != Ended)
	{
		ReportViolation(TEXT("Expected as many EndPlays as BeginPlays of %s, but got %d and %d"),
			*Object.GetPathName(), Ended, Begun);
	}
}
}
