// SPDX-License-Identifier: MIT
// Rows 18 and 39 to 44 of the lifecycle table: clocks, pause, dilation, clamps and intervals.
#include "Containers/Ticker.h"
#include "Kismet/GameplayStatics.h"
#include "TestGame.h"

using namespace NativeTest;

namespace
{
/** A game with one actor A that has a component C, and no events so far. */
ARecorderActor& StartWithActor(FTestGame& Test)
{
	Test.Level("Main", {Placed("A", {"C"})}).Start();
	Test.Events().Take();
	return Test.Find("A");
}

struct FClocks
{
	explicit FClocks(const UWorld& World)
		: Time(World.GetTimeSeconds())
		, Unpaused(World.GetUnpausedTimeSeconds())
		, Real(World.GetRealTimeSeconds())
		, Audio(World.GetAudioTimeSeconds())
	{
	}
	double Time;
	double Unpaused;
	double Real;
	double Audio;
};

/** Expects what the clocks have advanced by since. */
void ExpectAdvanced(
	FTestGame& Test, const FClocks& Since, double Time, double Unpaused, double Real, double Audio)
{
	const FClocks Now(Test.World());
	EXPECT_NEAR(Now.Time - Since.Time, Time);
	EXPECT_NEAR(Now.Unpaused - Since.Unpaused, Unpaused);
	EXPECT_NEAR(Now.Real - Since.Real, Real);
	EXPECT_NEAR(Now.Audio - Since.Audio, Audio);
}
}

TEST(Clocks_AdvanceTogether)
{
	FTestGame Test;
	StartWithActor(Test);
	const FClocks Before(Test.World());
	EXPECT_EQ(Before.Time, 0.0);

	Test.Tick(0.1, 3);

	ExpectAdvanced(Test, Before, 0.3, 0.3, 0.3, 0.3);
	EXPECT_NEAR(Test.World().GetDeltaSeconds(), 0.1);
	EXPECT_NEAR(Test.World().DeltaRealTimeSeconds, 0.1);
}

TEST(Clocks_StandStillDuringAFrame)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			ARecorderActor& Actor = StartWithActor(Test);
			std::vector<double> Seen;
			const auto Look = [&]()
			{
				Seen.push_back(Test.World().GetTimeSeconds());
				Seen.push_back(static_cast<double>(Test.World().GetDeltaSeconds()));
			};
			FTimerHandle Handle;
			Test.World().GetTimerManager().SetTimer(Handle, Look, 0.05f);
			Test.Events().Once("A.Tick", Look);
			// Dilation that is set in a frame counts from the next one on.
			Test.Events().Once("C.Tick",
				[&]()
				{
					Look();
					UGameplayStatics::SetGlobalTimeDilation(&Actor, 5.f);
				});

			Test.Tick();

			EXPECT_EQ(
				Seen, (std::vector<double>{Seen[0], Seen[1], Seen[0], Seen[1], Seen[0], Seen[1]}));
			Test.Tick();
			EXPECT_NEAR(Test.World().GetDeltaSeconds(), 0.5);
		});
}

TEST(Row18_ComponentGoesOnWithoutItsActorsTick)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			ARecorderActor& Actor = StartWithActor(Test);
			Actor.SetActorTickEnabled(false);

			Test.Tick();

			EXPECT_EQ(Test.Events().Take(), (FEvents{"C.Tick"}));
		});
}

TEST(Row18_CustomTimeDilationOfZero)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			ARecorderActor& Actor = StartWithActor(Test);
			Actor.CustomTimeDilation = 0.f;

			Test.Tick();

			EXPECT_EQ(Actor.Component().Deltas.Num(), 1);
			EXPECT_EQ(Actor.Component().Deltas[0], 0.f);
			EXPECT_EQ(Actor.Deltas[0], 0.f);
		});
}

