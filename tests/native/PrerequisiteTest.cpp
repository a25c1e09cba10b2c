// SPDX-License-Identifier: MIT
// Row 45 of the lifecycle table: ticks that come after what they depend on.
#include "ComponentsInGroups.h"

using namespace NativeTest;

TEST(Row45_OwnerBeforeItsComponent)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})}).Start();
			ARecorderActor& Actor = Test.Find("A");
			const FEvents Without = TicksOfNextFrame(Test);
			EXPECT_EQ(Without, Switches.bComponentsTickBeforeActor ? (FEvents{"C.Tick", "A.Tick"})
																   : (FEvents{"A.Tick", "C.Tick"}));

			Actor.Component().AddTickPrerequisiteActor(&Actor);
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"A.Tick", "C.Tick"}));
			// If the owner cannot tick, no effect.
			Actor.SetActorTickEnabled(false);
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"C.Tick"}));
			Actor.SetActorTickEnabled(true);
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"A.Tick", "C.Tick"}));

			Actor.Component().RemoveTickPrerequisiteActor(&Actor);
			// One that was switched off and on has another place: there is no order without it.
			EXPECT_EQ(TicksOfNextFrame(Test).size(), Without.size());
		});
}

TEST(Row45_NotInTheFrameInWhichItIsAdded)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor =
				StartWithComponents(Test, {"Pre", "During", "DuringOther"});
			URecorderComponent& First = Actor.Component(TEXT("During"));
			URecorderComponent& Second = Actor.Component(TEXT("DuringOther"));
			const FEvents Before = TicksOfNextFrame(Test);
			const bool bFirstLeads = Before[1] == "During.Tick";
			URecorderComponent& Leader = bFirstLeads ? First : Second;
			URecorderComponent& Follower = bFirstLeads ? Second : First;
			Test.Events().Once(
				"Pre.Tick", [&]() { Leader.AddTickPrerequisiteComponent(&Follower); });

			EXPECT_EQ(TicksOfNextFrame(Test), Before);
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{Before[0], Before[2], Before[1]}));
		});
}

TEST(Row45_PrerequisiteInALaterGroupPushesTheDependantThere)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre", "PreOther", "Post"});
			Actor.Component(TEXT("Pre"))
				.AddTickPrerequisiteComponent(&Actor.Component(TEXT("Post")));

			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"PreOther.Tick", "Post.Tick", "Pre.Tick"}));
			Actor.Component(TEXT("Post")).SetComponentTickEnabled(false);
			EXPECT_EQ(TicksOfNextFrame(Test).size(), SIZE_T(2));
		});
}

TEST(Row45_ChainThroughLaterGroups)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre", "During", "Post"});
			Actor.Component(TEXT("Pre"))
				.AddTickPrerequisiteComponent(&Actor.Component(TEXT("During")));
			Actor.Component(TEXT("During"))
				.AddTickPrerequisiteComponent(&Actor.Component(TEXT("Post")));

			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"Post.Tick", "During.Tick", "Pre.Tick"}));
		});
}

TEST(Row45_ACycleEnds)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre", "During", "Post"});
			URecorderComponent& Pre = Actor.Component(TEXT("Pre"));
			URecorderComponent& During = Actor.Component(TEXT("During"));
			URecorderComponent& Post = Actor.Component(TEXT("Post"));
			Pre.AddTickPrerequisiteComponent(&During);
			During.AddTickPrerequisiteComponent(&Post);
			Post.AddTickPrerequisiteComponent(&Pre);
			Pre.AddTickPrerequisiteComponent(&Pre);

			EXPECT_EQ(TicksOfNextFrame(Test).size(), SIZE_T(3));
			EXPECT_EQ(TicksOfNextFrame(Test).size(), SIZE_T(3));
		});
}

TEST(Row45_PrerequisiteThatIsDestroyed)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre", "Post"});
			Actor.Component(TEXT("Pre"))
				.AddTickPrerequisiteComponent(&Actor.Component(TEXT("Post")));
			Test.Tick();
			Test.Events().Once(
				"Pre.Tick", [&Actor]() { Actor.Component(TEXT("Post")).DestroyComponent(); });

			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"Post.Tick", "Pre.Tick"}));
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"Pre.Tick"}));
			Test.Tick(0.1, 5);
		});
}

