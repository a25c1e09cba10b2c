// SPDX-License-Identifier: MIT
// Rows 19 to 23 of the lifecycle table and the second half of 48: levels that stream out and in.
#include "Engine/LevelStreaming.h"
#include "TestGame.h"
#include "TickScheduler.h"

using namespace NativeTest;

namespace
{
/** Records the world's events about levels as long as it lives. */
class FLevelEvents
{
public:
	FLevelEvents()
	{
		FWorldDelegates::PreLevelRemovedFromWorld.AddRaw(this, &FLevelEvents::HandlePreRemoved);
		FWorldDelegates::LevelRemovedFromWorld.AddRaw(this, &FLevelEvents::HandleRemoved);
		FWorldDelegates::LevelAddedToWorld.AddRaw(this, &FLevelEvents::HandleAdded);
	}
	~FLevelEvents()
	{
		FWorldDelegates::PreLevelRemovedFromWorld.RemoveAll(this);
		FWorldDelegates::LevelRemovedFromWorld.RemoveAll(this);
		FWorldDelegates::LevelAddedToWorld.RemoveAll(this);
	}
	UE_NONCOPYABLE(FLevelEvents);

private:
	void HandlePreRemoved(ULevel* Level, UWorld*)
	{
		FRecorder::Get().Record(Level != nullptr ? "W.PreLevelRemoved" : "W.PreLevelRemoved(null)");
	}
	void HandleRemoved(ULevel* Level, UWorld*)
	{
		FRecorder::Get().Record(Level != nullptr ? "W.LevelRemoved" : "W.LevelRemoved(null)");
	}
	void HandleAdded(ULevel*, UWorld*)
	{
		FRecorder::Get().Record("W.LevelAdded");
	}
};

/** A map "Main" with a level "Sub" in it. */
void StartWithSub(FTestGame& Test, const std::vector<FPlacedActor>& Actors, bool bVisible = true)
{
	Test.Level("Sub", Actors).Level("Main", {}, {{TEXT("Sub"), bVisible}}).Start();
	Test.Tick();
	Test.Events().Take();
}

/** Enough frames for a level to leave or come in any position of the switches. */
void Settle(FTestGame& Test)
{
	Test.Tick(0.1, 6);
}
}

TEST(Row19_LevelMadeInvisible)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"})});
			ARecorderActor& Actor = Test.Find("A");
			const TWeakObjectPtr<ARecorderActor> Weak(&Actor);
			const URecorderComponent& C = Actor.Component();
			const FLevelEvents LevelEvents;
			Test.Show("Sub", false);
			EXPECT_TRUE(Actor.HasActorBegunPlay());
			Test.Events().Once("W.LevelRemoved",
				[&]()
				{
					EXPECT_TRUE(IsValid(&Actor));
					EXPECT_TRUE(IsValid(&C));
					EXPECT_FALSE(Actor.HasActorBegunPlay());
					EXPECT_FALSE(Actor.IsActorInitialized());
					EXPECT_FALSE(Actor.PrimaryActorTick.IsTickFunctionRegistered());
					EXPECT_FALSE(C.PrimaryComponentTick.IsTickFunctionRegistered());
					EXPECT_FALSE(C.IsRegistered());
				});

			Test.Tick();

			const FEvents Leaving = {"W.PreLevelRemoved", "A.EndPlay[pre](RemovedFromWorld)",
				"A.OnEndPlay(RemovedFromWorld)", "C.EndPlay[pre](RemovedFromWorld)",
				"C.EndPlay[post]", "A.EndPlay[post]", "C.UninitializeComponent", "C.OnUnregister",
				"W.LevelRemoved"};
			FEvents Events = Test.Events().Take();
			// In the first two groups of the frame it still ticked.
			Events.erase(std::remove_if(Events.begin(), Events.end(),
							 [](const std::string& Event)
							 { return Event == "A.Tick" || Event == "C.Tick"; }),
				Events.end());
			Events.resize(std::min(Events.size(), Leaving.size()));
			EXPECT_EQ(Events, Leaving);
			EXPECT_EQ(Test.Game->GetActors().Num(), 0);
			Test.Tick();
			EXPECT_EQ(Test.Events().Count("C.Tick") + Test.Events().Count("A.Tick"), 0);
			EXPECT_EQ(Weak.IsValid(), !Switches.bStreamInMakesNewObjects);
		});
}

