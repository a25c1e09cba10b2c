// SPDX-License-Identifier: MIT
// What the plugin's component does when script tells it of a failure that nobody waited for.
#include "FakeScript.h"

using namespace NativeTest;

namespace
{
/** A game with a loop on actor "A" that has the policy of this name, and has begun. */
struct FPolicyGame
{
	explicit FPolicyGame(const TCHAR* Policy, const FSwitches& Switches = FSwitches())
		: Test(Switches)
	{
		FPlacedActor Actor = PlacedLoop();
		Actor.Components[0].Properties.Add({TEXT("ErrorPolicy"), Policy});
		Test.Level("Main", {Actor});
	}

	void Start()
	{
		Test.Start();
		Script.Calls.clear();
	}
	/** What the static binding does for script, for the first loop. */
	void FailIn(AActor& Actor)
	{
		LoopOf(Actor).ApplyErrorPolicy(0);
	}

	FFakeScript Script;
	FTestGame Test;
};
}

TEST(ErrorPolicy_ReportIsTheDefaultAndChangesNothing)
{
	EXPECT_TRUE(
		GetDefault<UTransientLoopComponent>()->ErrorPolicy == ETransientLoopErrorPolicy::Report);
	FPolicyGame Game(TEXT("Report"));
	Game.Start();

	Game.FailIn(Game.Test.Find("A"));

	EXPECT_TRUE(LoopOf(Game.Test.Find("A")).IsLoopRunning());
	EXPECT_EQ(Game.Script.Calls, FEvents());
}

TEST(ErrorPolicy_EndLoopStopsItAndSparesTheActor)
{
	FPolicyGame Game(TEXT("EndLoop"));
	Game.Start();
	Game.Script.OnTick = [&Game](FTransientLoopRecord& Record)
	{
		Game.FailIn(Game.Test.Find("A"));
		// A second failure of the same step.
		Game.FailIn(Game.Test.Find("A"));
		Record.Due = 0.0;
	};

	Game.Test.Tick(0.1, 2);

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Tick", "End"}));
	EXPECT_FALSE(LoopOf(Game.Test.Find("A")).IsLoopRunning());
	EXPECT_EQ(Game.Script.Log, FEvents());
}

TEST(ErrorPolicy_DestroyActorDestroysTheOwner)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FPolicyGame Game(TEXT("DestroyActor"), Switches);
			Game.Start();
			Game.Script.OnTick = [&Game](FTransientLoopRecord&)
			{ Game.FailIn(Game.Test.Find("A")); };

			Game.Test.Tick(0.1, 3);

			EXPECT_EQ(Game.Script.Calls, (FEvents{"Tick", "End"}));
			EXPECT_EQ(Game.Test.Game->GetActors().Num(), 0);
		});
}

TEST(ErrorPolicy_DestroyActorMayComeWhileTheScriptBegins)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FPolicyGame Game(TEXT("DestroyActor"), Switches);
			Game.Script.OnOperation = [&Game](ETransientLoopOperation Operation)
			{
				if (Operation == ETransientLoopOperation::Begin)
				{
					Game.FailIn(Game.Test.Find("A"));
				}
			};

			Game.Test.Start();
			Game.Test.Tick(0.1, 2);

			EXPECT_EQ(Game.Script.Calls, (FEvents{"Begin", "End"}));
			EXPECT_EQ(Game.Test.Game->GetActors().Num(), 0);
		});
}

TEST(ErrorPolicy_DoesNothingForALoopThatIsOnItsWayOut)
{
	for (const TCHAR* Policy : {TEXT("EndLoop"), TEXT("DestroyActor")})
	{
		FPolicyGame Game(Policy);
		Game.Start();
		UTransientLoopComponent& Component = LoopOf(Game.Test.Find("A"));
		Game.Script.OnOperation = [&Component](ETransientLoopOperation Operation)
		{
			if (Operation == ETransientLoopOperation::End)
			{
				Component.ApplyErrorPolicy(0);
				// Its successor begins when it is over.
				EXPECT_TRUE(Component.StartLoop());
				Component.ApplyErrorPolicy(0);
			}
		};

		Component.StopLoop();

		Game.Script.OnOperation = {};
		EXPECT_EQ(Game.Script.Calls, FEvents{"End"});
		Game.Test.Tick(0.1);
		EXPECT_EQ(Game.Script.Calls, (FEvents{"End", "Begin"}));
		EXPECT_TRUE(Component.IsLoopRunning());
	}
}

TEST(ErrorPolicy_IsGivenByName)
{
	for (const TCHAR* Text : {TEXT("Panic"), TEXT("1"), TEXT("")})
	{
		FTestGame Test;
		FPlacedActor Actor = PlacedLoop();
		Actor.Components[0].Properties.Add({TEXT("ErrorPolicy"), Text});
		FLevelAsset Asset;
		Asset.Name = TEXT("Main");
		Asset.Actors.Add(Actor);
		FString Error;

		EXPECT_FALSE(Test.Game->AddLevel(Asset, Error));

		EXPECT_EQ(Headless::ToUtf8(*Error),
			"Level \"Main\", actor \"A\": TransientLoopComponent.ErrorPolicy: expected a value of "
			"type ETransientLoopErrorPolicy (Report, EndLoop, DestroyActor), but got \"" +
				Headless::ToUtf8(Text) + "\"");
	}
}
