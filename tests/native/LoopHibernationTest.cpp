// SPDX-License-Identifier: MIT
// A component that turns its own tick off while nothing of its loop is due.
#include "FakeScript.h"
#include "Kismet/GameplayStatics.h"
#include "TransientLoopWakeQueue.h"

#include <limits>

using namespace NativeTest;

namespace
{
constexpr double NEVER = std::numeric_limits<double>::infinity();

/** A game with one loop that may hibernate, on actor "A"; it sleeps for a second when it begins. */
struct FHibernatingGame
{
	explicit FHibernatingGame(const FSwitches& Switches = FSwitches(), double DueSeconds = 1.0)
		: Test(Switches)
	{
		Script.OnOperation = [this, DueSeconds](ETransientLoopOperation Operation)
		{
			if (Operation == ETransientLoopOperation::Begin)
			{
				Script.Record().Due = DueSeconds;
			}
		};
		FPlacedActor Actor = PlacedLoop();
		Actor.Components[0].Properties.Add({TEXT("bHibernate"), TEXT("true")});
		Test.Level("Main", {Actor}).Start();
		Script.Calls.clear();
	}

	UTransientLoopComponent& Loop()
	{
		return LoopOf(Test.Find("A"));
	}
	bool Ticks()
	{
		return Loop().IsComponentTickEnabled();
	}

	FFakeScript Script;
	FTestGame Test;
};
}

TEST(LoopHibernation_IsOffUnlessAskedFor)
{
	FFakeScript Script;
	FTestGame Test;
	Test.Level("Main", {PlacedLoop()}).Start();
	Test.Tick(0.1, 5);
	EXPECT_TRUE(LoopOf(Test.Find("A")).IsComponentTickEnabled());
}

TEST(LoopHibernation_TurnsTheTickOffAndWakesInTime)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FHibernatingGame Game(Switches);
			std::vector<double> Times;
			Game.Script.OnTick = [&Times](FTransientLoopRecord& Record)
			{
				Times.push_back(Record.Now);
				Record.Due = Record.Now + 0.9;
			};
			// The tick that begins is in this frame or the next.
			Game.Test.Tick(0.1, 2);
			EXPECT_FALSE(Game.Ticks());
			Game.Test.Tick(0.1, 7);
			EXPECT_EQ(Game.Script.Calls, FEvents());
			Game.Test.Tick(0.1, 22);

			EXPECT_EQ(Times.size(), 3u);
			const double Due[] = {1.0, 1.9, 2.8};
			for (size_t Index = 0; Index < Times.size(); ++Index)
			{
				EXPECT_NEAR(Times[Index], Due[Index]);
			}
		});
}

TEST(LoopHibernation_KeepsTheTimeOfALoopThatTicks)
{
	// Both on one world: what the one counts in its ticks, the other takes from the world.
	FFakeScript Script;
	FTestGame Test;
	FPlacedActor Sleeper = PlacedLoop("A");
	Sleeper.Components[0].Properties.Add({TEXT("bHibernate"), TEXT("true")});
	Test.Level("Main", {Sleeper, PlacedLoop("B")}).Start();
	const auto Sleep = [](FTransientLoopRecord& Record) { Record.Due = Record.Now + 0.5; };
	Script.OnTick = Sleep;
	Script.Record(0).Due = 0.5;
	Script.Record(1).Due = 0.5;
	UWorld& World = Test.World();
	const float Deltas[] = {0.016f, 0.1f, 3.f, 0.001f, 0.033f};
	for (int32 Frame = 0; Frame < 500; ++Frame)
	{
		UGameplayStatics::SetGlobalTimeDilation(&World, Frame % 50 == 0 ? 2.f : 0.3f);
		UGameplayStatics::SetGamePaused(&World, Frame % 7 == 3);
		Test.Tick(static_cast<double>(Deltas[Frame % 5]));
		if (LoopOf(Test.Find("A")).IsComponentTickEnabled())
		{
			EXPECT_NEAR(Script.Record(0).Now, Script.Record(1).Now);
		}
	}
	EXPECT_NEAR(Script.Record(0).Due, Script.Record(1).Due);
}