TEST(Row19_OneBroadcastHoweverManyActors)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const bool bEmpty : {false, true})
			{
				FTestGame Test(Switches);
				StartWithSub(Test,
					bEmpty ? std::vector<FPlacedActor>()
						   : std::vector<FPlacedActor>{Placed("A"), Placed("B"), Placed("X")});
				const FLevelEvents LevelEvents;

				Test.Show("Sub", false);
				Settle(Test);

				EXPECT_EQ(Test.Events().Take({"PreLevelRemoved", "LevelRemoved"}),
					(FEvents{"W.PreLevelRemoved", "W.LevelRemoved"}));
				EXPECT_FALSE(Test.Game->IsLevelVisible(TEXT("Sub")));
			}
		});
}

TEST(Row19_LifeSpanIsCleared)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"})});
			Test.Find("A").SetLifeSpan(1.f);
			Test.Show("Sub", false);
			Test.Tick(0.4, 5);
			Test.Show("Sub", true);
			Test.Tick(0.4, 5);

			EXPECT_EQ(Test.Events().Count("A.LifeSpanExpired"), 0);
			EXPECT_TRUE(Test.Find("A").HasActorBegunPlay());
		});
}

TEST(Row20_LevelVisibleAgain)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Events().OnMakeComponent = [](URecorderComponent& C) { C.bAutoActivate = true; };
			StartWithSub(Test, {Placed("A", {"C"})});
			const ARecorderActor* const Before = &Test.Find("A");
			Before->Component().Deltas.Add(42.f);
			Test.Show("Sub", false);
			Settle(Test);
			const FLevelEvents LevelEvents;
			Test.Events().Once("C.BeginPlay[pre]", [&Test]()
				{ EXPECT_TRUE(Test.Find("A").IsActorBeginningPlayFromLevelStreaming()); });
			Test.Events().Take();

			Test.Show("Sub", true);
			Test.Tick();

			const ARecorderActor* const After = &Test.Find("A");
			FEvents Expected;
			if (Switches.bStreamInMakesNewObjects)
			{
				EXPECT_EQ(After->Component().Deltas.Find(42.f), INDEX_NONE);
				Expected = {"A.Constructor", "A.PostInitProperties", "C.Constructor",
					"C.PostInitProperties", "A.PostLoad", "C.PostLoad", "C.OnRegister",
					"A.PreInitializeComponents", "C.Activate(true)"};
			}
			else
			{
				EXPECT_TRUE(After == Before);
				EXPECT_TRUE(After->Component().Deltas.Find(42.f) != INDEX_NONE);
				Expected = {"C.OnRegister", "A.PreInitializeComponents"};
			}
			Expected.insert(
				Expected.end(), {"C.InitializeComponent", "A.PostInitializeComponents"});
			if (Switches.bLevelAddedBeforeBeginPlay)
			{
				Expected.push_back("W.LevelAdded");
			}
			Expected.insert(Expected.end(),
				{"A.BeginPlay[pre]", "C.BeginPlay[pre]", "C.BeginPlay[post]", "A.BeginPlay[post]"});
			if (!Switches.bLevelAddedBeforeBeginPlay)
			{
				Expected.push_back("W.LevelAdded");
			}
			FEvents Events = Test.Events().Take();
			Events.erase(std::remove_if(Events.begin(), Events.end(),
							 [](const std::string& Event)
							 {
								 return Event == "A.Tick" || Event == "C.Tick" ||
										Event == "A.BeginDestroy" || Event == "C.BeginDestroy" ||
										Event == "C.Destructor";
							 }),
				Events.end());
			EXPECT_EQ(Events, Expected);
			EXPECT_FALSE(After->IsActorBeginningPlayFromLevelStreaming());
			Test.Tick();
			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
		});
}

TEST(Row20_LevelThatIsVisibleLater)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"})}, false);
			EXPECT_EQ(Test.Game->GetActors().Num(), 0);

			Test.Show("Sub", true);
			Test.Tick(0.1, 2);

			EXPECT_TRUE(Test.Game->IsLevelVisible(TEXT("Sub")));
			EXPECT_EQ(Test.Events().Count("C.BeginPlay[pre]"), 1);
			EXPECT_TRUE(Test.Events().Count("C.Tick") >= 1);
		});
}

TEST(Row21_OutAndInAgainAndAgainThenTravel)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			constexpr int32 Times = 5;
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"}), Placed("B", {"D"})});
			Test.Level("Other", {});
			int32 Begun = 1;
			int32 Removed = 0;
			for (int32 Time = 0; Time < Times; ++Time)
			{
				Test.Show("Sub", false);
				Settle(Test);
				Removed += Test.Events().Count("C.EndPlay[pre](RemovedFromWorld)");
				Test.Events().Take();
				Test.Show("Sub", true);
				Settle(Test);
				Begun += Test.Events().Count("C.BeginPlay[pre]");
				Test.Events().Take();
			}
			Test.Game->RequestTravel(TEXT("Other"));
			Test.Tick();

			// The recorder sees that they alternate.
			EXPECT_EQ(Begun, Times + 1);
			EXPECT_EQ(Removed, Times);
			EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](LevelTransition)"), 1);
			const int32 Destructors = Test.Events().Count("C.Destructor");
			if (!Switches.bStreamInMakesNewObjects)
			{
				EXPECT_EQ(Destructors, Switches.GarbageCollectAfterFrames == 0 ? 1 : 0);
			}
		});
}

