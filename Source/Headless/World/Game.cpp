// SPDX-License-Identifier: MIT
#include "Game.h"

#include "ActorLife.h"
#include "ActorSpawner.h"
#include "Containers/Ticker.h"
#include "Engine/GameInstance.h"
#include "Engine/LevelStreamingDynamic.h"
#include "LevelActors.h"
#include "LifeChecks.h"
#include "Report.h"
#include "TickScheduler.h"
#include "UObject/UObjectGlobals.h"

TMulticastDelegate<void(const FString&)> FCoreUObjectDelegates::PreLoadMap;
TMulticastDelegate<void(UWorld*)> FCoreUObjectDelegates::PostLoadMapWithWorld;

DEFINE_LOG_CATEGORY_STATIC(LogGame, Log, All);

namespace Headless
{
FGame::FGame(const FSwitches& InSwitches)
	: Switches(InSwitches)
{
}

FGame::~FGame()
{
	Quit();
	CollectGarbage(true);
}

bool FGame::AddLevel(const FLevelAsset& Asset, FString& OutError)
{
	if (!ValidateLevelAsset(Asset, OutError))
	{
		return false;
	}
	Assets.Add(Asset.Name, Asset);
	return true;
}

bool FGame::Start(const FString& Level, FString& OutError)
{
	if (IsRunning())
	{
		OutError = TEXT("Expected a game that does not run yet, but it runs");
		return false;
	}
	if (!Assets.Contains(Level))
	{
		OutError = FString::Printf(TEXT("Expected a level that was added, but got \"%s\""), *Level);
		return false;
	}
	GameInstance = NewObject<UGameInstance>(nullptr);
	GameInstance->Game = this;
	GameInstance->Init();
	bool bLoaded = false;
	{
		const TGuardValue<bool> Busy(bBusy, true);
		bLoaded = LoadMap(Level, OutError);
	}
	QuitIfWanted();
	return bLoaded;
}

void FGame::Tick(double RealDeltaSeconds)
{
	if (bBusy)
	{
		UE_LOG(LogGame, Error,
			TEXT(
				"Expected the frame to end before the next begins, but it was ticked from inside"));
		return;
	}
	if (!IsRunning())
	{
		return;
	}
	{
		const TGuardValue<bool> Busy(bBusy, true);
		++Frame;
		PerformTravel();
		if (World != nullptr)
		{
			World->Tick(LEVELTICK_All, static_cast<float>(RealDeltaSeconds));
		}
		FTSTicker::GetCoreTicker().Tick(static_cast<float>(RealDeltaSeconds));
		CollectGarbage(false);
	}
	QuitIfWanted();
}

void FGame::Quit()
{
	if (!IsRunning())
	{
		return;
	}
	if (bBusy)
	{
		bQuitWanted = true;
		return;
	}
	const TGuardValue<bool> Busy(bBusy, true);
	UnloadMap(EEndPlayReason::Quit, true);
	CollectGarbage(Switches.GarbageCollectAfterFrames >= 0);
	TravelTo.Empty();
	bQuitWanted = false;
}

void FGame::QuitIfWanted()
{
	if (bQuitWanted && !bBusy)
	{
		Quit();
	}
}

void FGame::RequestTravel(const FString& Level)
{
	if (!Assets.Contains(Level))
	{
		UE_LOG(LogGame, Error, TEXT("OpenLevel: expected a level that was added, but got \"%s\""),
			*Level);
		return;
	}
	TravelTo = Level;
}

void FGame::PerformTravel()
{
	if (TravelTo.IsEmpty())
	{
		return;
	}
	const FString Level = TravelTo;
	TravelTo.Empty();
	FCoreUObjectDelegates::PreLoadMap.Broadcast(Level);
	UnloadMap(EEndPlayReason::LevelTransition, false);
	CollectGarbage(Switches.GarbageCollectAfterFrames == 0);
	FString Error;
	LoadMap(Level, Error);
	FCoreUObjectDelegates::PostLoadMapWithWorld.Broadcast(World);
}

AActor* FGame::SpawnActor(const FPlacedActor& Placed, const FString& LevelName, FString& OutError)
{
	if (!ValidatePlacedActor(LevelName, Placed, OutError))
	{
		return nullptr;
	}
	if (World == nullptr)
	{
		OutError = TEXT("Expected a world to spawn in, but there is none");
		return nullptr;
	}
	const ULevelStreaming* Streaming = FindStreaming(LevelName);
	FActorSpawnParameters Parameters;
	Parameters.OverrideLevel = Streaming != nullptr ? Streaming->GetLoadedLevel() : nullptr;
	Parameters.bDeferConstruction = true;
	AActor* Actor = World->SpawnActor(FindClass(Placed.Class), &Placed.Transform, Parameters);
	if (Actor == nullptr)
	{
		OutError = FString::Printf(
			TEXT("Expected the world to spawn \"%s\", but it is tearing down"), *Placed.Label);
		return nullptr;
	}
	Actor->SetLabelPrivate(Placed.Label);
	bool bLives = false;
	{
		const TGuardValue<bool> Busy(bBusy, true);
		AddComponents(Placed, *Actor);
		Actor->FinishSpawning(Placed.Transform);
		bLives = IsValid(Actor);
	}
	QuitIfWanted();
	if (!bLives || !IsRunning())
	{
		OutError = FString::Printf(
			TEXT("Expected \"%s\" to live, but it ended while it began"), *Placed.Label);
		return nullptr;
	}
	return Actor;
}

AActor* FGame::FindActor(int32 UniqueId) const
{
	const auto At = ActorsById.find(UniqueId);
	return At != ActorsById.end() && IsValid(At->second) ? At->second : nullptr;
}

TArray<AActor*> FGame::GetActors() const
{
	TArray<AActor*> Actors;
	if (World == nullptr)
	{
		return Actors;
	}
	for (const ULevel* Level : World->GetLevels())
	{
		for (const TObjectPtr<AActor>& Actor : Level->Actors)
		{
			if (!Actor->IsA<AWorldSettings>())
			{
				Actors.Add(Actor.Get());
			}
		}
	}
	Actors.Sort(
		[](const AActor* A, const AActor* B) { return A->GetUniqueID() < B->GetUniqueID(); });
	return Actors;
}

void FGame::AddActor(AActor& Actor)
{
	ActorsById[static_cast<int32>(Actor.GetUniqueID())] = &Actor;
}

void FGame::RemoveActor(const AActor& Actor)
{
	ActorsById.erase(static_cast<int32>(Actor.GetUniqueID()));
}

// Maps

bool FGame::LoadMap(const FString& Level, FString& OutError)
{
	const FLevelAsset* Asset = Assets.Find(Level);
	if (Asset == nullptr)
	{
		OutError = FString::Printf(TEXT("Expected a level that was added, but got \"%s\""), *Level);
		return false;
	}
	World = NewObject<UWorld>(nullptr, FName(*Asset->Name));
	FWorldDelegates::OnPostWorldCreation.Broadcast(World);
	InitializeWorld(*Asset);
	for (ULevel* Loaded : World->Levels)
	{
		for (AActor* Actor : FLevelActors::InOrder(*Loaded))
		{
			FActorLife::RegisterAllComponents(*Actor);
		}
	}
	for (ULevel* Loaded : World->Levels)
	{
		for (AActor* Actor : FLevelActors::InOrder(*Loaded))
		{
			FActorLife::Initialize(*Actor);
		}
	}
	World->BeginPlay();
	return true;
}

void FGame::InitializeWorld(const FLevelAsset& Asset)
{
	World->Game = this;
	World->GameInstance = GameInstance;
	World->TickScheduler = new FTickScheduler(Switches);
	FSubsystemCollectionBase Collection;
	for (UClass* Class : FindDerivedClasses(UWorldSubsystem::StaticClass()))
	{
		if (static_cast<USubsystem*>(Class->GetDefaultObject())->ShouldCreateSubsystem(World))
		{
			auto* Subsystem = NewObject<UWorldSubsystem>(World, Class);
			World->Subsystems.Add(Subsystem);
			Subsystem->Initialize(Collection);
		}
	}
	ULevel* Level = NewObject<ULevel>(World, FName(TEXT("PersistentLevel")));
	Level->OwningWorld = World;
	Level->bIsVisible = true;
	World->PersistentLevel = Level;
	World->Levels.Add(Level);
	World->WorldSettings = static_cast<AWorldSettings*>(FActorSpawner::Place(
		*Level, AWorldSettings::StaticClass(), TEXT("WorldSettings"), FTransform::Identity));
	PlaceActors(Asset, *Level);
	for (const FStreamedLevel& Streamed : Asset.StreamedLevels)
	{
		auto* Streaming = NewObject<ULevelStreamingDynamic>(World);
		Streaming->PackageName = FName(Streamed.Level);
		Streaming->SetShouldBeVisible(Streamed.bVisible);
		World->StreamingLevels.Add(Streaming);
		// What is visible from the start begins play with the map.
		const FLevelAsset* StreamedAsset = Assets.Find(Streamed.Level);
		if (StreamedAsset == nullptr)
		{
			UE_LOG(LogGame, Error,
				TEXT("Level \"%s\": expected streamed level \"%s\" to have been added, but it was "
					 "not"),
				*Asset.Name, *Streamed.Level);
		}
		else if (Streamed.bVisible)
		{
			Streaming->LoadedLevel = LoadLevel(*StreamedAsset, Streaming);
			Streaming->LoadedLevel->bIsVisible = true;
			World->Levels.Add(Streaming->LoadedLevel);
		}
	}
}

void FGame::UnloadMap(EEndPlayReason::Type Reason, bool bSessionEnded)
{
	UWorld* const Ending = World;
	Ending->BeginTearingDown();
	FWorldDelegates::LevelRemovedFromWorld.Broadcast(nullptr, Ending);
	TArray<ULevel*> Levels = Ending->Levels;
	for (const TObjectPtr<ULevelStreaming>& Streaming : Ending->StreamingLevels)
	{
		// Hidden ones too: somebody may have spawned into them.
		if (Streaming->LoadedLevel != nullptr)
		{
			Levels.AddUnique(Streaming->LoadedLevel);
		}
	}
	for (ULevel* Level : Levels)
	{
		for (AActor* Actor : FLevelActors::InOrder(*Level))
		{
			// One that an earlier one destroyed has ended already.
			if (IsValid(Actor))
			{
				Actor->RouteEndPlay(Reason);
			}
		}
	}
	if (bSessionEnded)
	{
		GameInstance->Shutdown();
	}
	FWorldDelegates::OnWorldCleanup.Broadcast(Ending, bSessionEnded, true);
	for (ULevel* Level : Levels)
	{
		DiscardLevel(*Level);
	}
	for (const TObjectPtr<ULevelStreaming>& Streaming : Ending->StreamingLevels)
	{
		AddGarbage(Streaming.Get());
	}
	while (Ending->Subsystems.Num() > 0)
	{
		UWorldSubsystem* Subsystem = Ending->Subsystems.Pop();
		Subsystem->Deinitialize();
		AddGarbage(Subsystem);
	}
	FWorldDelegates::OnPostWorldCleanup.Broadcast(Ending, bSessionEnded, true);
	World = nullptr;
	AddGarbage(Ending);
	if (bSessionEnded)
	{
		AddGarbage(GameInstance);
		GameInstance = nullptr;
	}
}

ULevel* FGame::LoadLevel(const FLevelAsset& Asset, UObject* Package)
{
	UObject* Map = NewObject<UObject>(Package, FName(*Asset.Name));
	ULevel* Level = NewObject<ULevel>(Map, FName(TEXT("PersistentLevel")));
	Level->OwningWorld = World;
	PlaceActors(Asset, *Level);
	return Level;
}

void FGame::DiscardLevel(ULevel& Level)
{
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
			AddGarbage(Component);
		}
		AddGarbage(Actor);
	}
	if (Level.GetOuter() != Level.OwningWorld)
	{
		AddGarbage(Level.GetOuter());
	}
	AddGarbage(&Level);
}

