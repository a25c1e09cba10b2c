// SPDX-License-Identifier: MIT
// The plugin's component in a paused world, and the clocks that go on there.
#include "FakeScript.h"
#include "Kismet/GameplayStatics.h"

using namespace NativeTest;

namespace
{
/** A game with one loop, on actor "A", that has begun and has nothing to do in game time. */
struct FPausedGame
{
	explicit FPausedGame(const FSwitches& Switches = FSwitches())
		: Test(Switches)
	{
		Test.Level("Main", {PlacedLoop()}).Start();
		Test.Tick(0.1);
		Script.Calls.clear();
	}

	void Pause(bool bPaused = true)
	{
		UGameplayStatics::SetGamePaused(&Test.World(), bPaused);
	}

	FFakeScript Script;
	FTestGame Test;
};
}

TEST(LoopPause_IsNotCrossedIntoByALoopOfGameTimeOnly)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FPausedGame Game(Switches);
			Game.Script.Record().Due = 0.0;
			Game.Script.Record().Flags = ETransientLoopFlags::ReasonsToCross;
			const double Before = Game.Script.Record().Now;
			Game.Pause();

			Game.Test.Tick(0.1, 3);

			EXPECT_EQ(Game.Script.Calls, FEvents());
			EXPECT_EQ(Game.Script.Record().Now, Before);
		});
}

TEST(LoopPause_AdvancesTheUnpausedAndTheRealClock)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FPausedGame Game(Switches);
			Game.Script.UseClocks();
			Game.Test.Find("A").CustomTimeDilation = 0.5f;
			UGameplayStatics::SetGlobalTimeDilation(&Game.Test.World(), 4.f);
			Game.Test.Tick(0.1);
			const double Unpaused = Game.Script.Unpaused().Now;
			const double Real = Game.Script.Real().Now;
			Game.Pause();

			Game.Test.Tick(0.1, 3);

			// Whether or not a pause tick is told its time.
			EXPECT_NEAR(Game.Script.Unpaused().Now - Unpaused, 0.6);
			EXPECT_NEAR(Game.Script.Real().Now - Real, 0.3);
			EXPECT_EQ(Game.Script.Calls, FEvents());
		});
}

TEST(LoopPause_CrossesWhereAClockIsDue)
{
	FPausedGame Game;
	Game.Script.UseClocks();
	Game.Test.Tick(0.1);
	Game.Script.Unpaused().Due = Game.Script.Unpaused().Now + 0.25;
	Game.Script.OnTick = [&Game](FTransientLoopRecord&)
	{ Game.Script.Unpaused().Due = Game.Script.Unpaused().Now + 1000.0; };
	Game.Pause();

	Game.Test.Tick(0.1, 2);
	EXPECT_EQ(Game.Script.Calls, FEvents());
	Game.Test.Tick(0.1, 2);

	EXPECT_EQ(Game.Script.Calls, FEvents{"PauseTick"});
}

TEST(LoopPause_CrossesAgainOnlyWhereScriptAsksForIt)
{
	FPausedGame Game;
	Game.Script.UseClocks();
	Game.Script.Real().Due = 0.0;
	int32 Left = 2;
	Game.Script.OnTick = [&](FTransientLoopRecord& Record)
	{
		// What is due of game time has to wait.
		Record.Due = 0.0;
		Record.Flags = ETransientLoopFlags::OtherClocks;
		if (--Left > 0)
		{
			Record.Flags |= ETransientLoopFlags::MoreThisTick;
		}
		Game.Script.Real().Due = 1000.0;
	};
	Game.Pause();

	Game.Test.Tick(0.1);
	EXPECT_EQ(Game.Script.Calls, (FEvents{"PauseTick", "SameTick"}));
	Game.Script.OnTick = {};
	Game.Pause(false);
	Game.Test.Tick(0.1);

	EXPECT_EQ(Game.Script.Calls, (FEvents{"PauseTick", "SameTick", "Tick"}));
}

TEST(LoopPause_IsSurvivedByAComponentThatDoesNotTickInIt)
{
	FPausedGame Game;
	Game.Script.UseClocks();
	LoopOf(Game.Test.Find("A")).SetTickableWhenPaused(false);
	Game.Test.Tick(0.1);
	const double Unpaused = Game.Script.Unpaused().Now;
	const double Real = Game.Script.Real().Now;
	Game.Pause();
	Game.Test.Tick(0.1, 3);
	Game.Pause(false);

	Game.Test.Tick(0.1);

	// The real clock is looked at afterwards, the unpaused one knows nothing of the pause.
	EXPECT_NEAR(Game.Script.Unpaused().Now - Unpaused, 0.1);
	EXPECT_NEAR(Game.Script.Real().Now - Real, 0.4);
}

TEST(LoopClocks_MakeATickOfGameTimeCrossWhenTheyAreDue)
{
	FPausedGame Game;
	Game.Script.UseClocks();
	Game.Script.Real().Due = 0.35;
	Game.Script.OnTick = [&Game](FTransientLoopRecord&) { Game.Script.Real().Due = 1000.0; };

	Game.Test.Tick(0.1, 2);
	EXPECT_EQ(Game.Script.Calls, FEvents());
	Game.Test.Tick(0.1, 2);

	EXPECT_EQ(Game.Script.Calls, FEvents{"Tick"});
}

TEST(LoopClocks_CountAHitchOnTheRealClockOnly)
{
	FPausedGame Game;
	Game.Script.UseClocks();
	Game.Test.Tick(0.1);
	const double Unpaused = Game.Script.Unpaused().Now;
	const double Real = Game.Script.Real().Now;

	Game.Test.Tick(3.0);

	EXPECT_NEAR(Game.Script.Unpaused().Now - Unpaused, 0.4);
	EXPECT_NEAR(Game.Script.Real().Now - Real, 3.0);
}

TEST(LoopClocks_AreNotLookedAtForALoopThatDoesNotUseThem)
{
	FPausedGame Game;
	Game.Script.UseClocks();
	Game.Script.Record().Flags = 0;

	Game.Test.Tick(0.1, 3);

	EXPECT_EQ(Game.Script.Real().Now, 0.0);
}
