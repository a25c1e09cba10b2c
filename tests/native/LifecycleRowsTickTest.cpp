// SPDX-License-Identifier: MIT
// The rows of the lifecycle table about ticks, pause and time: what a loop notices of them.
#include "Kismet/GameplayStatics.h"
#include "LifecycleRows.h"

using namespace NativeTest;

namespace
{
void Pause(FLifecycleStage& Stage, bool bPaused)
{
	UGameplayStatics::SetGamePaused(&Stage.Test.World(), bPaused);
}
}

LIFECYCLE_ROW(17, TickSwitchedOffFromItsOwnTick)
{
	Stage.StartWithLoop();
	UTransientLoopComponent& Loop = Stage.Loop();
	Stage.Once("A ticks", [&Loop]() { Loop.SetComponentTickEnabled(false); });
	Stage.Test.Tick(0.1, 4);
	Stage.Expect("switched off", {"A ticks"});
	const double Before = Stage.Now();
	Loop.SetComponentTickEnabled(true);
	Stage.Test.Tick(0.1);
	Stage.Expect("switched on", {"A ticks"});
	// The frame's time, not the time off.
	EXPECT_NEAR(Stage.Now() - Before, 0.1);
}

LIFECYCLE_ROW(18, ActorDoesNotTickOrItsTimeStands)
{
	Stage.StartWithLoop();
	AActor& Actor = Stage.Test.Find("A");
	Actor.SetActorTickEnabled(false);
	Stage.Test.Tick(0.1);
	Stage.Expect("without the actor's tick", {"A ticks"});
	Actor.CustomTimeDilation = 0.f;
	const double Before = Stage.Now();
	Stage.Test.Tick(0.1, 3);
	// Nothing is due where time stands.
	Stage.Expect("while its time stands", {});
	EXPECT_EQ(Stage.Now(), Before);
	Actor.CustomTimeDilation = 1.f;
	Stage.Test.Tick(0.1);
	Stage.Expect("in time again", {"A ticks"});
}

LIFECYCLE_ROW(39, PausedWorldWithoutPauseTicks)
{
	FPlacedActor Actor = PlacedLoop("A");
	Actor.Components[0].Properties.Add({TEXT("bTickEvenWhenPaused"), TEXT("false")});
	Stage.Test.Level("Main", {Actor}).Start();
	Stage.Test.Tick(0.1);
	Stage.Expect("at the start", {"A begins", "A ticks"});
	Stage.Script.UseClocks();
	const double Before = Stage.Now();
	Pause(Stage, true);
	Stage.Test.Tick(0.1, 3);
	Stage.Expect("in pause", {});
	Pause(Stage, false);
	Stage.Test.Tick(0.1);
	// One frame's time, not the pause.
	EXPECT_NEAR(Stage.Now() - Before, 0.1);
	EXPECT_EQ(Stage.TakeTicks(), 1);
}

LIFECYCLE_ROW(40, PausedWorldWithPauseTicks)
{
	Stage.StartWithLoop();
	Stage.Test.Tick(0.1);
	Stage.TakeTicks();
	const double Before = Stage.Now();
	Pause(Stage, true);
	Stage.Test.Tick(0.1, 3);
	Stage.Expect("what waits for game time", {});
	EXPECT_EQ(Stage.Now(), Before);
	Stage.Script.UseClocks();
	Stage.Script.Unpaused().Due = 0.0;
	AActor& Actor = Stage.Test.Find("A");
	Stage.Once("A ticks", [&Actor]() { Actor.Destroy(); });
	Stage.Test.Tick(0.1);
	Stage.Expect("what waits for unpaused time", {"A ticks", "A ends: Destroyed"});
	Stage.Test.Tick(0.1, 2);
	Stage.Expect("later", {});
}

LIFECYCLE_ROW(41, Dilation)
{
	Stage.StartWithLoop();
	UGameplayStatics::SetGlobalTimeDilation(&Stage.Test.World(), 2.f);
	Stage.Test.Find("A").CustomTimeDilation = 0.5f;
	const double Before = Stage.Now();
	Stage.Test.Tick(0.1, 5);
	EXPECT_NEAR(Stage.Now() - Before, 0.5);
	EXPECT_EQ(Stage.TakeTicks(), 5);
}

LIFECYCLE_ROW(42, FrameOfThreeSeconds)
{
	Stage.StartWithLoop();
	double Before = Stage.Now();
	Stage.Test.Tick(3.0);
	EXPECT_NEAR(Stage.Now() - Before, 0.4);
	UGameplayStatics::SetGlobalTimeDilation(&Stage.Test.World(), 2.f);
	Before = Stage.Now();
	Stage.Test.Tick(3.0);
	EXPECT_NEAR(Stage.Now() - Before, 0.8);
	EXPECT_EQ(Stage.TakeTicks(), 2);
}

LIFECYCLE_ROW(43, TickInterval)
{
	Stage.StartWithLoop();
	Stage.Loop().SetComponentTickInterval(0.25f);
	const double Before = Stage.Now();
	Stage.Test.Tick(0.1, 100);
	// As long as the world, but for what is not over yet of the interval.
	const double Passed = Stage.Now() - Before;
	EXPECT_TRUE(Passed > 9.74 && Passed < 10.01);
	const int32 Ticks = Stage.TakeTicks();
	EXPECT_TRUE(Ticks >= 38 && Ticks <= 42);
}

LIFECYCLE_ROW(44, FrameLongerThanTheInterval)
{
	Stage.StartWithLoop();
	Stage.Loop().SetComponentTickInterval(0.05f);
	Stage.Test.Tick(0.1);
	Stage.TakeTicks();
	const double Before = Stage.Now();
	Stage.Test.Tick(0.3);
	Stage.Expect("once", {"A ticks"});
	EXPECT_NEAR(Stage.Now() - Before, 0.3);
}

LIFECYCLE_ROW(45, PrerequisiteOfTheOwner)
{
	Stage.StartWithLoop();
	ARecorderActor& Actor = Stage.Test.Find("A");
	Stage.Loop().AddTickPrerequisiteActor(&Actor);
	Stage.Test.Tick();
	for (int32 Frame = 0; Frame < 2; ++Frame)
	{
		Stage.Test.Events().Take();
		Stage.Once("A ticks", [&Stage]() { Stage.Test.Events().Record("Loop.Tick"); });
		Stage.Test.Tick();
		EXPECT_EQ(Stage.Test.Events().Take({"Tick"}),
			Frame == 0 ? (FEvents{"A.Tick", "Loop.Tick"}) : (FEvents{"Loop.Tick"}));
		// If the owner cannot tick, no effect.
		Actor.SetActorTickEnabled(false);
	}
}
