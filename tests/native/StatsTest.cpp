// SPDX-License-Identifier: MIT
// What the plugin tells the engine's stats and Insights.
#include "FakeScript.h"
#include "Stats/StatRegistry.h"

#include <memory>

using namespace NativeTest;

namespace
{
/** A game with two loops, while stats are collected. */
struct FStatGame
{
	FStatGame()
	{
		Headless::CollectStats(true);
		Test.Level("Main", {PlacedLoop("A"), PlacedLoop("B")}).Start();
		Test.Tick();
	}

	~FStatGame()
	{
		Headless::CollectStats(false);
	}
	UE_NONCOPYABLE(FStatGame);

	static Headless::FStat& Stat(const TCHAR* Name)
	{
		Headless::FStat* Found = Headless::FindStat(Name);
		checkf(Found != nullptr, TEXT("Expected a stat of the name %s"), Name);
		return *Found;
	}
	static int64 Value(const TCHAR* Name)
	{
		return Stat(Name).Value;
	}
	static int32 Calls(const TCHAR* Name)
	{
		return Stat(Name).Calls;
	}

	FFakeScript Script;
	FTestGame Test;
};
}

TEST(Stats_CountTheLoopsThatAreCrossedInTheFrame)
{
	FStatGame Game;
	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopDueLoops")), 2);
	EXPECT_EQ(Game.Value(TEXT("TransientLoop/Loops due")), 2);
	EXPECT_EQ(Game.Calls(TEXT("STAT_TransientLoopCrossing")), 2);
	EXPECT_EQ(Game.Calls(TEXT("TransientLoop_Crossing")), 2);
	EXPECT_TRUE(Game.Stat(TEXT("STAT_TransientLoopCrossing")).Seconds > 0.0);

	Game.Test.Tick();

	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopDueLoops")), 0);
	EXPECT_EQ(Game.Value(TEXT("TransientLoop/Loops due")), 0);
	EXPECT_EQ(Game.Calls(TEXT("STAT_TransientLoopCrossing")), 0);
}

TEST(Stats_CountALoopOnceThatIsCrossedAgainInItsTick)
{
	FStatGame Game;
	int32 Left = 2;
	Game.Script.Record(1).Due = 0.0;
	Game.Script.OnTick = [&Left](FTransientLoopRecord& Record)
	{ Record.Due = --Left > 0 ? Record.Now : Record.Now + 9.0; };

	Game.Test.Tick();

	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopDueLoops")), 1);
	EXPECT_EQ(Game.Calls(TEXT("STAT_TransientLoopCrossing")), 2);
}

TEST(Stats_SayWhatIsAliveOnceAFrame)
{
	FStatGame Game;
	const int32 TasksAlive = 5;
	Game.Script.GetEnvironment()->BindTaskCount(&TasksAlive);
	Game.Test.Find("A").Destroy();
	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopLoops")), 2);

	Game.Test.Tick();

	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopLoops")), 1);
	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopTasks")), 5);
	EXPECT_EQ(Game.Value(TEXT("TransientLoop/Loops alive")), 1);
	EXPECT_EQ(Game.Value(TEXT("TransientLoop/Tasks alive")), 5);
}

TEST(Stats_CountTeardowns)
{
	FStatGame Game;

	Game.Test.Find("A").Destroy();

	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopEndedLoops")), 1);
	EXPECT_EQ(Game.Calls(TEXT("STAT_TransientLoopTeardown")), 1);
	EXPECT_EQ(Game.Calls(TEXT("TransientLoop_Teardown")), 1);
}

TEST(Stats_TimeTheHub)
{
	FStatGame Game;
	EXPECT_EQ(Game.Calls(TEXT("STAT_TransientLoopHubTick")), 0);
	Game.Script.GetEnvironment()->GetHub().Run(TEXT("server"), FString());

	Game.Test.Tick();

	EXPECT_EQ(Game.Calls(TEXT("STAT_TransientLoopHubTick")), 1);
	EXPECT_EQ(Game.Calls(TEXT("TransientLoop_HubTick")), 1);
}

TEST(Stats_AreZeroOnceTheEnvironmentIsGone)
{
	FStatGame Game;
	const int32 TasksAlive = 5;
	Game.Script.GetEnvironment()->BindTaskCount(&TasksAlive);
	Game.Test.Tick();

	Game.Test.Quit();

	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopLoops")), 0);
	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopTasks")), 0);
	EXPECT_EQ(Game.Value(TEXT("TransientLoop/Loops alive")), 0);
}

TEST(Stats_DoNotReadTheMemoryOfAScriptThatDied)
{
	FStatGame Game;
	auto TasksAlive = std::make_unique<int32>(5);
	Game.Script.GetEnvironment()->BindTaskCount(TasksAlive.get());
	Game.Test.Tick();

	Game.Script.Die();
	TasksAlive.reset();
	Game.Test.Tick();

	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopTasks")), 0);
}

TEST(Stats_AreInOneGroup)
{
	for (const TCHAR* Name : {TEXT("STAT_TransientLoopCrossing"), TEXT("STAT_TransientLoopHubTick"),
			 TEXT("STAT_TransientLoopTeardown"), TEXT("STAT_TransientLoopDueLoops"),
			 TEXT("STAT_TransientLoopEndedLoops"), TEXT("STAT_TransientLoopLoops"),
			 TEXT("STAT_TransientLoopTasks")})
	{
		EXPECT_TRUE(
			FString(FStatGame::Stat(Name).Group) == FString(TEXT("STATGROUP_TransientLoop")));
	}
}

TEST(Stats_CostNothingButALookWhileNobodyCollects)
{
	FStatGame Game;
	Headless::CollectStats(false);
	Game.Script.Record(0).Due = 0.0;

	Game.Test.Tick();

	EXPECT_EQ(Game.Script.Calls.back(), std::string("Tick"));
	EXPECT_EQ(Game.Calls(TEXT("STAT_TransientLoopCrossing")), 0);
	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopDueLoops")), 0);
	EXPECT_EQ(Game.Value(TEXT("STAT_TransientLoopLoops")), 0);
}
