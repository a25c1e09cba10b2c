// SPDX-License-Identifier: MIT
// The plugin's unpaused and real clocks, against the clocks of worlds.
#include "Kismet/GameplayStatics.h"
#include "TestGame.h"
#include "TransientLoopClocks.h"

using namespace NativeTest;

namespace
{
constexpr double NEVER = 1e300;
constexpr int32 SLOT = 2;

/** The clocks of one loop, in the slot SLOT. */
struct FLoop
{
	explicit FLoop(const UWorld& World)
	{
		Clocks.BindMemory(Records, SLOT + 1);
		Unpaused.Due = NEVER;
		Real.Due = NEVER;
		Clocks.Start(SLOT, &World);
	}

	FTransientLoopClocks Clocks;
	FTransientLoopRecord Records[2 * (SLOT + 1)] = {};
	FTransientLoopRecord& Unpaused = Records[2 * SLOT];
	FTransientLoopRecord& Real = Records[2 * SLOT + 1];
};
}

TEST(LoopClocks_UnpausedIsGameTimeAndPauses)
{
	FTestGame Test;
	Test.Start();
	FLoop Loop(Test.World());

	Loop.Clocks.AddPause(SLOT, 0.5f);
	Loop.Clocks.AddPause(SLOT, 0.25f);
	Loop.Clocks.Look(SLOT, 2.0, &Test.World());

	EXPECT_NEAR(Loop.Unpaused.Now, 2.75);
}

TEST(LoopClocks_RealIsTheWorldsRealTimeSinceTheStart)
{
	FTestGame Test;
	Test.Start();
	Test.Tick(0.1, 3);
	FLoop Loop(Test.World());
	UGameplayStatics::SetGlobalTimeDilation(&Test.World(), 4.f);

	// Looked at once, after a frame, a hitch, and a pause.
	Test.Tick(0.1);
	Test.Tick(3.0);
	UGameplayStatics::SetGamePaused(&Test.World(), true);
	Test.Tick(0.2);
	Loop.Clocks.Look(SLOT, 0.0, &Test.World());

	EXPECT_NEAR(Loop.Real.Now, 3.3);
	Loop.Clocks.Look(SLOT, 0.0, &Test.World());
	EXPECT_NEAR(Loop.Real.Now, 3.3);
}

TEST(LoopClocks_EachIsDueByItself)
{
	FTestGame Test;
	Test.Start();
	FLoop Loop(Test.World());
	Loop.Unpaused.Due = 1.0;
	Loop.Real.Due = 0.2;

	EXPECT_FALSE(Loop.Clocks.Look(SLOT, 0.5, &Test.World()));
	Test.Tick(0.2);
	EXPECT_TRUE(Loop.Clocks.Look(SLOT, 0.5, &Test.World()));
	Loop.Real.Due = NEVER;
	EXPECT_FALSE(Loop.Clocks.Look(SLOT, 0.5, &Test.World()));
	EXPECT_TRUE(Loop.Clocks.Look(SLOT, 1.0, &Test.World()));
}

TEST(LoopClocks_AWorldSwapCountsAsTheTicksSince)
{
	FTestGame Old;
	Old.Start();
	FTestGame New;
	New.Start();
	FLoop Loop(Old.World());
	Old.Tick(0.1, 20);
	Loop.Clocks.Look(SLOT, 2.0, &Old.World());

	// Its real time is less than the old world's was, then more.
	New.Tick(0.1);
	Loop.Clocks.Look(SLOT, 2.1, &New.World());
	EXPECT_NEAR(Loop.Real.Now, 2.1);
	New.Tick(0.1, 3);
	Loop.Clocks.Look(SLOT, 2.4, &New.World());
	EXPECT_NEAR(Loop.Real.Now, 2.4);
	Old.Tick(0.1, 40);
	Loop.Clocks.Look(SLOT, 2.5, &Old.World());
	EXPECT_NEAR(Loop.Real.Now, 2.5);
}

TEST(LoopClocks_BeginAgainWithTheNextLoopOfTheSlot)
{
	FTestGame Test;
	Test.Start();
	FLoop Loop(Test.World());
	Loop.Clocks.AddPause(SLOT, 1.f);
	Test.Tick(0.1);
	Loop.Clocks.Look(SLOT, 0.1, &Test.World());

	Loop.Clocks.Start(SLOT, &Test.World());
	Loop.Clocks.Look(SLOT, 0.0, &Test.World());

	EXPECT_EQ(Loop.Unpaused.Now, 0.0);
	EXPECT_EQ(Loop.Real.Now, 0.0);
}

TEST(LoopClocks_GoOnWithoutMemoryAndAreRightWhenItComes)
{
	FTestGame Test;
	Test.Start();
	FTransientLoopClocks Clocks;
	Clocks.Start(SLOT, &Test.World());
	Clocks.AddPause(SLOT, 1.f);
	Test.Tick(0.1);
	EXPECT_FALSE(Clocks.Look(SLOT, 0.1, &Test.World()));
	Test.Tick(0.1);
	FTransientLoopRecord Records[2 * (SLOT + 1)] = {};
	Records[2 * SLOT].Due = NEVER;
	Records[2 * SLOT + 1].Due = NEVER;

	Clocks.BindMemory(Records, SLOT + 1);
	Clocks.Look(SLOT, 0.2, &Test.World());

	EXPECT_NEAR(Records[2 * SLOT].Now, 1.2);
	EXPECT_NEAR(Records[2 * SLOT + 1].Now, 0.2);
}
