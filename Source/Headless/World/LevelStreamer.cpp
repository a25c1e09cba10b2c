// SPDX-License-Identifier: MIT
#include "LevelStreamer.h"

#include "ActorLife.h"
#include "Game.h"
#include "LevelActors.h"

namespace Headless
{
ULevel* FLevelStreamer::Load(UWorld& World, const FLevelAsset& Asset, UObject* Package)
{
	UObject* Map = NewObject<UObject>(Package, FName(*Asset.Name));
	ULevel* Level = NewObject<ULevel>(Map, FName(TEXT("PersistentLevel")));
	Level->OwningWorld = &World;
	PlaceActors(Asset, *Level);
	return Level;
}

void FLevelStreamer::Discard(ULevel& Level)
{
	FGame& Game = Level.OwningWorld->GetGame();
	while (Level.Actors.Num() > 0)
	{
		AActor* Actor = Level.Actors.Last();
		FActorLife::UnregisterAllComponents(*Actor);
		if (!IsValid(Actor))
		{
			// Destroyed by what it was told.
			continue;
		}
		FLevelActors::Remove(*Actor);
		for (UActorComponent* Component : Actor->GetComponents())
		{
			Game.AddGarbage(Component);
		}
		Game.AddGarbage(Actor);
	}
	if (Level.GetOuter() != Level.OwningWorld)
	{
		Game.AddGarbage(Level.GetOuter());
	}
	Game.AddGarbage(&Level);
}

ULevelStreaming* FLevelStreamer::Find(const UWorld& World, const FString& Level)
{
	for (const TObjectPtr<ULevelStreaming>& Streaming : World.GetStreamingLevels())
	{
		if (Streaming->GetWorldAssetPackageFName() == FName(Level))
		{
			return Streaming.Get();
		}
	}
	return nullptr;
}

void FLevelStreamer::Update(UWorld& World)
{
	const FSwitches& Switches = World.GetGame().GetSwitches();
	for (int32 Index = 0; Index < World.StreamingLevels.Num(); ++Index)
	{
		ULevelStreaming& Streaming = *World.StreamingLevels[Index];
		// One that has begun to leave leaves, even if it is wanted again meanwhile.
		if (Streaming.IsLevelVisible() && (Streaming.bIsLeaving || !Streaming.ShouldBeVisible()))
		{
			Hide(World, Streaming);
		}
		else if (Streaming.ShouldBeVisible() && !Streaming.IsLevelVisible())
		{
			Show(World, Streaming);
		}
		if (Streaming.LoadedLevel != nullptr && !Streaming.IsLevelVisible() &&
			(Switches.bStreamInMakesNewObjects || !Streaming.ShouldBeLoaded()))
		{
			Discard(*Streaming.LoadedLevel);
			Streaming.LoadedLevel = nullptr;
		}
	}
}

void FLevelStreamer::Show(UWorld& World, ULevelStreaming& Streaming)
{
	FGame& Game = World.GetGame();
	if (Streaming.LoadedLevel == nullptr)
	{
		const FLevelAsset* Asset = Game.FindLevel(Streaming.GetWorldAssetPackageFName().ToString());
		if (Asset == nullptr)
		{
			return;
		}
		Streaming.LoadedLevel = Load(World, *Asset, &Streaming);
	}
	Begin(World, *Streaming.LoadedLevel);
}

void FLevelStreamer::Begin(UWorld& World, ULevel& Level)
{
	const FGame& Game = World.GetGame();
	Level.bIsVisible = true;
	World.Levels.Add(&Level);
	const TArray<AActor*> Actors = FLevelActors::InOrder(Level);
	for (AActor* Actor : Actors)
	{
		FActorLife::RegisterAllComponents(*Actor);
	}
	for (AActor* Actor : Actors)
	{
		FActorLife::Initialize(*Actor);
	}
	if (Game.GetSwitches().bLevelAddedBeforeBeginPlay)
	{
		FWorldDelegates::LevelAddedToWorld.Broadcast(&Level, &World);
	}
	for (AActor* Actor : Actors)
	{
		if (IsValid(Actor) && World.HasBegunPlay())
		{
			Actor->DispatchBeginPlay(true);
		}
	}
	if (!Game.GetSwitches().bLevelAddedBeforeBeginPlay)
	{
		FWorldDelegates::LevelAddedToWorld.Broadcast(&Level, &World);
	}
}

void FLevelStreamer::Hide(UWorld& World, ULevelStreaming& Streaming)
{
	ULevel& Level = *Streaming.LoadedLevel;
	if (!Streaming.bIsLeaving)
	{
		Streaming.bIsLeaving = true;
		FWorldDelegates::PreLevelRemovedFromWorld.Broadcast(&Level, &World);
	}
	bool bEndedOne = false;
	for (AActor* Actor : FLevelActors::InOrder(Level))
	{
		const bool bPlays = Actor->HasActorBegunPlay();
		if (!IsValid(Actor) ||
			(bPlays && bEndedOne && World.GetGame().GetSwitches().bSpreadEndPlayOverFrames))
		{
			continue;
		}
		bEndedOne = bEndedOne || bPlays;
		Actor->RouteEndPlay(EEndPlayReason::RemovedFromWorld);
		FActorLife::UnregisterAllComponents(*Actor);
	}
	// Some are left for later frames, or were spawned into the level by those that ended.
	const auto Plays = [](const TObjectPtr<AActor>& Actor) { return Actor->HasActorBegunPlay(); };
	if (Level.Actors.FindByPredicate(Plays) != nullptr)
	{
		return;
	}
	Streaming.bIsLeaving = false;
	Leave(World, Level);
}

void FLevelStreamer::End(UWorld& World, ULevel& Level)
{
	FWorldDelegates::PreLevelRemovedFromWorld.Broadcast(&Level, &World);
	for (AActor* Actor : FLevelActors::InOrder(Level))
	{
		if (IsValid(Actor))
		{
			Actor->RouteEndPlay(EEndPlayReason::RemovedFromWorld);
			FActorLife::UnregisterAllComponents(*Actor);
		}
	}
	Leave(World, Level);
}

void FLevelStreamer::Leave(UWorld& World, ULevel& Level)
{
	Level.bIsVisible = false;
	World.Levels.Remove(&Level);
	FWorldDelegates::LevelRemovedFromWorld.Broadcast(&Level, &World);
}
}
