// SPDX-License-Identifier: MIT
// Loops that are due in a frame and cross into script together, after all actors have ticked.
#include "FakeScript.h"
#include "Kismet/GameplayStatics.h"

using namespace NativeTest;

namespace
{
FPlacedActor PlacedBatch(const char* Name)
{
	FPlacedActor Actor = PlacedLoop(Name);
	Actor.Components[0].Properties.Add({TEXT("bBatch"), TEXT("true")});
	return Actor;
}

/** A game in which A, B and C batch and D does not, all due in every tick. */
struct FBatchGame
{
	FBatchGame()
	{
		Script.OnTick = [](FTransientLoopRecord& Record) { Record.Due = Record.Now + 0.05; };
		Script.OnLine = [this](const std::string& Line) { Lines.push_back(Line); };
		Test.Level("Main", {PlacedBatch("A"), PlacedBatch("B"), PlacedBatch("C"), PlacedLoop("D")})
			.Start();
		Test.Tick(0.1);
		Forget();
	}

	UTransientLoopComponent& Loop(const char* Name)
	{
		return LoopOf(Test.Find(Name));
	}
	/** What was said and called in one frame. */
	void Frame()
	{
		Forget();
		Test.Tick(0.1);
	}
	void Forget()
	{
		Lines.clear();
		Script.Calls.clear();
	}

	FEvents Lines;
	FFakeScript Script;
	FTestGame Test;
};
}

TEST(LoopBatch_IsOffUnlessAskedFor)
{
	FFakeScript Script;
	FTestGame Test;
	Test.Level("Main", {PlacedLoop("A"), PlacedLoop("B")}).Start();
	Script.Calls.clear();
	Script.OnTick = [](FTransientLoopRecord& Record) { Record.Due = Record.Now + 0.05; };
	Test.Tick(0.1, 2);
	EXPECT_EQ(Script.Calls, (FEvents{"Tick", "Tick", "Tick", "Tick"}));
}

TEST(LoopBatch_IsCrossedOnceAfterAllActorsHaveTicked)
{
	FBatchGame Game;
	Game.Frame();
	EXPECT_EQ(Game.Script.Calls, (FEvents{"Tick", "Batch"}));
	EXPECT_EQ(Game.Lines, (FEvents{"D ticks", "A ticks", "B ticks", "C ticks"}));
}

TEST(LoopBatch_CrossesForNobodyWhoIsNotDue)
{
	FBatchGame Game;
	Game.Script.OnTick = {};
	Game.Frame();
	Game.Frame();
	EXPECT_EQ(Game.Script.Calls, FEvents());
}

TEST(LoopBatch_CountsTheTimeOfEachLoop)
{
	FBatchGame Game;
	Game.Test.Find("B").CustomTimeDilation = 0.5f;
	const double Before = Game.Script.Record(1).Now;
	Game.Frame();
	Game.Frame();
	EXPECT_NEAR(Game.Script.Record(0).Now, 0.3);
	EXPECT_NEAR(Game.Script.Record(1).Now, Before + 0.1);
	// Where the tick began.
	EXPECT_NEAR(Game.Script.Record(0).Reached, 0.2);
}

TEST(LoopBatch_GoesOnAfterPromiseJobs)
{
	FBatchGame Game;
	Game.Script.bPausesBatch = true;
	int32 More = 2;
	Game.Script.OnTick = [&Game, &More](FTransientLoopRecord& Record)
	{
		Record.Due = Record.Now + 0.05;
		if (&Record == &Game.Script.Record(1) && More-- > 0)
		{
			Record.Flags |= ETransientLoopFlags::MoreThisTick;
		}
		else
		{
			Record.Flags &= ~ETransientLoopFlags::MoreThisTick;
		}
	};
	Game.Frame();
	// B is done with its tick before C begins.
	EXPECT_EQ(
		Game.Lines, (FEvents{"D ticks", "A ticks", "B ticks", "B ticks", "B ticks", "C ticks"}));
	EXPECT_EQ(
		Game.Script.Calls, (FEvents{"Tick", "Batch", "Batch", "SameTick", "SameTick", "Batch"}));
}

TEST(LoopBatch_LeavesOutWhatEndedMeanwhile)
{
	FBatchGame Game;
	Game.Script.OnTick = [&Game](FTransientLoopRecord& Record)
	{
		Record.Due = Record.Now + 0.05;
		if (&Record == &Game.Script.Record(0))
		{
			Game.Test.Find("B").Destroy();
		}
		if (&Record == &Game.Script.Record(3))
		{
			// Between the tick of its component and the batch.
			Game.Loop("C").StopLoop();
		}
	};
	Game.Frame();
	EXPECT_EQ(Game.Lines, (FEvents{"C ends: Stopped", "D ticks", "B ends: Destroyed", "A ticks"}));
	Game.Script.OnTick = [](FTransientLoopRecord& Record) { Record.Due = Record.Now + 0.05; };
	Game.Frame();
	EXPECT_EQ(Game.Lines, (FEvents{"D ticks", "A ticks"}));
	EXPECT_EQ(Game.Script.Log, FEvents());
}

