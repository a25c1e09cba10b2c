// SPDX-License-Identifier: MIT
#include "TransientLoopTestWorld.h"

#include "CoreGlobals.h"
#include "Engine/Engine.h"
#include "Engine/GameInstance.h"
#include "Engine/Level.h"
#include "Engine/World.h"
#include "EngineUtils.h"
#include "GameFramework/GameModeBase.h"
#include "GameFramework/WorldSettings.h"
#include "Misc/AutomationTest.h"
#include "TransientLoopTestActor.h"
#include "UObject/UObjectGlobals.h"

FTransientLoopTestWorld::FTransientLoopTestWorld(FAutomationTestBase& InTest)
	: Story(InTest)
	, Test(InTest)
	, GameInstance(NewObject<UGameInstance>(GEngine))
	, WorldBefore(GWorld)
	, FrameBefore(GFrameCounter)
{
	GameInstance->InitializeStandalone();
	UseWorld(*GameInstance->GetWorld());
}

FTransientLoopTestWorld::~FTransientLoopTestWorld()
{
	Close();
	GWorld = WorldBefore;
	GFrameCounter = FrameBefore;
}

void FTransientLoopTestWorld::UseWorld(UWorld& NewWorld)
{
	CurrentWorld = &NewWorld;
	GWorld = CurrentWorld;
	// Play begins by a game mode; that of the project would do what it likes.
	CurrentWorld->GetWorldSettings()->DefaultGameMode = AGameModeBase::StaticClass();
	Test.TestTrue(TEXT("The world has a game mode"), CurrentWorld->SetGameMode(FURL()));
}

void FTransientLoopTestWorld::Initialize()
{
	CurrentWorld->InitializeActorsForPlay(FURL());
}

void FTransientLoopTestWorld::Begin()
{
	if (!CurrentWorld->AreActorsInitialized())
	{
		Initialize();
	}
	CurrentWorld->BeginPlay();
}

void FTransientLoopTestWorld::Tick(float DeltaSeconds, int32 Frames)
{
	for (int32 Frame = 0; Frame < Frames; ++Frame)
	{
		CurrentWorld->Tick(LEVELTICK_All, DeltaSeconds);
		// What runs once a frame looks at it.
		++GFrameCounter;
	}
}

void FTransientLoopTestWorld::EndPlay(EEndPlayReason::Type Reason)
{
	CurrentWorld->BeginTearingDown();
	for (TActorIterator<AActor> Actor(CurrentWorld); Actor; ++Actor)
	{
		Actor->RouteEndPlay(Reason);
	}
}

void FTransientLoopTestWorld::Travel()
{
	EndPlay(EEndPlayReason::LevelTransition);
	UWorld* const Next = UWorld::CreateWorld(EWorldType::Game, false);
	Next->SetGameInstance(GameInstance.Get());
	UWorld* const Left = CurrentWorld;
	GameInstance->GetWorldContext()->SetCurrentWorld(Next);
	Left->DestroyWorld(false, Next);
	UseWorld(*Next);
	Begin();
}

void FTransientLoopTestWorld::DestroyWorld()
{
	CurrentWorld->DestroyWorld(false);
	CurrentWorld = nullptr;
	GWorld = WorldBefore;
}

ATransientLoopTestActor* FTransientLoopTestWorld::SpawnDeferred(
	const TCHAR* Name, ULevel* Level, AActor* Owner)
{
	FActorSpawnParameters Parameters;
	Parameters.Owner = Owner;
	Parameters.OverrideLevel = Level;
	Parameters.bDeferConstruction = true;
	auto* Actor = CurrentWorld->SpawnActor<ATransientLoopTestActor>(Parameters);
	if (Actor != nullptr)
	{
		Actor->Join(Story, Name);
	}
	return Actor;
}

ATransientLoopTestActor* FTransientLoopTestWorld::Spawn(const TCHAR* Name, ULevel* Level)
{
	ATransientLoopTestActor* Actor = SpawnDeferred(Name, Level);
	if (Actor != nullptr)
	{
		Actor->FinishSpawning(FTransform::Identity);
	}
	return Actor;
}

ULevel* FTransientLoopTestWorld::AddLevel()
{
	auto* Level = NewObject<ULevel>(CurrentWorld);
	Level->OwningWorld = CurrentWorld;
	ShowLevel(*Level);
	return Level;
}

void FTransientLoopTestWorld::ShowLevel(ULevel& Level)
{
	// All of it in this frame, however long it takes.
	CurrentWorld->AddToWorld(&Level, FTransform::Identity, false);
}

ATransientLoopTestActor& FTransientLoopTestWorld::StartWithLoop()
{
	Begin();
	ATransientLoopTestActor* Actor = Spawn(TEXT("A"));
	Tick();
	Story.Expect(TEXT("at the start"), TEXT("A begins, A ticks"));
	return *Actor;
}

void FTransientLoopTestWorld::Close()
{
	UWorld* const Closed = CurrentWorld;
	if (Closed != nullptr && !Closed->bIsTearingDown)
	{
		EndPlay(EEndPlayReason::Quit);
	}
	Story.Close();
	GameInstance->Shutdown();
	if (Closed != nullptr)
	{
		GEngine->DestroyWorldContext(Closed);
		Closed->DestroyWorld(false);
	}
	GameInstance.Reset();
	CollectGarbage(GARBAGE_COLLECTION_KEEPFLAGS);
}
