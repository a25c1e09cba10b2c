// SPDX-License-Identifier: MIT
#include "Standalone.h"

#include "ActorLife.h"
#include "Engine/Engine.h"
#include "Engine/GameInstance.h"
#include "EngineUtils.h"
#include "GameFramework/GameModeBase.h"
#include "LevelStreamer.h"
#include "LifeChecks.h"
#include "UObject/UObjectGlobals.h"
#include "WorldLife.h"

namespace Headless
{
FWorldContext FStandalone::Context;

TUniquePtr<FGame>& FStandalone::Held()
{
	static TUniquePtr<FGame> Kept;
	return Kept;
}

FGame& FStandalone::Game()
{
	if (!Held())
	{
		Held() = MakeUnique<FGame>();
	}
	return *Held();
}

void FStandalone::SetSwitches(const FSwitches& Switches)
{
	Held() = MakeUnique<FGame>(Switches);
}

void FStandalone::Adopt(UGameInstance& GameInstance)
{
	GameInstance.Game = &Game();
	Game().GameInstance = &GameInstance;
	Context.Game = &Game();
}

void FStandalone::Release(const UGameInstance& GameInstance)
{
	if (GameInstance.Game == Held().Get())
	{
		Game().GameInstance = nullptr;
	}
}

FWorldContext* FStandalone::FindContext(const UGameInstance& GameInstance)
{
	return GameInstance.Game == Context.Game ? &Context : nullptr;
}

void FStandalone::SetCurrentWorld(FGame& Game, UWorld* World)
{
	Game.World = World;
}

UWorld* FStandalone::CreateWorld(EWorldType::Type WorldType, FName Name)
{
	UWorld* World = NewObject<UWorld>(nullptr, Name);
	World->WorldType = WorldType;
	FWorldDelegates::OnPostWorldCreation.Broadcast(World);
	FLevelAsset NoMap;
	NoMap.Name = TEXT("Untitled");
	World->bHasGameMode = false;
	World->bActorsInitialized = false;
	FWorldLife::Make(*World, Game(), NoMap);
	World->GameInstance = nullptr;
	return World;
}

void FStandalone::DestroyWorld(UWorld& World)
{
	FGame& Of = World.GetGame();
	for (TActorIterator<AActor> Actor(&World); Actor; ++Actor)
	{
		// Nobody routed its end, and nobody will.
		if (Actor->HasActorBegunPlay())
		{
			FLifeChecks::ExcuseUnrouted(**Actor);
		}
	}
	FWorldDelegates::OnWorldCleanup.Broadcast(&World, true, true);
	const TArray<ULevel*> Hidden = HiddenLevels();
	for (ULevel* Level : Hidden)
	{
		if (Level->OwningWorld == &World)
		{
			HiddenLevels().Remove(Level);
			FLevelStreamer::Discard(*Level);
		}
	}
	FWorldLife::Discard(World, true);
	if (Of.World == &World)
	{
		Of.World = nullptr;
	}
	Of.AddGarbage(&World);
}

TArray<ULevel*>& FStandalone::HiddenLevels()
{
	static TArray<ULevel*> Levels;
	return Levels;
}

void FStandalone::ShowLevel(UWorld& World, ULevel& Level)
{
	HiddenLevels().Remove(&Level);
	Level.OwningWorld = &World;
	FLevelStreamer::Begin(World, Level);
}

void FStandalone::HideLevel(UWorld& World, ULevel& Level)
{
	FLevelStreamer::End(World, Level);
	HiddenLevels().AddUnique(&Level);
}

void FStandalone::CollectGarbage()
{
	if (Held() && Held()->GetSwitches().GarbageCollectAfterFrames >= 0)
	{
		Held()->Garbage.CollectAll();
	}
}
}

UWorld* UWorld::CreateWorld(const EWorldType::Type InWorldType, bool, FName WorldName)
{
	return Headless::FStandalone::CreateWorld(InWorldType, WorldName);
}

void UWorld::SetGameInstance(UGameInstance* NewGameInstance)
{
	GameInstance = NewGameInstance;
}

bool UWorld::SetGameMode(const FURL&)
{
	UClass* const Rules = WorldSettings->DefaultGameMode;
	bHasGameMode = Rules != nullptr && SpawnActor(Rules) != nullptr;
	return bHasGameMode;
}

void UWorld::InitializeActorsForPlay(const FURL&, bool)
{
	bActorsInitialized = true;
	Headless::FWorldLife::InitializeActors(*this);
}

void UWorld::DestroyWorld(bool, UWorld*)
{
	Headless::FStandalone::DestroyWorld(*this);
}

void UWorld::AddToWorld(ULevel* Level, const FTransform&, bool)
{
	Headless::FStandalone::ShowLevel(*this, *Level);
}

void UWorld::RemoveFromWorld(ULevel* Level, bool)
{
	Headless::FStandalone::HideLevel(*this, *Level);
}

void CollectGarbage(EObjectFlags, bool)
{
	Headless::FStandalone::CollectGarbage();
}