TEST(Row39_PausedWorld)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithActor(Test);
			Test.Tick();
			int32 Fired = 0;
			FTimerHandle Handle;
			Test.World().GetTimerManager().SetTimer(
				Handle, [&Fired]() { ++Fired; }, 0.15f);
			int32 TickEvents = 0;
			const auto Count = [&TickEvents](UWorld*, ELevelTick, float) { ++TickEvents; };
			FDelegateHandle Handles[] = {FWorldDelegates::OnWorldTickStart.AddLambda(Count),
				FWorldDelegates::OnWorldPreActorTick.AddLambda(Count),
				FWorldDelegates::OnWorldPostActorTick.AddLambda(Count),
				FWorldDelegates::OnWorldTickEnd.AddLambda(Count)};
			// Takes effect at the next world tick.
			Test.Events().Once(
				"A.Tick", [&Actor]() { UGameplayStatics::SetGamePaused(&Actor, true); });
			Test.Tick();
			EXPECT_FALSE(Test.World().IsPaused());
			EXPECT_EQ(Test.Events().Count("C.Tick"), 2);
			const FClocks Before(Test.World());
			TickEvents = 0;
			Test.Events().Take();

			Test.Tick(0.1, 10);

			EXPECT_TRUE(UGameplayStatics::IsGamePaused(&Actor));
			EXPECT_EQ(Test.Events().Take(), FEvents());
			ExpectAdvanced(Test, Before, 0.0, 1.0, 1.0, 0.0);
			EXPECT_EQ(TickEvents, 40);
			EXPECT_EQ(Fired, 0);
			UGameplayStatics::SetGamePaused(&Actor, false);
			Test.Tick();
			EXPECT_NEAR(Actor.Component().Deltas.Last(), 0.1);
			EXPECT_EQ(Fired, 1);
			FWorldDelegates::OnWorldTickStart.Remove(Handles[0]);
			FWorldDelegates::OnWorldPreActorTick.Remove(Handles[1]);
			FWorldDelegates::OnWorldPostActorTick.Remove(Handles[2]);
			FWorldDelegates::OnWorldTickEnd.Remove(Handles[3]);
		});
}

TEST(Row39_LifeSpansStandInPause)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			ARecorderActor& Actor = StartWithActor(Test);
			Actor.SetLifeSpan(0.15f);
			UGameplayStatics::SetGamePaused(&Actor, true);
			Test.Tick(0.1, 10);
			EXPECT_TRUE(IsValid(&Actor));
			UGameplayStatics::SetGamePaused(&Actor, false);
			Test.Tick(0.1, 2);

			EXPECT_EQ(Test.Game->GetActors().Num(), 0);
		});
}

TEST(Row40_TicksEvenWhenPaused)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			ARecorderActor& Actor = StartWithActor(Test);
			URecorderComponent& C = Actor.Component();
			C.SetTickableWhenPaused(true);
			C.SetComponentTickInterval(10.f);
			Actor.CustomTimeDilation = 0.5f;
			UGameplayStatics::SetGlobalTimeDilation(&Actor, 2.f);
			UGameplayStatics::SetGamePaused(&Actor, true);

			Test.Tick(0.1, 3);

			// Once a frame, whatever the interval; the actor's own function did not ask for it.
			EXPECT_EQ(Test.Events().Take(), (FEvents{"C.Tick", "C.Tick", "C.Tick"}));
			EXPECT_EQ(C.TickTypes.Last(), LEVELTICK_PauseTick);
			EXPECT_NEAR(C.Deltas.Last(), Switches.bZeroDeltaInPause ? 0.0 : 0.1);
			UGameplayStatics::SetGamePaused(&Actor, false);
			C.SetComponentTickInterval(0.f);
			Test.Tick();
			EXPECT_EQ(C.TickTypes.Last(), LEVELTICK_All);
			EXPECT_NEAR(C.Deltas.Last(), 0.1);
		});
}

