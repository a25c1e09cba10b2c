// SPDX-License-Identifier: MIT
// Rows 17 and 36 to 38 of the lifecycle table: which tick comes when.
#include "ComponentsInGroups.h"
#include "Containers/Ticker.h"
#include "TickScheduler.h"

using namespace NativeTest;

TEST(TickOrder_GroupByGroup)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithComponents(Test, {"Update", "Post", "During", "Pre"});

			EXPECT_EQ(TicksOfNextFrame(Test),
				(FEvents{"Pre.Tick", "During.Tick", "Post.Tick", "Update.Tick"}));
		});
}

TEST(TickOrder_OtherGroupFromTheNextFrameOn)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre", "During"});

			Actor.Component(TEXT("Pre")).SetTickGroup(TG_PostPhysics);
			TicksOfNextFrame(Test);
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"During.Tick", "Pre.Tick"}));
			Actor.Component(TEXT("Pre")).SetTickGroup(TG_PrePhysics);
			TicksOfNextFrame(Test);
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"Pre.Tick", "During.Tick"}));
			EXPECT_EQ(Test.World().GetTickScheduler().Num(), 2);
		});
}

TEST(Row17_TickSwitchedOffFromItsOwnTick)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre", "PreOther", "Post"});
			URecorderComponent& C = Actor.Component(TEXT("Pre"));
			Test.Events().Once("Pre.Tick", [&C]() { C.SetComponentTickEnabled(false); });

			EXPECT_EQ(TicksOfNextFrame(Test).size(), SIZE_T(3));
			Test.Tick(0.1, 5);
			EXPECT_EQ(C.Deltas.Num(), 2);
			// Its group is ahead no more: the next frame.
			Test.Events().Once("Post.Tick", [&C]() { C.SetComponentTickEnabled(true); });
			Test.Tick();
			EXPECT_EQ(C.Deltas.Num(), 2);
			Test.Tick();
			EXPECT_EQ(C.Deltas.Num(), 3);
			// The frame's delta, not the time off.
			EXPECT_NEAR(C.Deltas.Last(), 0.1);
		});
}

TEST(Row17_TickSwitchedOnWhileItsGroupIsAhead)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre", "Post"});
			URecorderComponent& Post = Actor.Component(TEXT("Post"));
			Post.SetComponentTickEnabled(false);
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"Pre.Tick"}));
			Test.Events().Once("Pre.Tick", [&Post]() { Post.SetComponentTickEnabled(true); });
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"Pre.Tick", "Post.Tick"}));
			// And off again before it has come.
			Test.Events().Once("Pre.Tick", [&Post]() { Post.SetComponentTickEnabled(false); });
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"Pre.Tick"}));
		});
}

TEST(Row17_WithAnIntervalTheTimeOffIsNotCountedEither)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre"});
			URecorderComponent& C = Actor.Component(TEXT("Pre"));
			C.SetComponentTickInterval(0.25f);
			Test.Tick(0.1, 3);
			C.SetComponentTickEnabled(false);
			Test.Tick(0.1, 20);
			const int32 Before = C.Deltas.Num();
			C.SetComponentTickEnabled(true);

			Test.Tick();

			EXPECT_EQ(C.Deltas.Num(), Before + 1);
			EXPECT_NEAR(C.Deltas.Last(), 0.1);
		});
}

TEST(Tick_StartsDisabledIfItSaysSo)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Events().OnMakeComponent = [](URecorderComponent& C)
			{ C.PrimaryComponentTick.bStartWithTickEnabled = false; };
			Test.Events().OnMakeActor = [](ARecorderActor& Actor)
			{ Actor.PrimaryActorTick.bStartWithTickEnabled = false; };
			Test.Level("Main", {Placed("A", {"C"})}).Start();

			EXPECT_FALSE(Test.Find("A").Component().IsComponentTickEnabled());
			EXPECT_EQ(TicksOfNextFrame(Test), FEvents());
			Test.Find("A").Component().SetComponentTickEnabled(true);
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"C.Tick"}));
			Test.Find("A").SetActorTickEnabled(true);
			EXPECT_EQ(TicksOfNextFrame(Test).size(), SIZE_T(2));
		});
}

TEST(Tick_AutoActivateOverridesAStartThatIsDisabled)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Events().OnMakeComponent = [](URecorderComponent& C)
			{
				C.PrimaryComponentTick.bStartWithTickEnabled = false;
				C.bAutoActivate = true;
			};
			Test.Level("Main", {Placed("A", {"C"})}).Start();
			Test.Find("A").NewComponent(TEXT("N")).RegisterComponent();

			Test.Tick();

			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
			EXPECT_EQ(Test.Events().Count("N.Tick"), 1);
		});
}

