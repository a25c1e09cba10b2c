// SPDX-License-Identifier: MIT
#include "TestGame.h"

#include "Engine/World.h"
#include "Report.h"

namespace NativeTest
{
FPlacedActor Placed(const char* Name, const std::vector<const char*>& Components)
{
	FPlacedActor Actor;
	Actor.Class = TEXT("RecorderActor");
	Actor.Label = Headless::FromUtf8(Name);
	for (const char* Component : Components)
	{
		Headless::FPlacedComponent& Made = Actor.Components.AddDefaulted_GetRef();
		Made.Class = TEXT("RecorderComponent");
		Made.Properties.Add({TEXT("Tag"), Headless::FromUtf8(Component)});
	}
	return Actor;
}

FTestGame::FTestGame(const FSwitches& Switches)
{
	// So that no class default object is made during the test, and the count of objects is exact.
	for (UClass* Class : Headless::FindDerivedClasses(UObject::StaticClass()))
	{
		Class->GetDefaultObject();
	}
	ObjectsBefore = Headless::FObjects::Num();
	FRecorder::Get().Reset();
	Headless::SetViolationHandler(
		[this](const FString& Text) { Violations.push_back(Headless::ToUtf8(*Text)); });
	Game = MakeUnique<FGame>(Switches);
}

FTestGame::~FTestGame()
{
	Game.Reset();
	EXPECT_EQ(TakeViolations(), std::vector<std::string>());
	EXPECT_EQ(Headless::FObjects::Num(), ObjectsBefore);
	FRecorder::Get().ExpectAllEnded();
	FRecorder::Get().Reset();
	Headless::SetViolationHandler({});
}

FTestGame& FTestGame::Level(const char* Name, const std::vector<FPlacedActor>& Actors,
	const std::vector<FStreamedLevel>& Streamed)
{
	FLevelAsset Asset;
	Asset.Name = Headless::FromUtf8(Name);
	for (const FPlacedActor& Actor : Actors)
	{
		Asset.Actors.Add(Actor);
	}
	for (const FStreamedLevel& Each : Streamed)
	{
		Asset.StreamedLevels.Add(Each);
	}
	FString Error;
	EXPECT_TRUE(Game->AddLevel(Asset, Error));
	EXPECT_EQ(Error, FString());
	return *this;
}

FTestGame& FTestGame::Start(const char* Name)
{
	if (!Game->HasLevel(Headless::FromUtf8(Name)))
	{
		Level(Name, {});
	}
	FString Error;
	EXPECT_TRUE(Game->Start(Headless::FromUtf8(Name), Error));
	return *this;
}

void FTestGame::Tick(double RealDeltaSeconds, int32 Frames)
{
	for (int32 Frame = 0; Frame < Frames; ++Frame)
	{
		Game->Tick(RealDeltaSeconds);
	}
}

void FTestGame::Quit()
{
	// Null while it is freed, which calls handlers too.
	if (Game)
	{
		Game->Quit();
	}
}

void FTestGame::Show(const char* Level, bool bVisible)
{
	FString Error;
	EXPECT_TRUE(Game->SetLevelVisible(Headless::FromUtf8(Level), bVisible, Error));
}

ARecorderActor* FTestGame::Spawn(const char* Name)
{
	FActorSpawnParameters Parameters;
	Parameters.Name = FName(Headless::FromUtf8(Name));
	return World().SpawnActor<ARecorderActor>(Parameters);
}

ARecorderActor& FTestGame::Find(const char* Name)
{
	for (AActor* Actor : Game->GetActors())
	{
		auto* Found = Cast<ARecorderActor>(Actor);
		if (Found != nullptr && Found->GetTag() == Name)
		{
			return *Found;
		}
	}
	checkf(false, TEXT("Expected an actor %s"), *Headless::FromUtf8(Name));
	return *GetMutableDefault<ARecorderActor>();
}

std::vector<std::string> FTestGame::TakeViolations()
{
	std::vector<std::string> Taken;
	Taken.swap(Violations);
	return Taken;
}

void UnderEachSwitch(const TFunction<void(const FSwitches&)>& Body)
{
	struct FVariation
	{
		const char* Name;
		void (*Apply)(FSwitches&);
	};
	static const FVariation Variations[] = {
		{"components tick before actor", [](FSwitches& S) { S.bComponentsTickBeforeActor = true; }},
		{"components reversed", [](FSwitches& S) { S.ComponentOrder = EOrder::Reversed; }},
		{"components shuffled", [](FSwitches& S) { S.ComponentOrder = EOrder::Shuffled; }},
		{"actors reversed", [](FSwitches& S) { S.ActorOrder = EOrder::Reversed; }},
		{"actors shuffled", [](FSwitches& S) { S.ActorOrder = EOrder::Shuffled; }},
		{"zero delta in pause", [](FSwitches& S) { S.bZeroDeltaInPause = true; }},
		{"new objects on return", [](FSwitches& S) { S.bStreamInMakesNewObjects = true; }},
		{"newly spawned tick next frame",
			[](FSwitches& S) { S.bNewlySpawnedTickNextFrame = true; }},
		{"garbage after 3 frames", [](FSwitches& S) { S.GarbageCollectAfterFrames = 3; }},
		{"garbage never", [](FSwitches& S) { S.GarbageCollectAfterFrames = -1; }},
		{"level added before begin", [](FSwitches& S) { S.bLevelAddedBeforeBeginPlay = true; }},
		{"immediate destroy", [](FSwitches& S) { S.bDestroyInBeginPlayIsImmediate = true; }},
		{"activate after OnRegister", [](FSwitches& S) { S.bActivateAfterOnRegister = true; }},
		{"end spread over frames", [](FSwitches& S) { S.bSpreadEndPlayOverFrames = true; }},
		{"latent actions wait", [](FSwitches& S) { S.bLatentActionAddedMeanwhileWaits = true; }},
		{"spawned before begin", [](FSwitches& S) { S.bActorSpawnedBeforeBeginPlay = true; }},
		{"game instance ends first", [](FSwitches& S) { S.bGameInstanceEndsFirst = true; }},
		{"seamless cleanup comes first", [](FSwitches& S) { S.bSeamlessCleanupComesFirst = true; }},
	};
	Body(FSwitches());
	FSwitches All;
	for (const FVariation& Variation : Variations)
	{
		const FContext Context(Variation.Name);
		FSwitches Switches;
		Variation.Apply(Switches);
		Body(Switches);
		Variation.Apply(All);
	}
	const FContext Context("all switches");
	Body(All);
}
}