// Streaming

bool FGame::SetLevelVisible(const FString& Level, bool bVisible, FString& OutError)
{
	ULevelStreaming* Streaming = FindStreaming(Level);
	if (Streaming == nullptr || !Assets.Contains(Level))
	{
		OutError =
			FString::Printf(TEXT("Expected the name of a streamed level, but got \"%s\""), *Level);
		return false;
	}
	Streaming->SetShouldBeVisible(bVisible);
	return true;
}

bool FGame::IsLevelVisible(const FString& Level) const
{
	const ULevelStreaming* Streaming = FindStreaming(Level);
	return Streaming != nullptr && Streaming->IsLevelVisible();
}

ULevelStreaming* FGame::FindStreaming(const FString& Level) const
{
	if (World == nullptr || Level.IsEmpty())
	{
		return nullptr;
	}
	for (const TObjectPtr<ULevelStreaming>& Streaming : World->StreamingLevels)
	{
		if (Streaming->GetWorldAssetPackageFName() == FName(Level))
		{
			return Streaming.Get();
		}
	}
	return nullptr;
}

void FGame::UpdateStreaming()
{
	for (int32 Index = 0; Index < World->StreamingLevels.Num(); ++Index)
	{
		ULevelStreaming& Streaming = *World->StreamingLevels[Index];
		// One that has begun to leave leaves, even if it is wanted again meanwhile.
		if (Streaming.IsLevelVisible() && (Streaming.bIsLeaving || !Streaming.ShouldBeVisible()))
		{
			HideLevel(Streaming);
		}
		else if (Streaming.ShouldBeVisible() && !Streaming.IsLevelVisible())
		{
			ShowLevel(Streaming);
		}
		if (Streaming.LoadedLevel != nullptr && !Streaming.IsLevelVisible() &&
			(Switches.bStreamInMakesNewObjects || !Streaming.ShouldBeLoaded()))
		{
			DiscardLevel(*Streaming.LoadedLevel);
			Streaming.LoadedLevel = nullptr;
		}
	}
}

