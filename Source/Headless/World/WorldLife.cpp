// SPDX-License-Identifier: MIT
#include "WorldLife.h"

#include "ActorLife.h"
#include "ActorSpawner.h"
#include "Engine/GameInstance.h"
#include "Engine/LevelStreamingDynamic.h"
#include "Game.h"
#include "LevelActors.h"
#include "LevelStreamer.h"
#include "TickScheduler.h"

DEFINE_LOG_CATEGORY_STATIC(LogGame, Log, All);

namespace Headless
{
void FWorldLife::Open(UWorld& World, FGame& Game, const FLevelAsset& Map)
{
	Prepare(World, Game, Map);
	if (World.WorldType != EWorldType::Editor)
	{
		World.BeginPlay();
	}
}

void FWorldLife::Prepare(UWorld& World, FGame& Game, const FLevelAsset& Map)
{
	Make(World, Game, Map);
	// Nothing is initialised where nothing will play.
	if (World.WorldType != EWorldType::Editor)
	{
		InitializeActors(World);
	}
}

void FWorldLife::Make(UWorld& World, FGame& Game, const FLevelAsset& Map)
{
	World.Game = &Game;
	World.GameInstance = World.WorldType == EWorldType::Editor ? nullptr : Game.GetGameInstance();
	World.TickScheduler = new FTickScheduler(Game.GetSwitches());
	MakeSubsystems(World);
	MakePersistentLevel(World, Map);
	for (const FStreamedLevel& Streamed : Map.StreamedLevels)
	{
		AddStreamedLevel(World, Map, Streamed);
	}
	for (ULevel* Level : World.Levels)
	{
		for (AActor* Actor : FLevelActors::InOrder(*Level))
		{
			FActorLife::RegisterAllComponents(*Actor);
		}
	}
}

void FWorldLife::InitializeActors(UWorld& World)
{
	for (ULevel* Level : World.Levels)
	{
		for (AActor* Actor : FLevelActors::InOrder(*Level))
		{
			FActorLife::Initialize(*Actor);
		}
	}
}

void FWorldLife::Close(UWorld& World, EEndPlayReason::Type Reason, bool bSessionEnded)
{
	const bool bInstanceFirst = bSessionEnded && World.Game->GetSwitches().bGameInstanceEndsFirst;
	if (bInstanceFirst)
	{
		World.Game->GetGameInstance()->Shutdown();
	}
	World.BeginTearingDown();
	FWorldDelegates::LevelRemovedFromWorld.Broadcast(nullptr, &World);
	if (Reason == EEndPlayReason::LevelTransition)
	{
		World.Game->DestroyLocalPlayer();
	}
	EndActors(World, Reason);
	if (bSessionEnded && !bInstanceFirst)
	{
		World.Game->GetGameInstance()->Shutdown();
	}
	FWorldDelegates::OnWorldCleanup.Broadcast(&World, bSessionEnded, true);
	Discard(World, bSessionEnded);
}

void FWorldLife::EndActors(
	UWorld& World, EEndPlayReason::Type Reason, const TArray<AActor*>& Spared)
{
	for (const ULevel* Level : LoadedLevels(World))
	{
		for (AActor* Actor : FLevelActors::InOrder(*Level))
		{
			// One that an earlier one destroyed has ended already.
			if (IsValid(Actor) && !Spared.Contains(Actor))
			{
				Actor->RouteEndPlay(Reason);
			}
		}
	}
}

void FWorldLife::Discard(UWorld& World, bool bSessionEnded)
{
	for (ULevel* Level : LoadedLevels(World))
	{
		FLevelStreamer::Discard(*Level);
	}
	for (const TObjectPtr<ULevelStreaming>& Streaming : World.StreamingLevels)
	{
		World.Game->AddGarbage(Streaming.Get());
	}
	EndSubsystems(World);
	FWorldDelegates::OnPostWorldCleanup.Broadcast(&World, bSessionEnded, true);
}

void FWorldLife::MakeSubsystems(UWorld& World)
{
	FSubsystemCollectionBase Collection;
	for (UClass* Class : FindDerivedClasses(UWorldSubsystem::StaticClass()))
	{
		if (static_cast<USubsystem*>(Class->GetDefaultObject())->ShouldCreateSubsystem(&World))
		{
			auto* Subsystem = NewObject<UWorldSubsystem>(&World, Class);
			World.Subsystems.Add(Subsystem);
			Subsystem->Initialize(Collection);
		}
	}
}

void FWorldLife::EndSubsystems(UWorld& World)
{
	while (World.Subsystems.Num() > 0)
	{
		UWorldSubsystem* Subsystem = World.Subsystems.Pop();
		Subsystem->Deinitialize();
		World.Game->AddGarbage(Subsystem);
	}
}

void FWorldLife::MakePersistentLevel(UWorld& World, const FLevelAsset& Map)
{
	ULevel* Level = NewObject<ULevel>(&World, FName(TEXT("PersistentLevel")));
	Level->OwningWorld = &World;
	Level->bIsVisible = true;
	World.PersistentLevel = Level;
	World.Levels.Add(Level);
	World.WorldSettings = static_cast<AWorldSettings*>(FActorSpawner::Place(
		*Level, AWorldSettings::StaticClass(), TEXT("WorldSettings"), FTransform::Identity));
	PlaceActors(Map, *Level);
}

void FWorldLife::AddStreamedLevel(
	UWorld& World, const FLevelAsset& Map, const FStreamedLevel& Streamed)
{
	auto* Streaming = NewObject<ULevelStreamingDynamic>(&World);
	Streaming->PackageName = FName(Streamed.Level);
	Streaming->SetShouldBeVisible(Streamed.bVisible);
	World.StreamingLevels.Add(Streaming);
	const FLevelAsset* Asset = World.Game->FindLevel(Streamed.Level);
	if (Asset == nullptr)
	{
		UE_LOG(LogGame, Error,
			TEXT("Level \"%s\": expected streamed level \"%s\" to have been added, but it was not"),
			*Map.Name, *Streamed.Level);
	}
	else if (Streamed.bVisible)
	{
		// What is visible from the start begins play with the map.
		Streaming->LoadedLevel = FLevelStreamer::Load(World, *Asset, Streaming);
		Streaming->LoadedLevel->bIsVisible = true;
		World.Levels.Add(Streaming->LoadedLevel);
	}
}

TArray<ULevel*> FWorldLife::LoadedLevels(const UWorld& World)
{
	TArray<ULevel*> Levels = World.Levels;
	for (const TObjectPtr<ULevelStreaming>& Streaming : World.StreamingLevels)
	{
		if (Streaming->LoadedLevel != nullptr)
		{
			Levels.AddUnique(Streaming->LoadedLevel);
		}
	}
	return Levels;
}
}
