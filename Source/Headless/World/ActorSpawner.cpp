// SPDX-License-Identifier: MIT
#include "ActorSpawner.h"

#include "ActorLife.h"
#include "Game.h"
#include "LevelActors.h"

namespace Headless
{
namespace
{
bool IsTaken(const ULevel& Level, FName Name)
{
	for (const TObjectPtr<AActor>& Actor : Level.Actors)
	{
		if (Actor->GetFName() == Name)
		{
			return true;
		}
	}
	return false;
}

/** The name asked for; with a number where it is taken, and another will do. */
FString NameIn(const ULevel& Level, const FActorSpawnParameters& Parameters)
{
	FName Name = Parameters.Name;
	const bool bRequested =
		Parameters.NameMode == FActorSpawnParameters::ESpawnActorNameMode::Requested;
	for (int32 Number = 0; bRequested && !Name.IsNone() && IsTaken(Level, Name); ++Number)
	{
		Name = FName(*FString::Printf(TEXT("%s_%d"), *Parameters.Name.ToString(), Number));
	}
	return Name.ToString();
}
}

AActor* FActorSpawner::Spawn(UWorld& World, UClass* Class, const FTransform& Transform,
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
		static_cast<AActor*>(FObjects::Make(Class, Level, NameIn(*Level, Parameters), RF_NoFlags));
	Actor->OwnerPrivate = TWeakObjectPtr<AActor>(Parameters.Owner);
	Actor->TransformPrivate = Transform;
	FLevelActors::Add(*Actor, *Level);
	FActorLife::RegisterAllComponents(*Actor);
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
	Finish(*Actor, Transform);
	if (!SwitchesOf(*Actor).bActorSpawnedBeforeBeginPlay && IsValid(Actor))
	{
		World.OnActorSpawned.Broadcast(Actor);
	}
	return IsValid(Actor) ? Actor : nullptr;
}

void FActorSpawner::Finish(AActor& Actor, const FTransform& Transform)
{
	if (!IsValid(&Actor) || Actor.bConstructionRun)
	{
		return;
	}
	Actor.bConstructionRun = true;
	Actor.TransformPrivate = Transform;
	Actor.OnConstruction(Transform);
	UWorld& World = *Actor.GetWorld();
	if (World.AreActorsInitialized())
	{
		FActorLife::Initialize(Actor);
	}
	if (SwitchesOf(Actor).bActorSpawnedBeforeBeginPlay && IsValid(&Actor))
	{
		World.OnActorSpawned.Broadcast(&Actor);
	}
	if (World.HasBegunPlay())
	{
		FActorLife::BeginPlay(Actor, false);
	}
}

AActor* FActorSpawner::Place(
	ULevel& Level, UClass* Class, const FString& Label, const FTransform& Transform)
{
	AActor* Actor = static_cast<AActor*>(FObjects::Make(Class, &Level, FString(), RF_NoFlags));
	Actor->TransformPrivate = Transform;
	Actor->bConstructionRun = true;
	Actor->SetLabelPrivate(Label);
	FLevelActors::Add(*Actor, Level);
	return Actor;
}

UActorComponent* FActorSpawner::PlaceComponent(AActor& Actor, UClass* Class)
{
	UActorComponent* Component = NewObject<UActorComponent>(&Actor, Class);
	Component->bHasBeenCreated = true;
	return Component;
}

AActor* FActorSpawner::Copy(const AActor& Source, ULevel& Level)
{
	AActor* Actor =
		Place(Level, Source.GetClass(), Source.GetActorNameOrLabel(), Source.GetActorTransform());
	TArray<UActorComponent*> Made = Actor->OwnedComponents.Array();
	for (const UActorComponent* From : Source.OwnedComponents.Array())
	{
		UActorComponent** Found = Made.FindByPredicate(
			[From](const UActorComponent* Each) { return Each->GetClass() == From->GetClass(); });
		UActorComponent* To = Found != nullptr ? *Found : PlaceComponent(*Actor, From->GetClass());
		Made.Remove(To);
		for (const FString& Name : From->GetClass()->GetPropertyNames())
		{
			const FProperty* Property = From->GetClass()->FindProperty(Name);
			Property->SetFromText(To, Property->GetText(From));
		}
		To->bHasBeenCreated = true;
		To->PostDuplicate(false);
	}
	Actor->PostDuplicate(false);
	return Actor;
}

void FActorSpawner::FinishLoading(AActor& Actor)
{
	const bool bCopied = Actor.GetWorld()->WorldType == EWorldType::PIE;
	const auto Tell = [bCopied](UObject& Object)
	{
		if (bCopied)
		{
			Object.PostDuplicate(true);
		}
		else
		{
			Object.PostLoad();
		}
	};
	Tell(Actor);
	for (UActorComponent* Component : Actor.OwnedComponents.Array())
	{
		Component->bHasBeenCreated = true;
		Tell(*Component);
	}
}
}