TEST(Row40_DestroyInAPauseTick)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"}), Placed("B", {"D"})}).Start();
			ARecorderActor& Actor = Test.Find("A");
			ARecorderActor& Other = Test.Find("B");
			Actor.Component().SetTickableWhenPaused(true);
			Other.Component(TEXT("D")).SetTickableWhenPaused(true);
			UGameplayStatics::SetGamePaused(&Actor, true);
			Test.Events().Once("C.Tick", [&Actor]() { Actor.Destroy(); });

			Test.Tick(0.1, 2);

			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
			EXPECT_EQ(Test.Events().Count("D.Tick"), 2);
			EXPECT_EQ(Test.Events().Count("A.EndPlay[pre](Destroyed)"), 1);
		});
}

TEST(Row40_SpawnInAPauseTick)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithActor(Test);
			Actor.Component().SetTickableWhenPaused(true);
			UGameplayStatics::SetGamePaused(&Actor, true);
			Test.Events().DefaultComponents = {"N"};
			Test.Events().Once(
				"C.Tick", [&Test]() { EXPECT_TRUE(Test.Spawn("B")->HasActorBegunPlay()); });
			Test.Tick(0.1, 2);
			EXPECT_EQ(Test.Events().Count("N.Tick"), 0);
			UGameplayStatics::SetGamePaused(&Actor, false);

			Test.Tick();

			EXPECT_EQ(Test.Events().Count("N.Tick"), 1);
		});
}

TEST(Row40_OncePerFrameEvenIfItMovesToALaterGroup)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			URecorderComponent& C = StartWithActor(Test).Component();
			C.SetTickableWhenPaused(true);
			UGameplayStatics::SetGamePaused(&C, true);
			Test.Events().Once("C.Tick",
				[&C]()
				{
					C.SetTickGroup(TG_PostUpdateWork);
					C.ReregisterComponent();
				});

			Test.Tick();

			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
		});
}

TEST(Row41_Dilation)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			ARecorderActor& Actor = StartWithActor(Test);
			UGameplayStatics::SetGlobalTimeDilation(&Actor, 2.f);
			Actor.CustomTimeDilation = 0.5f;
			EXPECT_NEAR(Actor.GetActorTimeDilation(), 1.0);
			double Fired = -1.0;
			FTimerHandle Handle;
			Actor.GetWorldTimerManager().SetTimer(
				Handle, [&]() { Fired = Test.World().GetTimeSeconds(); }, 0.35f);
			const FClocks Before(Test.World());

			Test.Tick();

			EXPECT_NEAR(Test.World().GetDeltaSeconds(), 0.2);
			EXPECT_NEAR(Actor.Component().Deltas.Last(), 0.1);
			EXPECT_NEAR(Actor.Deltas.Last(), 0.1);
			ExpectAdvanced(Test, Before, 0.2, 0.2, 0.1, 0.1);
			EXPECT_EQ(Fired, -1.0);
			Test.Tick();
			EXPECT_NEAR(Fired, 0.4);
		});
}

TEST(Row41_DilationIsAProductAndClamped)
{
	FTestGame Test;
	StartWithActor(Test);
	AWorldSettings& Settings = *Test.World().GetWorldSettings();

	EXPECT_NEAR(Settings.SetTimeDilation(1000.f), 20.0);
	EXPECT_NEAR(Settings.SetTimeDilation(-1.f), 0.0001);
	Settings.SetTimeDilation(2.f);
	Settings.CinematicTimeDilation = 3.f;
	Settings.DemoPlayTimeDilation = 0.5f;
	EXPECT_NEAR(Settings.GetEffectiveTimeDilation(), 3.0);
	Test.Tick();
	EXPECT_NEAR(Test.World().GetDeltaSeconds(), 0.3);
}

TEST(Row42_AHitchIsClamped)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const float Dilation : {1.f, 2.f})
			{
				FTestGame Test(Switches);
				const ARecorderActor& Actor = StartWithActor(Test);
				UGameplayStatics::SetGlobalTimeDilation(&Actor, Dilation);
				float TickerDelta = 0.f;
				FTSTicker::GetCoreTicker().AddTicker(FTickerDelegate::CreateLambda(
					[&TickerDelta](float Delta)
					{
						TickerDelta = Delta;
						return false;
					}));
				const FClocks Before(Test.World());

				Test.Tick(3.0);

				const double Expected = 0.4 * static_cast<double>(Dilation);
				EXPECT_NEAR(Actor.Component().Deltas.Last(), Expected);
				ExpectAdvanced(Test, Before, Expected, Expected, 3.0, 3.0);
				EXPECT_NEAR(TickerDelta, 3.0);
			}
		});
}