TEST(Tick_NeverWithoutCanEverTick)
{
	FTestGame Test;
	Test.Events().OnMakeComponent = [](URecorderComponent& C)
	{ C.PrimaryComponentTick.bCanEverTick = false; };
	Test.Level("Main", {Placed("A", {"C"})}).Start();
	Test.Find("A").Component().SetComponentTickEnabled(true);

	Test.Tick(0.1, 2);

	EXPECT_EQ(Test.Events().Count("C.Tick"), 0);
	EXPECT_FALSE(Test.Find("A").Component().PrimaryComponentTick.IsTickFunctionRegistered());
}

TEST(Row36_SpawnInAPrePhysicsTick)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithComponents(Test, {"PreOld", "DuringOld", "UpdateOld"});
			Test.Events().DefaultComponents = {"Pre", "During", "Update"};
			Test.Events().Once("PreOld.Tick", [&Test]() { Test.Spawn("N"); });

			const FEvents Ticks = TicksOfNextFrame(Test);

			if (Switches.bNewlySpawnedTickNextFrame)
			{
				EXPECT_EQ(Ticks, (FEvents{"PreOld.Tick", "DuringOld.Tick", "UpdateOld.Tick"}));
				Test.Tick();
			}
			else
			{
				EXPECT_EQ(Ticks, (FEvents{"PreOld.Tick", "Pre.Tick", "DuringOld.Tick",
									 "During.Tick", "UpdateOld.Tick", "Update.Tick"}));
			}
			for (const char* Name : {"Pre", "During", "Update"})
			{
				const TArray<float>& Deltas =
					Test.Find("N").Component(*Headless::FromUtf8(Name)).Deltas;
				EXPECT_EQ(Deltas.Num(), 1);
				EXPECT_NEAR(Deltas[0], 0.1);
			}
		});
}

TEST(Row36_SpawnedFromASpawnedOnesTick)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithComponents(Test, {"PreOld"});
			Test.Events().DefaultComponents = {"Pre"};
			Test.Events().Once("PreOld.Tick", [&Test]() { Test.Spawn("N"); });
			Test.Events().Once("Pre.Tick",
				[&Test]()
				{
					Test.Events().DefaultComponents = {"PreToo"};
					Test.Spawn("M");
				});

			const FEvents All = {"PreOld.Tick", "Pre.Tick", "PreToo.Tick"};
			if (Switches.bNewlySpawnedTickNextFrame)
			{
				EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{All[0]}));
				EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{All[0], All[1]}));
			}
			EXPECT_EQ(TicksOfNextFrame(Test), All);
			EXPECT_EQ(TicksOfNextFrame(Test).size(), SIZE_T(3));
		});
}

TEST(Row37_SpawnFromAWorldTimer)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithComponents(Test, {"PostOld", "UpdateOld"});
			Test.Events().DefaultComponents = {"Pre", "Update"};
			FTimerHandle Handle;
			Test.World().GetTimerManager().SetTimer(
				Handle, [&Test]() { Test.Spawn("N"); }, 0.05f);

			const FEvents Ticks = TicksOfNextFrame(Test);

			EXPECT_EQ(Ticks,
				Switches.bNewlySpawnedTickNextFrame
					? (FEvents{"PostOld.Tick", "UpdateOld.Tick"})
					: (FEvents{"PostOld.Tick", "UpdateOld.Tick", "Update.Tick", "Pre.Tick"}));
			EXPECT_EQ(TicksOfNextFrame(Test).size(), SIZE_T(4));
		});
}

TEST(Row38_SpawnFromTheCoreTickerOrAfterTheActors)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithComponents(Test, {"PreOld"});
			FTSTicker::GetCoreTicker().AddTicker(FTickerDelegate::CreateLambda(
				[&Test](float)
				{
					Test.Events().DefaultComponents = {"PreTicker"};
					Test.Spawn("N");
					return false;
				}));
			const FDelegateHandle Handle = FWorldDelegates::OnWorldPostActorTick.AddLambda(
				[&Test](UWorld*, ELevelTick, float)
				{
					if (Test.Game->GetActors().Num() == 1)
					{
						Test.Events().DefaultComponents = {"PrePost"};
						Test.Spawn("M");
					}
				});

			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"PreOld.Tick"}));
			EXPECT_EQ(
				TicksOfNextFrame(Test), (FEvents{"PreOld.Tick", "PrePost.Tick", "PreTicker.Tick"}));
			FWorldDelegates::OnWorldPostActorTick.Remove(Handle);
		});
}

TEST(Row38_SpawnBeforeTheActorsTick)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithComponents(Test, {"PreOld"});
			Test.Events().DefaultComponents = {"PreNew"};
			Test.Spawn("N");

			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"PreOld.Tick", "PreNew.Tick"}));
		});
}