void FGame::ShowLevel(ULevelStreaming& Streaming)
{
	if (Streaming.LoadedLevel == nullptr)
	{
		const FLevelAsset* Asset = Assets.Find(Streaming.GetWorldAssetPackageFName().ToString());
		if (Asset == nullptr)
		{
			return;
		}
		Streaming.LoadedLevel = LoadLevel(*Asset, &Streaming);
	}
	ULevel& Level = *Streaming.LoadedLevel;
	Level.bIsVisible = true;
	World->Levels.Add(&Level);
	const TArray<AActor*> Actors = FLevelActors::InOrder(Level);
	for (AActor* Actor : Actors)
	{
		FActorLife::RegisterAllComponents(*Actor);
	}
	for (AActor* Actor : Actors)
	{
		FActorLife::Initialize(*Actor);
	}
	if (Switches.bLevelAddedBeforeBeginPlay)
	{
		FWorldDelegates::LevelAddedToWorld.Broadcast(&Level, World);
	}
	for (AActor* Actor : Actors)
	{
		if (IsValid(Actor))
		{
			Actor->DispatchBeginPlay(true);
		}
	}
	if (!Switches.bLevelAddedBeforeBeginPlay)
	{
		FWorldDelegates::LevelAddedToWorld.Broadcast(&Level, World);
	}
}

