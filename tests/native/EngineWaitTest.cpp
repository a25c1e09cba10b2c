// SPDX-License-Identifier: MIT
// What script waits for in the engine: the end of objects, latent actions, async actions.
#include "EngineActions.h"
#include "FakeScript.h"
#include "Kismet/GameplayStatics.h"
#include "TransientLoopEngineLibrary.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(EngineActions)

using namespace NativeTest;

namespace
{
struct FWaitGame
{
	explicit FWaitGame(const FSwitches& Switches = FSwitches())
		: Test(Switches)
	{
		Test.Level("Main", {PlacedLoop(), Placed("Door")}).Start();
		Script.Calls.clear();
		Script.Told.clear();
		Environment = Script.GetEnvironment()->GetNumber();
	}

	FTransientLoopEnvironment& Env()
	{
		return *FTransientLoopEnvironment::Find(Environment);
	}
	int32 Watch(UObject& Object)
	{
		return UTransientLoopEngineLibrary::WatchObject(Environment, &Object);
	}
	/** Begins a latent action of so many updates, as a script does. Returns its number. */
	int32 Latent(int32 Updates)
	{
		const FLatentActionInfo Info =
			UTransientLoopEngineLibrary::BeginLatentAction(Environment, 0);
		Test.World().GetLatentActionManager().AddNewAction(
			Info.CallbackTarget.Get(), Info.UUID, new FTestLatentAction(Info, Updates, ActionTold));
		EXPECT_TRUE(Env().GetLatentActions().Commit(Info.UUID));
		return Info.UUID;
	}

	FFakeScript Script;
	/** Outlives the world, which tells its actions at its end. */
	TArray<FString> ActionTold;
	FTestGame Test;
	int32 Environment = INDEX_NONE;
};

FEvents Told(const char* What, int32 Number)
{
	return {std::string(What) + " " + std::to_string(Number)};
}
}

TEST(Watch_TellsOnceWhenAnActorEndsPlay)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FWaitGame Game(Switches);
			AActor& Door = Game.Test.Find("Door");
			const int32 Number = Game.Watch(Door);
			Game.Test.Tick();
			EXPECT_EQ(Game.Script.Told, FEvents());

			Door.Destroy();
			Game.Test.Tick(0.1, 30);

			EXPECT_EQ(Game.Script.Told, Told("ObjectEnded", Number));
			EXPECT_EQ(Game.Env().GetWatches().Num(), 0);
		});
}

TEST(Watch_EndsAComponentWithItsActor)
{
	FWaitGame Game;
	AActor& Door = Game.Test.Find("Door");
	const int32 Number = Game.Watch(*Door.FindComponentByClass<UActorComponent>());

	Door.Destroy();

	EXPECT_EQ(Game.Script.Told, Told("ObjectEnded", Number));
}

TEST(Watch_NoticesAComponentDestroyedAloneWithinASecond)
{
	FWaitGame Game;
	AActor& Door = Game.Test.Find("Door");
	const int32 Number = Game.Watch(*Door.FindComponentByClass<UActorComponent>());

	Door.FindComponentByClass<UActorComponent>()->DestroyComponent();
	Game.Test.Tick(0.1, 11);

	EXPECT_EQ(Game.Script.Told, Told("ObjectEnded", Number));
	EXPECT_EQ(Game.Env().GetWatches().Num(), 0);
}

TEST(Watch_IsRefusedForWhatHasEnded)
{
	FWaitGame Game;
	AActor& Door = Game.Test.Find("Door");
	Door.Destroy();

	EXPECT_EQ(Game.Watch(Door), 0);
	EXPECT_EQ(UTransientLoopEngineLibrary::WatchObject(Game.Environment, nullptr), 0);
	EXPECT_EQ(UTransientLoopEngineLibrary::WatchObject(999, &Door), 0);
}

TEST(Watch_BindsAnActorOnceAndUnbindsItWithTheLast)
{
	FWaitGame Game;
	AActor& Door = Game.Test.Find("Door");
	const int32 First = Game.Watch(Door);
	const int32 Second = Game.Watch(Door);

	Game.Env().GetWatches().Unwatch(First);
	EXPECT_EQ(Game.Env().GetWatches().Num(), 1);
	Game.Env().GetWatches().Unwatch(Second);
	Game.Env().GetWatches().Unwatch(Second);

	EXPECT_EQ(Game.Env().GetWatches().Num(), 0);
	Door.Destroy();
	EXPECT_EQ(Game.Script.Told, FEvents());
}

TEST(Latent_TellsWhenItGoesOn)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FWaitGame Game(Switches);
			const int32 Number = Game.Latent(3);

			Game.Test.Tick(0.1, 2);
			EXPECT_EQ(Game.Script.Told, FEvents());
			Game.Test.Tick(0.1, 3);

			EXPECT_EQ(Game.Script.Told, Told("LatentResumed", Number));
			EXPECT_EQ(Game.ActionTold.Num(), 1);
		});
}