TEST(Row22_LevelUnloadedThenLoadedAgain)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"})});
			FActorSpawnParameters Parameters;
			Parameters.Name = TEXT("R");
			Parameters.OverrideLevel = Test.Find("A").GetLevel();
			Test.World().SpawnActor<ARecorderActor>(Parameters);
			const TWeakObjectPtr<ARecorderActor> Before(&Test.Find("A"));
			ULevelStreaming& Streaming = *Test.World().GetStreamingLevels()[0];

			Streaming.SetShouldBeVisible(false);
			Streaming.SetShouldBeLoaded(false);
			Settle(Test);

			EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](RemovedFromWorld)"), 1);
			EXPECT_EQ(Test.Events().Count("R.EndPlay[pre](RemovedFromWorld)"), 1);
			EXPECT_TRUE(Before.Get() == nullptr);
			EXPECT_TRUE(Streaming.GetLoadedLevel() == nullptr);
			EXPECT_EQ(Test.Events().Count("C.Destructor"),
				Switches.GarbageCollectAfterFrames >= 0 ? 1 : 0);
			Test.Events().Take();

			Streaming.SetShouldBeVisible(true);
			Settle(Test);

			EXPECT_EQ(Test.Events().Count("C.Constructor"), 1);
			EXPECT_EQ(Test.Events().Count("C.BeginPlay[pre]"), 1);
			// What was spawned into the level is gone.
			EXPECT_EQ(Test.Game->GetActors().Num(), 1);
		});
}

TEST(Row22_LevelUnloadedAfterItWasHidden)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"})});
			ULevelStreaming& Streaming = *Test.World().GetStreamingLevels()[0];
			Streaming.SetShouldBeVisible(false);
			Settle(Test);

			Streaming.SetShouldBeLoaded(false);
			Settle(Test);

			EXPECT_TRUE(Streaming.GetLoadedLevel() == nullptr);
			EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](RemovedFromWorld)"), 1);
		});
}

TEST(Row23_CellOfAWorldPartitionOutAndIn)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			// Without a forced collection in between the objects are often the same, sometimes not.
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"}), Placed("B", {"D"})});
			for (int32 Round = 0; Round < 3; ++Round)
			{
				const TWeakObjectPtr<ARecorderActor> Before(&Test.Find("A"));
				Test.Events().Take();
				Test.Show("Sub", false);
				Settle(Test);
				EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](RemovedFromWorld)"), 1);
				EXPECT_EQ(Test.Events().Count("A.OnDestroyed"), 0);
				Test.Show("Sub", true);
				Settle(Test);
				EXPECT_EQ(Test.Events().Count("C.BeginPlay[post]"), 1);
				EXPECT_EQ(Before.Get() == nullptr, Switches.bStreamInMakesNewObjects);
				EXPECT_TRUE(Test.Events().Count("C.Tick") > 0);
			}
		});
}

TEST(Row24_OnlyItsOwnActorsLeaveWithALevel)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"})});
			ARecorderActor* Free = Test.Spawn("F");
			FActorSpawnParameters Parameters;
			Parameters.Name = TEXT("O");
			Parameters.Owner = &Test.Find("A");
			const ARecorderActor* Owned = Test.World().SpawnActor<ARecorderActor>(Parameters);
			EXPECT_TRUE(Owned->GetLevel() == Test.Find("A").GetLevel());

			Test.Show("Sub", false);
			Settle(Test);

			EXPECT_TRUE(Free->HasActorBegunPlay());
			EXPECT_EQ(Test.Events().Count("O.EndPlay[pre](RemovedFromWorld)"), 1);
			EXPECT_EQ(Test.Events().Count("F.EndPlay[pre](RemovedFromWorld)"), 0);
		});
}

TEST(Row48_SpawnFromEndPlayWithRemovedFromWorld)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"})});
			Test.Events().Once("C.EndPlay[pre](RemovedFromWorld)",
				[&Test]()
				{
					const ARecorderActor* New = Test.Spawn("N");
					EXPECT_TRUE(New != nullptr && New->HasActorBegunPlay());
				});

			Test.Show("Sub", false);
			Settle(Test);

			// In the persistent level, which stays.
			EXPECT_TRUE(Test.Find("N").HasActorBegunPlay());
			EXPECT_TRUE(Test.Events().Count("N.Tick") > 1);
		});
}

