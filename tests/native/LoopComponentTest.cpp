// SPDX-License-Identifier: MIT
// The plugin's component, environment and table, with C++ in the place of script.
#include "FakeScript.h"

using namespace NativeTest;

namespace
{
/** A game with one loop, on actor "A", that has begun. */
struct FLoopGame
{
	FLoopGame()
	{
		Test.Level("Main", {PlacedLoop()}).Start();
		Script.Calls.clear();
		Kept = &LoopOf(Actor());
	}

	AActor& Actor()
	{
		return Test.Find("A");
	}
	/** What C++ that a script calls may do. */
	void NestedTick(float DeltaSeconds)
	{
		Kept->TickComponent(DeltaSeconds, LEVELTICK_All, &Kept->PrimaryComponentTick);
	}

	FFakeScript Script;
	FTestGame Test;
	UTransientLoopComponent* Kept = nullptr;
};
}

TEST(Loop_IsBegunTickedWhenDueAndEnded)
{
	FLoopGame Game;
	Game.Script.Record().Due = 0.15;

	Game.Test.Tick(0.1, 5);
	EXPECT_EQ(Game.Script.Calls, FEvents{"Tick"});
	Game.Actor().Destroy();

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Tick", "End"}));
	EXPECT_EQ(Game.Script.Log, FEvents());
}

TEST(Loop_CrossesAgainInTheSameTickWhileItIsDue)
{
	FLoopGame Game;
	int32 Left = 2;
	Game.Script.OnTick = [&Left](FTransientLoopRecord& Record)
	{
		Record.Due = Left > 0 ? Record.Now : Record.Now + 1.0;
		Record.Flags = Left == 1 ? ETransientLoopFlags::MoreThisTick : 0;
		--Left;
	};

	Game.Test.Tick(0.1);

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Tick", "SameTick", "SameTick"}));
}

TEST(Loop_StandsInAPauseTick)
{
	FLoopGame Game;
	Game.NestedTick(0.5f);
	Game.Kept->TickComponent(0.5f, LEVELTICK_PauseTick, &Game.Kept->PrimaryComponentTick);

	EXPECT_NEAR(Game.Script.Record().Now, 0.5);
}

TEST(NestedTick_IsRefusedAndItsTimeDoesNotCount)
{
	FLoopGame Game;
	Game.Script.OnTick = [&Game](FTransientLoopRecord&)
	{
		// One that would be idle, and one of a loop that is due.
		Game.NestedTick(0.5f);
		Game.Script.Record().Due = 0.0;
		Game.NestedTick(0.5f);
		Game.Script.Record().Due = 100.0;
	};

	Game.Test.Tick(0.1);

	EXPECT_EQ(Game.Script.Calls, FEvents{"Tick"});
	EXPECT_NEAR(Game.Script.Record().Now, 0.1);
	EXPECT_EQ(Game.Script.Log.size(), SIZE_T(2));
	EXPECT_TRUE(Game.Script.Log[0].find("ticked from inside it") != std::string::npos);
	Game.Script.OnTick = {};
	Game.Test.Tick(0.1);
	EXPECT_NEAR(Game.Script.Record().Now, 0.2);
	EXPECT_EQ(Game.Script.Log.size(), SIZE_T(2));
}

TEST(NestedTick_CannotKeepTheTickInProgressFromEnding)
{
	FLoopGame Game;
	// Every tenth of a second, as `for (;;) { yield* self.sleep(0.1); tickMyself(0.5); }`.
	double Next = 0.0;
	Game.Script.OnTick = [&Game, &Next](FTransientLoopRecord& Record)
	{
		Game.NestedTick(0.5f);
		Next += 0.1;
		Record.Due = Next;
	};

	Game.Test.Tick(0.3);

	EXPECT_NEAR(Game.Script.Record().Now, 0.3);
	EXPECT_TRUE(Game.Script.Calls.size() <= 4);
	EXPECT_EQ(Game.Script.Log.size(), Game.Script.Calls.size());
}