TEST(LoopHibernation_NeedsTheTimeOfTheWorld)
{
	const TFunction<void(FHibernatingGame&)> Reasons[] = {
		[](FHibernatingGame& Game) { Game.Test.Find("A").CustomTimeDilation = 0.5f; },
		[](FHibernatingGame& Game) { Game.Loop().SetComponentTickInterval(0.05f); },
		[](FHibernatingGame& Game)
		{ Game.Script.Record().Flags |= ETransientLoopFlags::EveryTick; },
		[](FHibernatingGame& Game) { Game.Script.Record().Due = 0.3; },
		[](FHibernatingGame& Game)
		{
			Game.Script.UseClocks();
			Game.Script.Record().Flags |= ETransientLoopFlags::OtherClocks;
		},
	};
	for (const TFunction<void(FHibernatingGame&)>& Reason : Reasons)
	{
		FHibernatingGame Game;
		Reason(Game);
		Game.Test.Tick(0.1);
		EXPECT_TRUE(Game.Ticks());
	}
}

TEST(LoopHibernation_IsWokenByADilationOfItsActor)
{
	for (const float Dilation : {0.5f, 4.f, 0.f})
	{
		// One hibernates and one ticks, and both are due at the same times.
		FFakeScript Script;
		FTestGame Test;
		FPlacedActor Sleeper = PlacedLoop("A");
		Sleeper.Components[0].Properties.Add({TEXT("bHibernate"), TEXT("true")});
		Test.Level("Main", {Sleeper, PlacedLoop("B")}).Start();
		std::vector<double> Times[2];
		Script.OnTick = [&](FTransientLoopRecord& Record)
		{
			Times[&Record == &Script.Record(0) ? 0 : 1].push_back(Test.World().GetTimeSeconds());
			Record.Due = Record.Now + 2.05;
		};
		Script.Record(0).Due = 2.05;
		Script.Record(1).Due = 2.05;
		Test.Tick(0.1, 10);
		EXPECT_FALSE(LoopOf(Test.Find("A")).IsComponentTickEnabled());

		for (const float Next : {Dilation, 1.f})
		{
			UTransientLoopComponent::SetActorTimeDilation(&Test.Find("A"), Next);
			UTransientLoopComponent::SetActorTimeDilation(&Test.Find("B"), Next);
			Test.Tick(0.1);
			EXPECT_NEAR(Script.Record(0).Now, Script.Record(1).Now);
			Test.Tick(0.1, 40);
		}

		EXPECT_TRUE(Times[1].size() >= 2);
		EXPECT_TRUE(Times[0] == Times[1]);
	}
	UTransientLoopComponent::SetActorTimeDilation(nullptr, 2.f);
}

TEST(LoopHibernation_StandsInPause)
{
	FHibernatingGame Game;
	Game.Test.Tick(0.1, 2);
	UGameplayStatics::SetGamePaused(&Game.Test.World(), true);
	Game.Test.Tick(0.1, 100);
	EXPECT_EQ(Game.Script.Calls, FEvents());
	UGameplayStatics::SetGamePaused(&Game.Test.World(), false);
	Game.Test.Tick(0.1, 7);
	EXPECT_EQ(Game.Script.Calls, FEvents());
	Game.Test.Tick(0.1, 2);
	EXPECT_EQ(Game.Script.Calls, FEvents{"Tick"});
}

TEST(LoopHibernation_CountsPausesForTheUnpausedClock)
{
	FHibernatingGame Game;
	Game.Test.Tick(0.1, 2);
	EXPECT_FALSE(Game.Ticks());
	UGameplayStatics::SetGamePaused(&Game.Test.World(), true);
	Game.Test.Tick(0.1, 10);
	UGameplayStatics::SetGamePaused(&Game.Test.World(), false);
	Game.Loop().WakeLoop();
	Game.Script.UseClocks();
	Game.Test.Tick(0.1);
	EXPECT_NEAR(Game.Script.Unpaused().Now - Game.Script.Record().Now, 1.0);
}

TEST(LoopHibernation_IsWokenByWhatComesFromElsewhere)
{
	FHibernatingGame Game(FSwitches(), NEVER);
	Game.Test.Tick(0.1, 5);
	EXPECT_FALSE(Game.Ticks());
	Game.Loop().StartTask(TEXT("patrol"));
	EXPECT_TRUE(Game.Ticks());
	Game.Script.Record().Flags |= ETransientLoopFlags::Inbox;
	Game.Script.OnTick = [](FTransientLoopRecord& Record)
	{ Record.Flags &= ~ETransientLoopFlags::Inbox; };
	Game.Test.Tick(0.1);
	EXPECT_EQ(Game.Script.Calls, (FEvents{"StartTask", "Tick"}));
	EXPECT_NEAR(Game.Script.Record().Now, Game.Test.World().GetTimeSeconds());
	EXPECT_FALSE(Game.Ticks());
}