TEST(Row45_DependantDestroyedByItsPrerequisite)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre", "PreOther", "Post"});
			Actor.Component(TEXT("Pre"))
				.AddTickPrerequisiteComponent(&Actor.Component(TEXT("PreOther")));
			Actor.Component(TEXT("PreOther"))
				.AddTickPrerequisiteComponent(&Actor.Component(TEXT("Post")));
			Test.Tick();
			Test.Events().Once(
				"PreOther.Tick", [&Actor]() { Actor.Component(TEXT("Pre")).DestroyComponent(); });

			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"Post.Tick", "PreOther.Tick"}));
		});
}

TEST(Row45_DependantSwitchedOffByItsPrerequisite)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre", "PreOther"});
			URecorderComponent& Pre = Actor.Component(TEXT("Pre"));
			Pre.AddTickPrerequisiteComponent(&Actor.Component(TEXT("PreOther")));
			Test.Tick();
			Test.Events().Once("PreOther.Tick", [&Pre]() { Pre.SetComponentTickEnabled(false); });

			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"PreOther.Tick"}));
		});
}

TEST(Row45_PrerequisiteThatIsRegisteredMeanwhileKeepsItsGroup)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			// Only where the dependant comes before what brings its prerequisite about.
			if (Switches.ComponentOrder != EOrder::Forward)
			{
				return;
			}
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre", "PreOther", "Post"});
			URecorderComponent& Pre = Actor.Component(TEXT("Pre"));
			URecorderComponent& Post = Actor.Component(TEXT("Post"));
			Pre.AddTickPrerequisiteComponent(&Actor.Component(TEXT("PreOther")));
			Pre.AddTickPrerequisiteComponent(&Post);
			Post.UnregisterComponent();
			Test.Events().Once("PreOther.Tick", [&Post]() { Post.RegisterComponent(); });

			const FEvents Ticks = TicksOfNextFrame(Test);

			FEvents Expected = {"PreOther.Tick", "Pre.Tick"};
			if (!Switches.bNewlySpawnedTickNextFrame)
			{
				Expected.push_back("Post.Tick");
			}
			EXPECT_EQ(Ticks, Expected);
			EXPECT_EQ(TicksOfNextFrame(Test), (FEvents{"PreOther.Tick", "Post.Tick", "Pre.Tick"}));
		});
}

TEST(Row45_ManyThatDependOnManyAreSortedInNoTime)
{
	FTestGame Test;
	std::vector<std::string> Names;
	for (int32 Index = 0; Index < 120; ++Index)
	{
		Names.push_back("Pre" + std::to_string(Index));
	}
	const ARecorderActor& Actor = StartWithComponents(Test, Names);
	TArray<URecorderComponent*> Components;
	Actor.GetComponents(Components);
	// Layers of ten: each one of a layer depends on each one of the layer after it.
	for (int32 Index = 0; Index + 10 < Components.Num(); ++Index)
	{
		for (int32 Next = (Index / 10 + 1) * 10; Next < (Index / 10 + 2) * 10; ++Next)
		{
			Components[Index]->AddTickPrerequisiteComponent(Components[Next]);
		}
	}

	const FEvents Ticks = TicksOfNextFrame(Test);

	EXPECT_EQ(Ticks.size(), SIZE_T(120));
	EXPECT_EQ(Ticks[0], "Pre110.Tick");
}

TEST(Row45_PrerequisiteWithAnIntervalKeepsIt)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			const ARecorderActor& Actor = StartWithComponents(Test, {"Pre", "PreSlow"});
			URecorderComponent& Slow = Actor.Component(TEXT("PreSlow"));
			Slow.SetComponentTickIntervalAndCooldown(0.4f);
			Actor.Component(TEXT("Pre")).AddTickPrerequisiteComponent(&Slow);
			const int32 Before = Slow.Deltas.Num();

			Test.Tick(0.1, 40);

			// 4 s at 0.4 s each, give or take one at either end.
			const int32 Ticks = Slow.Deltas.Num() - Before;
			EXPECT_TRUE(Ticks >= 9 && Ticks <= 11);
		});
}