void FGame::HideLevel(ULevelStreaming& Streaming)
{
	ULevel& Level = *Streaming.LoadedLevel;
	if (!Streaming.bIsLeaving)
	{
		Streaming.bIsLeaving = true;
		FWorldDelegates::PreLevelRemovedFromWorld.Broadcast(&Level, World);
	}
	bool bEndedOne = false;
	for (AActor* Actor : FLevelActors::InOrder(Level))
	{
		const bool bPlays = Actor->HasActorBegunPlay();
		if (!IsValid(Actor) || (bPlays && bEndedOne && Switches.bSpreadEndPlayOverFrames))
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
	Level.bIsVisible = false;
	World->Levels.Remove(&Level);
	FWorldDelegates::LevelRemovedFromWorld.Broadcast(&Level, World);
}

// Garbage

void FGame::AddGarbage(UObject* Object)
{
	Object->MarkAsGarbage();
	Garbage.Add(FGarbage{Object, Frame});
}

void FGame::CollectGarbage(bool bAll)
{
	if (!bAll && (Switches.GarbageCollectAfterFrames < 0 || Garbage.IsEmpty()))
	{
		return;
	}
	const uint64 Wait = static_cast<uint64>(FMath::Max(0, Switches.GarbageCollectAfterFrames));
	TArray<FGarbage> Ripe;
	TArray<FGarbage> Rest;
	for (const FGarbage& Item : Garbage)
	{
		(bAll || Frame - Item.Since >= Wait ? Ripe : Rest).Add(Item);
	}
	Garbage = MoveTemp(Rest);
	for (const FGarbage& Item : Ripe)
	{
		FLifeChecks::AssertBalanced(*Item.Object);
		FObjects::Delete(Item.Object);
	}
}

const FSwitches& SwitchesOf(const AActor& Actor)
{
	return Actor.GetWorld()->GetGame().GetSwitches();
}
}