TEST(LoopHibernation_GoesOnAfterATickWithoutAnythingDue)
{
	FHibernatingGame Game(FSwitches(), NEVER);
	Game.Test.Tick(0.1, 2);
	Game.Loop().WakeLoop();
	EXPECT_TRUE(Game.Ticks());
	Game.Test.Tick(0.1);
	EXPECT_FALSE(Game.Ticks());
	EXPECT_EQ(Game.Script.Calls, FEvents());
}

TEST(LoopHibernation_EndsWhereSomebodyElseSwitchesTheTick)
{
	FHibernatingGame Game;
	Game.Test.Tick(0.1, 2);
	Game.Loop().SetComponentTickEnabled(false);
	Game.Test.Tick(0.1, 20);
	EXPECT_FALSE(Game.Ticks());
	EXPECT_EQ(Game.Script.Calls, FEvents());
	const double Before = Game.Script.Record().Now;
	Game.Loop().SetComponentTickEnabled(true);
	Game.Test.Tick(0.1);
	// The time off does not count, as for a loop that never hibernated.
	EXPECT_NEAR(Game.Script.Record().Now, Before + 0.1);
}

TEST(LoopHibernation_EndsWithThePlay)
{
	FHibernatingGame Game;
	Game.Test.Tick(0.1, 5);
	EXPECT_FALSE(Game.Ticks());
	double Now = -1.0;
	Game.Script.OnOperation = [&](ETransientLoopOperation Operation)
	{ Now = Operation == ETransientLoopOperation::End ? Game.Script.Record().Now : Now; };
	Game.Loop().StopLoop();
	EXPECT_EQ(Game.Script.Calls, FEvents{"End"});
	EXPECT_NEAR(Now, 0.4);
	EXPECT_TRUE(Game.Ticks());
	Game.Test.Tick(0.1, 20);
	EXPECT_EQ(Game.Script.Calls, FEvents{"End"});
}

TEST(LoopHibernation_EndsWhereTheComponentLeavesTheWorld)
{
	FHibernatingGame Game;
	Game.Test.Tick(0.1, 5);
	Game.Loop().UnregisterComponent();
	Game.Test.Tick(0.1, 5);
	Game.Loop().RegisterComponent();
	Game.Test.Tick(0.1, 3);
	EXPECT_EQ(Game.Script.Calls, FEvents());
	Game.Test.Tick(0.1, 3);
	// Five frames before it, and five after: the time between does not count.
	EXPECT_EQ(Game.Script.Calls, FEvents{"Tick"});
}

TEST(LoopHibernation_EndsWithAnEnvironmentThatDies)
{
	FHibernatingGame Game(FSwitches(), 0.5);
	Game.Test.Tick(0.1, 2);
	EXPECT_FALSE(Game.Ticks());
	Game.Script.Die();
	Game.Test.Tick(0.1, 10);
	EXPECT_FALSE(Game.Loop().IsLoopRunning());
	EXPECT_TRUE(Game.Ticks());
	Game.Script.Log.clear();
}

TEST(LoopHibernation_WakesInTheOrderOfTime)
{
	FTransientLoopWakeQueue Queue;
	const UWorld* const World = reinterpret_cast<const UWorld*>(&Queue);
	const auto Take = [&Queue, World](double Seconds)
	{
		const int32 Slot = Queue.FindDue(World, Seconds);
		Queue.Remove(Slot);
		return Slot;
	};
	// A thousand in an order of no order, every third taken out again.
	for (int32 Index = 0; Index < 1000; ++Index)
	{
		Queue.Add(World, Index, static_cast<double>((Index * 617) % 1000));
	}
	for (int32 Index = 0; Index < 1000; Index += 3)
	{
		Queue.Remove(Index);
		Queue.Remove(Index);
	}
	EXPECT_EQ(Queue.FindDue(World, -1.0), INDEX_NONE);
	int32 Taken = 0;
	int32 LastTime = -1;
	for (int32 Slot = Take(1e9); Slot != INDEX_NONE; Slot = Take(1e9))
	{
		const int32 Time = (Slot * 617) % 1000;
		EXPECT_TRUE(Time > LastTime && Slot % 3 != 0);
		LastTime = Time;
		++Taken;
	}
	EXPECT_EQ(Taken, 666);
	EXPECT_EQ(Queue.Num(), 0);
	// Times of another world are not comparable.
	Queue.Add(World, 5, 1.0);
	EXPECT_EQ(Queue.FindDue(nullptr, 2.0), INDEX_NONE);
	Queue.Add(nullptr, 6, 2.0);
	EXPECT_EQ(Queue.Num(), 1);
}
