// SPDX-License-Identifier: MIT
#include "Game.h"

#include "ActorLife.h"
#include "ActorSpawner.h"
#include "Containers/Ticker.h"
#include "CoreGlobals.h"
#include "Engine/GameInstance.h"
#include "LevelActors.h"
#include "LifeChecks.h"
#include "LevelStreamer.h"
#include "Stats/StatRegistry.h"
#include "UObject/UObjectGlobals.h"
#include "WorldLife.h"

TMulticastDelegate<void(const FString&)> FCoreUObjectDelegates::PreLoadMap;
TMulticastDelegate<void(UWorld*)> FCoreUObjectDelegates::PostLoadMapWithWorld;
FPIEEvent FEditorDelegates::PreBeginPIE;
FPIEEvent FEditorDelegates::BeginPIE;
FPIEEvent FEditorDelegates::PostPIEStarted;
FPIEEvent FEditorDelegates::PrePIEEnded;
FPIEEvent FEditorDelegates::EndPIE;
FPIEEvent FEditorDelegates::ShutdownPIE;

DEFINE_LOG_CATEGORY_STATIC(LogGame, Log, All);

namespace Headless
{
FGame::FGame(const FSwitches& InSwitches)
	: Switches(InSwitches)
	, Garbage(Switches)
{
}

FGame::~FGame()
{
	Quit();
	Garbage.CollectAll();
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
	if (!HasLevel(Level))
	{
		OutError = FString::Printf(TEXT("Expected a level that was added, but got \"%s\""), *Level);
		return false;
	}
	if (bIsEditorWorld && GEditor != nullptr)
	{
		OutError = TEXT("Expected one editor at a time, but there is another");
		return false;
	}
	bool bLoaded = false;
	{
		const TGuardValue<bool> Busy(bBusy, true);
		TellEditor(FEditorDelegates::PreBeginPIE);
		TellEditor(FEditorDelegates::BeginPIE);
		GameInstance = NewObject<UGameInstance>(nullptr);
		GameInstance->Game = this;
		GameInstance->Init();
		bLoaded = LoadMap(Level, OutError);
		OpenEditor();
		TellEditor(FEditorDelegates::PostPIEStarted);
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
	if (GameInstance == nullptr)
	{
		return;
	}
	{
		const TGuardValue<bool> Busy(bBusy, true);
		BeginStatFrame();
		++Frame;
		++GFrameCounter;
		if (World != nullptr)
		{
			PerformTravel();
		}
		if (World != nullptr)
		{
			World->Tick(LEVELTICK_All, static_cast<float>(RealDeltaSeconds));
		}
		FTSTicker::GetCoreTicker().Tick(static_cast<float>(RealDeltaSeconds));
		Garbage.CollectRipe(Frame);
	}
	QuitIfWanted();
}

void FGame::Quit()
{
	if (GameInstance == nullptr)
	{
		return;
	}
	if (bBusy)
	{
		bQuitWanted = true;
		return;
	}
	const TGuardValue<bool> Busy(bBusy, true);
	CloseEditor();
	TellEditor(FEditorDelegates::PrePIEEnded);
	TellEditor(FEditorDelegates::EndPIE);
	Shutdown();
	if (Switches.GarbageCollectAfterFrames >= 0)
	{
		Garbage.CollectAll();
	}
	TellEditor(FEditorDelegates::ShutdownPIE);
	TravelTo.Empty();
	SeamlessTravel = FSeamlessTravel();
	bQuitWanted = false;
}

void FGame::OpenEditor()
{
	if (bIsEditorWorld)
	{
		GIsEditor = true;
		GEditor = NewObject<UEditorEngine>(nullptr);
		GEngine = GEditor;
		GEditor->Init(*this);
		bOwnsEditor = true;
	}
}

void FGame::CloseEditor()
{
	if (bOwnsEditor)
	{
		bOwnsEditor = false;
		GEditor->PreExit();
		AddGarbage(GEditor);
		GEditor = nullptr;
		GEngine = nullptr;
		GIsEditor = false;
	}
}

void FGame::TellEditor(FPIEEvent& Event) const
{
	if (bIsPlayInEditor)
	{
		Event.Broadcast(false);
	}
}

void FGame::Shutdown()
{
	if (World != nullptr)
	{
		UnloadMap(bIsPlayInEditor ? EEndPlayReason::EndPlayInEditor : EEndPlayReason::Quit, true);
	}
	else
	{
		GameInstance->Shutdown();
	}
	AddGarbage(GameInstance);
	GameInstance = nullptr;
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
	if (!HasLevel(Level))
	{
		UE_LOG(LogGame, Error, TEXT("OpenLevel: expected a level that was added, but got \"%s\""),
			*Level);
		return;
	}
	TravelTo = Level;
}

void FGame::RequestSeamlessTravel(const FString& Level)
{
	if (!HasLevel(Level))
	{
		UE_LOG(LogGame, Error,
			TEXT("SeamlessTravel: expected a level that was added, but got \"%s\""), *Level);
		return;
	}
	SeamlessTravel.Request(Level);
}

void FGame::PerformTravel()
{
	if (TravelTo.IsEmpty())
	{
		if (SeamlessTravel.Step(*this))
		{
			Garbage.CollectRipe(Frame);
		}
		return;
	}
	SeamlessTravel = FSeamlessTravel();
	const FString Level = TravelTo;
	TravelTo.Empty();
	FCoreUObjectDelegates::PreLoadMap.Broadcast(Level);
	UnloadMap(EEndPlayReason::LevelTransition, false);
	Garbage.CollectRipe(Frame);
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
	return World != nullptr ? FLevelActors::Visible(*World) : TArray<AActor*>();
}

void FGame::AddActor(AActor& Actor)
{
	ActorsById[static_cast<int32>(Actor.GetUniqueID())] = &Actor;
}

void FGame::RemoveActor(const AActor& Actor)
{
	ActorsById.erase(static_cast<int32>(Actor.GetUniqueID()));
}

void FGame::AddGarbage(UObject* Object)
{
	Garbage.Add(Object, Frame);
}

bool FGame::LoadMap(const FString& Level, FString& OutError)
{
	const FLevelAsset* Map = FindLevel(Level);
	if (Map == nullptr)
	{
		OutError = FString::Printf(TEXT("Expected a level that was added, but got \"%s\""), *Level);
		return false;
	}
	World = NewObject<UWorld>(nullptr, FName(*Map->Name));
	World->WorldType = bIsEditorWorld    ? EWorldType::Editor
					   : bIsPlayInEditor ? EWorldType::PIE
										 : EWorldType::Game;
	FWorldDelegates::OnPostWorldCreation.Broadcast(World);
	FWorldLife::Open(*World, *this, *Map);
	return true;
}

void FGame::UnloadMap(EEndPlayReason::Type Reason, bool bSessionEnded)
{
	UWorld* const Ending = World;
	FWorldLife::Close(*Ending, Reason, bSessionEnded);
	World = nullptr;
	AddGarbage(Ending);
}

AActor* FGame::Reinstance(AActor& Actor)
{
	ULevel& Level = *Actor.GetLevel();
	AActor* New = FActorSpawner::Copy(Actor, Level);
	FActorLife::Destroy(Actor);
	FActorLife::RegisterAllComponents(*New);
	return New;
}

void FGame::SetLocalPlayer(AActor* Pawn, AActor* Controller)
{
	LocalPawn = Pawn;
	LocalController = Controller;
}

void FGame::DestroyLocalPlayer()
{
	for (const TWeakObjectPtr<AActor>& Actor : {LocalPawn, LocalController})
	{
		if (Actor.IsValid())
		{
			Actor->Destroy();
		}
	}
}

void FGame::DestroyWorldDirectly(bool bCleanup)
{
	UWorld* const Ending = World;
	for (AActor* Actor : GetActors())
	{
		FLifeChecks::ExcuseUnrouted(*Actor);
	}
	FLifeChecks::ExcuseUnrouted(*World->GetWorldSettings());
	if (bCleanup)
	{
		FWorldDelegates::OnWorldCleanup.Broadcast(Ending, false, true);
	}
	FWorldLife::Discard(*Ending, false);
	World = nullptr;
	AddGarbage(Ending);
}

bool FGame::SetLevelVisible(const FString& Level, bool bVisible, FString& OutError)
{
	ULevelStreaming* Streaming = FindStreaming(Level);
	if (Streaming == nullptr || !HasLevel(Level))
	{
		OutError =
			FString::Printf(TEXT("Expected the name of a streamed level, but got \"%s\""), *Level);
		return false;
	}
	Streaming->SetShouldBeVisible(bVisible);
	return true;
}

ULevelStreaming* FGame::FindStreaming(const FString& Level) const
{
	return World != nullptr && !Level.IsEmpty() ? FLevelStreamer::Find(*World, Level) : nullptr;
}

bool FGame::IsLevelVisible(const FString& Level) const
{
	const ULevelStreaming* Streaming = FindStreaming(Level);
	return Streaming != nullptr && Streaming->IsLevelVisible();
}

const FSwitches& SwitchesOf(const AActor& Actor)
{
	return Actor.GetWorld()->GetGame().GetSwitches();
}
}