TEST(Streaming_WhatIsSpawnedIntoALevelThatLeavesLeavesWithIt)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"}), Placed("B", {"D"})});
			Test.Events().Once("C.EndPlay[pre](RemovedFromWorld)",
				[&Test]()
				{
					FActorSpawnParameters Parameters;
					Parameters.Name = TEXT("N");
					Parameters.OverrideLevel =
						Test.World().GetStreamingLevels()[0]->GetLoadedLevel();
					EXPECT_TRUE(Test.World().SpawnActor<ARecorderActor>(Parameters) != nullptr);
				});

			Test.Show("Sub", false);
			Settle(Test);

			EXPECT_EQ(Test.Events().Count("N.EndPlay[pre](RemovedFromWorld)"), 1);
			EXPECT_EQ(Test.Game->GetActors().Num(), 0);
			EXPECT_FALSE(Test.Game->IsLevelVisible(TEXT("Sub")));
			Test.Events().Take();
			Test.Tick();
			EXPECT_EQ(Test.Events().Take({"N.Tick"}), FEvents());
		});
}

TEST(Streaming_WantedAgainWhileItLeavesItLeavesAndComesBack)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"}), Placed("B", {"D"}), Placed("X", {"E"})});
			Test.Show("Sub", false);
			Test.Tick();
			Test.Show("Sub", true);
			Settle(Test);

			EXPECT_EQ(Test.Game->GetActors().Num(), 3);
			for (const AActor* Actor : Test.Game->GetActors())
			{
				EXPECT_TRUE(Actor->HasActorBegunPlay());
			}
		});
}

TEST(Streaming_MapThatEndsWhileALevelLeavesEndsTheRest)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const bool bQuit : {false, true})
			{
				FTestGame Test(Switches);
				StartWithSub(Test, {Placed("A", {"C"}), Placed("B", {"D"}), Placed("X", {"E"})});
				Test.Level("Other", {});
				Test.Show("Sub", false);
				Test.Tick();
				if (bQuit)
				{
					Test.Quit();
				}
				else
				{
					Test.Game->RequestTravel(TEXT("Other"));
					Test.Tick();
				}

				const std::string Reason = bQuit ? "(Quit)" : "(LevelTransition)";
				for (const char* Name : {"C", "D", "E"})
				{
					EXPECT_EQ(
						Test.Events().Count(Name + std::string(".EndPlay[pre](RemovedFromWorld)")) +
							Test.Events().Count(Name + (".EndPlay[pre]" + Reason)),
						1);
				}
			}
		});
}

TEST(Streaming_DestroyedWhileItsLevelComesAndGoes)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const char* Event :
				{"C.OnRegister", "A.PreInitializeComponents", "C.InitializeComponent",
					"A.PostInitializeComponents", "A.BeginPlay[pre]", "C.BeginPlay[post]"})
			{
				const FContext Context(Event);
				FTestGame Test(Switches);
				StartWithSub(Test, {Placed("A", {"C"}), Placed("B", {"D"})});
				Test.Show("Sub", false);
				Settle(Test);
				Test.Events().Once(Event,
					[&Test]()
					{
						for (AActor* Actor : Test.Game->GetActors())
						{
							Actor->Destroy();
						}
					});

				Test.Show("Sub", true);
				Settle(Test);

				EXPECT_EQ(Test.Game->GetActors().Num(), 0);
				EXPECT_EQ(Test.World().GetTickScheduler().Num(), 0);
			}
		});
}

TEST(Streaming_ActorBegunInAHiddenLevelEndsWithTheMap)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			if (Switches.bStreamInMakesNewObjects)
			{
				return;
			}
			FTestGame Test(Switches);
			StartWithSub(Test, {Placed("A", {"C"})});
			Test.Show("Sub", false);
			Settle(Test);
			FActorSpawnParameters Parameters;
			Parameters.Name = TEXT("N");
			Parameters.OverrideLevel = Test.World().GetStreamingLevels()[0]->GetLoadedLevel();
			Test.World().SpawnActor<ARecorderActor>(Parameters);

			Test.Quit();

			EXPECT_EQ(Test.Events().Count("N.EndPlay[pre](Quit)"), 1);
		});
}

TEST(Streaming_UnknownLevelIsRefused)
{
	FTestGame Test;
	StartWithSub(Test, {});
	FString Error;

	EXPECT_FALSE(Test.Game->SetLevelVisible(TEXT("Nowhere"), true, Error));
	EXPECT_EQ(Error, FString(TEXT("Expected the name of a streamed level, but got \"Nowhere\"")));
}