TEST(Latent_StandsStillInPause)
{
	FWaitGame Game;
	Game.Latent(1);
	UGameplayStatics::SetGamePaused(&Game.Test.World(), true);

	Game.Test.Tick(0.1, 5);

	EXPECT_EQ(Game.Script.Told, FEvents());
}

TEST(Latent_TellsWhenItIsRemoved)
{
	FWaitGame Game;
	const FLatentActionInfo Info =
		UTransientLoopEngineLibrary::BeginLatentAction(Game.Environment, 0);
	FLatentActionManager& Manager = Game.Test.World().GetLatentActionManager();
	Manager.AddNewAction(
		Info.CallbackTarget.Get(), Info.UUID, new FTestLatentAction(Info, 100, Game.ActionTold));
	Game.Env().GetLatentActions().Commit(Info.UUID);

	Manager.RemoveActionsForObject(Info.CallbackTarget.Get());
	Game.Test.Tick();

	EXPECT_EQ(Game.Script.Told, Told("LatentAborted", Info.UUID));
}

TEST(Latent_TellsWhenTheActionIsDoneWithoutGoingOn)
{
	FWaitGame Game;
	const FLatentActionInfo Info =
		UTransientLoopEngineLibrary::BeginLatentAction(Game.Environment, 0);
	// The base of all actions is done at once, and triggers nothing.
	Game.Test.World().GetLatentActionManager().AddNewAction(
		Info.CallbackTarget.Get(), Info.UUID, new FPendingLatentAction());
	Game.Env().GetLatentActions().Commit(Info.UUID);

	Game.Test.Tick(0.1, 2);

	EXPECT_EQ(Game.Script.Told, Told("LatentAborted", Info.UUID));
}

TEST(Latent_IsNotCommittedWhereNothingWasBegun)
{
	FWaitGame Game;
	const FLatentActionInfo Info =
		UTransientLoopEngineLibrary::BeginLatentAction(Game.Environment, 0);

	EXPECT_FALSE(Game.Env().GetLatentActions().Commit(Info.UUID));
	EXPECT_TRUE(
		UTransientLoopEngineLibrary::BeginLatentAction(Game.Environment, 99).CallbackTarget.Get() ==
		nullptr);
	EXPECT_TRUE(
		UTransientLoopEngineLibrary::BeginLatentAction(999, 0).CallbackTarget.Get() == nullptr);
}

TEST(Latent_IsTakenBack)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FWaitGame Game(Switches);
			const int32 Number = Game.Latent(1);

			Game.Env().GetLatentActions().Cancel(Number);
			Game.Test.Tick(0.1, 3);

			EXPECT_EQ(Game.Script.Told, FEvents());
			EXPECT_EQ(Game.ActionTold.Num(), 2);
			EXPECT_EQ(Game.ActionTold[0], FString(TEXT("aborted")));
		});
}

TEST(Latent_UsesItsTargetsAgain)
{
	FWaitGame Game;
	const int32 Before = Headless::FObjects::Num();
	for (int32 Round = 0; Round < 1000; ++Round)
	{
		const int32 Number = Game.Latent(1);
		if (Round % 2 == 0)
		{
			Game.Env().GetLatentActions().Cancel(Number);
		}
		Game.Test.Tick(0.01, 2);
	}

	EXPECT_TRUE(Game.Env().GetLatentActions().NumTargets() <= 3);
	EXPECT_TRUE(Headless::FObjects::Num() <= Before + 3);
	EXPECT_EQ(Game.Script.Told.size(), SIZE_T(500));
}

TEST(Latent_LeavesNothingWhenTheGameEnds)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FWaitGame Game(Switches);
			Game.Latent(100);
			Game.Watch(Game.Test.Find("Door"));
			Game.Test.Tick();

			Game.Test.Quit();

			EXPECT_EQ(Game.Script.Log, FEvents());
		});
}

TEST(AsyncAction_LivesUntilItIsReleased)
{
	FWaitGame Game;
	auto* Action = NewObject<UTestAsyncAction>();
	Action->RegisterWithGameInstance(&Game.Test.World());
	EXPECT_TRUE(Action->IsActive());
	const TWeakObjectPtr<UTestAsyncAction> Weak(Action);
	Game.Test.Tick();
	EXPECT_TRUE(Weak.IsValid());

	UTransientLoopEngineLibrary::ReleaseAsyncAction(Action);
	EXPECT_FALSE(Weak.IsValid());
	UTransientLoopEngineLibrary::ReleaseAsyncAction(&Game.Test.World());
}