TEST(Row42_AFrameOfNoTimeIsClampedToo)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithActor(Test);

			Test.Tick(0.0);

			EXPECT_EQ(Actor.Component().Deltas.Last(), 0.0005f);
			UGameplayStatics::SetGlobalTimeDilation(&Actor, 2.f);
			Test.Tick(0.0001);
			EXPECT_EQ(Actor.Component().Deltas.Last(), 0.001f);
		});
}

TEST(Row43_TickInterval)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithActor(Test);
			URecorderComponent& C = Actor.Component();
			C.SetComponentTickInterval(0.25f);

			Test.Tick();

			EXPECT_EQ(C.Deltas.Num(), 1);
			EXPECT_NEAR(C.Deltas[0], 0.1);
			Test.Tick(0.1, 999);
			double Sum = 0.0;
			for (int32 Index = 1; Index < C.Deltas.Num(); ++Index)
			{
				const double Gap = C.Times[Index] - C.Times[Index - 1];
				// Two or three frames.
				EXPECT_TRUE(Gap > 0.15 && Gap < 0.35);
				EXPECT_NEAR(C.Deltas[Index], Gap);
				Sum += Gap;
			}
			const double Average = Sum / (C.Deltas.Num() - 1);
			EXPECT_TRUE(Average > 0.245 && Average < 0.255);
		});
}

TEST(Row43_TickIntervalIsInDilatedSecondsTimesCustomDilation)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			ARecorderActor& Actor = StartWithActor(Test);
			URecorderComponent& C = Actor.Component();
			C.SetComponentTickInterval(1.f);
			UGameplayStatics::SetGlobalTimeDilation(&Actor, 2.f);
			Actor.CustomTimeDilation = 0.25f;
			Test.Tick(0.1, 100);

			// 20 s of game time, and each call tells of a quarter of its own second.
			EXPECT_TRUE(C.Deltas.Num() >= 19 && C.Deltas.Num() <= 21);
			EXPECT_TRUE(C.Deltas.Last() > 0.19f && C.Deltas.Last() < 0.31f);
		});
}

TEST(Row43_IntervalThatIsSetWhileOneRuns)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithActor(Test);
			URecorderComponent& C = Actor.Component();
			C.SetComponentTickInterval(1.f);
			Test.Tick(0.1, 2);
			EXPECT_EQ(C.Deltas.Num(), 1);

			// The running cooldown is kept.
			C.SetComponentTickInterval(0.05f);
			Test.Tick(0.1, 7);
			EXPECT_EQ(C.Deltas.Num(), 1);
			Test.Tick(0.1, 4);
			EXPECT_TRUE(C.Deltas.Num() >= 2);
			EXPECT_EQ(C.GetComponentTickInterval(), 0.05f);
			// This one is immediate.
			C.SetComponentTickIntervalAndCooldown(1.f);
			const int32 Before = C.Deltas.Num();
			Test.Tick(0.1, 8);
			EXPECT_EQ(C.Deltas.Num(), Before);
			C.SetComponentTickIntervalAndCooldown(0.05f);
			Test.Tick();
			EXPECT_EQ(C.Deltas.Num(), Before + 1);
		});
}

TEST(Row44_FrameLongerThanTheInterval)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithActor(Test);
			URecorderComponent& C = Actor.Component();
			C.SetComponentTickInterval(0.05f);

			Test.Tick(0.4, 5);

			EXPECT_EQ(C.Deltas.Num(), 5);
			for (const float Delta : C.Deltas)
			{
				EXPECT_NEAR(Delta, 0.4);
			}
			// No catching up afterwards.
			C.SetComponentTickInterval(0.25f);
			Test.Tick(0.1, 2);
			EXPECT_TRUE(C.Deltas.Num() <= 6);
		});
}