TEST(LoopBatch_RestartsALoopInTheNextTick)
{
	FBatchGame Game;
	Game.Script.OnTick = [&Game](FTransientLoopRecord& Record)
	{
		Record.Due = Record.Now + 0.05;
		if (&Record == &Game.Script.Record(1))
		{
			EXPECT_TRUE(Game.Loop("B").RestartLoop());
		}
	};
	Game.Frame();
	EXPECT_EQ(
		Game.Lines, (FEvents{"D ticks", "A ticks", "B ends: Restarted", "? ticks", "C ticks"}));
	Game.Script.OnTick = [](FTransientLoopRecord& Record) { Record.Due = Record.Now + 0.05; };
	Game.Frame();
	EXPECT_EQ(Game.Lines, (FEvents{"B begins", "D ticks", "A ticks", "C ticks"}));
	Game.Frame();
	EXPECT_EQ(Game.Lines, (FEvents{"D ticks", "A ticks", "B ticks", "C ticks"}));
}

TEST(LoopBatch_RefusesATickFromInside)
{
	FBatchGame Game;
	Game.Script.OnTick = [&Game](FTransientLoopRecord& Record)
	{
		Record.Due = Record.Now + 0.05;
		if (&Record == &Game.Script.Record(0))
		{
			Game.Loop("A").TickComponent(0.1f, LEVELTICK_All, nullptr);
		}
	};
	const double Before = Game.Script.Record(0).Now;
	Game.Frame();
	EXPECT_EQ(Game.Lines, (FEvents{"D ticks", "A ticks", "B ticks", "C ticks"}));
	EXPECT_NEAR(Game.Script.Record(0).Now, Before + 0.1);
	EXPECT_EQ(Game.Script.Log.size(), 1u);
}

TEST(LoopBatch_CountsATickByHandBeforeItsTurn)
{
	FBatchGame Game;
	Game.Script.OnTick = [&Game](FTransientLoopRecord& Record)
	{
		Record.Due = Record.Now + 0.05;
		if (&Record == &Game.Script.Record(3))
		{
			Game.Loop("A").TickComponent(0.5f, LEVELTICK_All, nullptr);
		}
	};
	const double Before = Game.Script.Record(0).Now;
	Game.Frame();
	EXPECT_EQ(Game.Lines, (FEvents{"D ticks", "A ticks", "B ticks", "C ticks"}));
	EXPECT_NEAR(Game.Script.Record(0).Now, Before + 0.6);
	EXPECT_EQ(Game.Script.Log, FEvents());
}

TEST(LoopBatch_RunsWhatIsTickedByHandInsideAtOnce)
{
	FBatchGame Game;
	Game.Loop("B").SetComponentTickEnabled(false);
	Game.Script.OnTick = [&Game](FTransientLoopRecord& Record)
	{
		Record.Due = Record.Now + 0.05;
		if (&Record == &Game.Script.Record(0))
		{
			Game.Loop("B").TickComponent(0.1f, LEVELTICK_All, nullptr);
		}
	};
	Game.Frame();
	EXPECT_EQ(Game.Lines, (FEvents{"D ticks", "B ticks", "A ticks", "C ticks"}));
}

TEST(LoopBatch_TicksInPauseAsOthersDo)
{
	FBatchGame Game;
	Game.Script.UseClocks();
	UGameplayStatics::SetGamePaused(&Game.Test.World(), true);
	Game.Frame();
	Game.Script.Unpaused().Due = 0.0;
	Game.Frame();
	EXPECT_EQ(Game.Script.Calls, (FEvents{"PauseTick"}));
}

TEST(LoopBatch_HibernatesAfterItsTurn)
{
	FBatchGame Game;
	Game.Loop("A").bHibernate = true;
	Game.Loop("A").RestartLoop();
	Game.Script.OnTick = [](FTransientLoopRecord& Record) { Record.Due = Record.Now + 1.0; };
	Game.Frame();
	Game.Frame();
	EXPECT_FALSE(Game.Loop("A").IsComponentTickEnabled());
	EXPECT_TRUE(Game.Loop("B").IsComponentTickEnabled());
	Game.Forget();
	Game.Test.Tick(0.1, 10);
	EXPECT_EQ(Game.Lines, (FEvents{"D ticks", "B ticks", "C ticks", "A ticks"}));
}

TEST(LoopBatch_TicksWhatWasUnregisteredMeanwhile)
{
	FBatchGame Game;
	Game.Loop("A").bHibernate = true;
	Game.Loop("A").RestartLoop();
	Game.Frame();
	Game.Script.OnTick = [&Game](FTransientLoopRecord& Record)
	{
		Record.Due = Record.Now + 1.0;
		if (&Record == &Game.Script.Record(3))
		{
			Game.Loop("A").UnregisterComponent();
		}
	};
	Game.Frame();
	EXPECT_EQ(Game.Lines, (FEvents{"D ticks", "A ticks", "B ticks", "C ticks"}));
	// Nobody would wake it there.
	EXPECT_TRUE(Game.Loop("A").IsComponentTickEnabled());
	Game.Script.OnTick = {};
	Game.Loop("A").RegisterComponent();
	Game.Test.Tick(0.1, 12);
	EXPECT_EQ(Game.Script.Log, FEvents());
	EXPECT_TRUE(Game.Loop("A").IsLoopRunning());
}

TEST(LoopBatch_LosesItsLoopsWithTheEnvironmentOnce)
{
	FBatchGame Game;
	Game.Script.OnTick = [&Game](FTransientLoopRecord& Record)
	{
		Record.Due = Record.Now + 0.05;
		if (&Record == &Game.Script.Record(3))
		{
			Game.Script.Die();
		}
	};
	Game.Frame();
	Game.Frame();
	EXPECT_FALSE(Game.Loop("A").IsLoopRunning());
	EXPECT_EQ(Game.Script.Log.size(), 1u);
}