TEST(NestedTick_IsRefusedWhileScriptBeginsAndIsAskedForTasks)
{
	FLoopGame Game;
	Game.Kept->StopLoop();
	Game.Script.Calls.clear();
	Game.Script.OnOperation = [&Game](ETransientLoopOperation)
	{
		Game.Script.Record().Due = 0.0;
		Game.NestedTick(0.5f);
	};

	EXPECT_TRUE(Game.Kept->StartLoop());
	Game.Kept->StartTask(TEXT("blink"));
	Game.Kept->CancelTask(1);
	Game.Kept->CancelAllTasks();
	EXPECT_EQ(Game.Script.Log.size(), SIZE_T(4));
	// No loop is left to tick by then.
	Game.Kept->StopLoop();

	EXPECT_EQ(
		Game.Script.Calls, (FEvents{"Begin", "StartTask", "CancelTask", "CancelAllTasks", "End"}));
	EXPECT_EQ(Game.Script.Log.size(), SIZE_T(4));
	EXPECT_EQ(Game.Script.Record().Now, 0.0);
}

TEST(NestedTick_DoesNothingOnceTheLoopHasEnded)
{
	FLoopGame Game;
	Game.Script.OnTick = [&Game](FTransientLoopRecord&)
	{
		Game.Actor().Destroy();
		Game.NestedTick(0.5f);
	};

	Game.Test.Tick(0.1, 2);

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Tick", "End"}));
	EXPECT_EQ(Game.Script.Log, FEvents());
}

TEST(NestedTick_IsRefusedForALoopThatWasRestartedInIts)
{
	FLoopGame Game;
	Game.Script.OnTick = [&Game](FTransientLoopRecord&)
	{
		Game.Script.OnTick = {};
		Game.Kept->StopLoop();
		EXPECT_TRUE(Game.Kept->StartLoop());
		Game.NestedTick(0.5f);
	};

	Game.Test.Tick(0.1);
	EXPECT_EQ(Game.Script.Calls, (FEvents{"Tick", "End", "Begin"}));
	EXPECT_EQ(Game.Script.Log.size(), SIZE_T(1));
	Game.Test.Tick(0.1);

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Tick", "End", "Begin", "Tick"}));
	EXPECT_NEAR(Game.Script.Record().Now, 0.1);
}

TEST(NestedTick_OfAnotherComponentIsNone)
{
	FFakeScript Script;
	FTestGame Test;
	Test.Level("Main", {PlacedLoop("A"), PlacedLoop("B")}).Start();
	UTransientLoopComponent& Other = LoopOf(Test.Find("B"));
	Other.SetComponentTickEnabled(false);
	int32 Ticks = 0;
	Script.OnTick = [&](FTransientLoopRecord& Record)
	{
		Record.Due = Record.Now + 0.05;
		if (++Ticks == 1)
		{
			Other.TickComponent(0.5f, LEVELTICK_All, &Other.PrimaryComponentTick);
		}
	};

	Test.Tick(0.1);

	EXPECT_EQ(Script.Calls, (FEvents{"Begin", "Begin", "Tick", "Tick"}));
	EXPECT_EQ(Script.Log, FEvents());
}

TEST(Loop_OfAnEnvironmentThatDiedIsLostAndTheLogSaysSoOnce)
{
	FLoopGame Game;
	Game.Script.OnTick = [&Game](FTransientLoopRecord& Record)
	{
		Record.Due = 0.0;
		Game.Script.Die();
	};

	Game.Test.Tick(0.1, 3);

	EXPECT_FALSE(Game.Kept->IsLoopRunning());
	EXPECT_EQ(Game.Script.Calls, FEvents{"Tick"});
	EXPECT_EQ(Game.Script.Log.size(), SIZE_T(1));
	Game.Actor().Destroy();
	EXPECT_EQ(Game.Script.Calls, FEvents{"Tick"});
}

TEST(Loop_GrowsTheMemoryThatIsShared)
{
	FFakeScript Script;
	FTestGame Test;
	Test.Level("Main", {PlacedLoop("A"), PlacedLoop("B"), PlacedLoop("C")}).Start();

	EXPECT_EQ(Script.Calls, (FEvents{"Begin", "Begin", "Grow", "Begin"}));
	Test.Tick(0.1);
	for (int32 Slot = 0; Slot < 3; ++Slot)
	{
		EXPECT_NEAR(Script.Record(Slot).Now, 0.1);
	}
}
