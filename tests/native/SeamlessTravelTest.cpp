// SPDX-License-Identifier: MIT
// Rows 28 and 29 of the lifecycle table: seamless travel, which leaves most actors behind and keeps
// some.
#include "TestGame.h"
#include "WorldEvents.h"

using namespace NativeTest;

namespace
{
/** Two maps with an actor each; the first world has ticked. */
void StartWithOther(FTestGame& Test)
{
	Test.Level("Main", {Placed("A", {"C"})}).Level("Other", {Placed("B", {"D"})}).Start();
	Test.Tick();
	Test.Events().Take();
}

void Keep(FTestGame& Test, AActor& Actor, FEvents* Asked = nullptr)
{
	Test.Game->GetSeamlessTravelActorList = [&Actor, Asked](
												bool bToTransition, TArray<AActor*>& ActorList)
	{
		ActorList.Add(&Actor);
		if (Asked != nullptr)
		{
			Asked->push_back(bToTransition ? "to transition" : "to target");
		}
	};
}
}

TEST(Row28_SeamlessTravelLeavesAnActorBehind)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithOther(Test);
			const FWorldEvents WorldEvents;

			Test.Game->RequestSeamlessTravel(TEXT("Other"));
			EXPECT_EQ(Test.Events().Take(), FEvents());
			Test.Tick();

			FEvents Expected = {
				"W.OnSeamlessTravelStart(Other)", "WSub.Initialize", "W.OnWorldBeginTearDown"};
			Append(Expected, EndGroup("LevelTransition"));
			Append(Expected, {"W.OnWorldCleanup", "C.OnUnregister", "WSub.Deinitialize",
								 "WSub.OnWorldBeginPlay", "W.OnSeamlessTravelTransition"});
			if (Switches.GarbageCollectAfterFrames == 0)
			{
				Append(Expected, {"C.BeginDestroy", "C.OnComponentDestroyed(true)", "C.Destructor",
									 "A.BeginDestroy"});
			}
			EXPECT_EQ(Test.Events().Take(), Expected);
			EXPECT_EQ(Test.World().GetName(), FString(TEXT("Transition")));

			Test.Tick();

			EXPECT_EQ(Test.World().GetName(), FString(TEXT("Other")));
			EXPECT_EQ(Test.Events().Count("W.PreLoadMap(Other)"), 0);
			EXPECT_EQ(Test.Events().Count("W.PostLoadMapWithWorld(Other)"), 1);
			EXPECT_EQ(Test.Events().Count("D.BeginPlay[post]"), 1);
			EXPECT_EQ(Test.Events().Count("D.Tick"), 1);
		});
}

TEST(Row29_SeamlessTravelKeepsAnActor)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithOther(Test);
			ARecorderActor& Kept = Test.Find("A");
			FEvents Asked;
			Keep(Test, Kept, &Asked);

			for (const char* World : {"Transition", "Other"})
			{
				const FContext Context(World);
				if (std::string(World) == "Transition")
				{
					Test.Game->RequestSeamlessTravel(TEXT("Other"));
				}
				const UWorld* const Before = Kept.GetWorld();
				Test.Events().Take();
				Test.Tick();

				EXPECT_TRUE(Kept.GetWorld() != Before && Kept.GetWorld() == &Test.World());
				EXPECT_TRUE(Kept.Component().GetWorld() == &Test.World());
				EXPECT_EQ(Test.World().GetName(), FString(UTF8_TO_TCHAR(World)));
				EXPECT_EQ(Test.Events().Count("A.Tick") + Test.Events().Count("C.Tick"), 2);
				FEvents Heard;
				for (const std::string& Event : Test.Events().Take())
				{
					if (Event[0] != 'W' && Event[0] != 'B' && Event[0] != 'D' &&
						Event.find("Tick") == std::string::npos &&
						Event.find("Constructor") == std::string::npos &&
						Event.find("PostInit") == std::string::npos)
					{
						Heard.push_back(Event);
					}
				}
				EXPECT_EQ(Heard, (FEvents{"C.OnUnregister", "C.OnRegister"}));
			}

			EXPECT_EQ(Asked, (FEvents{"to transition", "to target"}));
			EXPECT_TRUE(Kept.HasActorBegunPlay());
			Kept.Destroy();
			EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](Destroyed)"), 1);
		});
}

TEST(Row29_ALifeSpanGoesOnInTheNextWorld)
{
	FTestGame Test;
	StartWithOther(Test);
	ARecorderActor& Kept = Test.Find("A");
	Test.Tick(0.1, 5);
	Kept.SetLifeSpan(0.55f);
	Keep(Test, Kept);

	Test.Game->RequestSeamlessTravel(TEXT("Other"));
	Test.Tick(0.1, 5);
	EXPECT_TRUE(Test.Events().Count("A.LifeSpanExpired") == 0);
	Test.Tick(0.1);

	EXPECT_EQ(Test.Events().Count("A.LifeSpanExpired"), 1);
}

TEST(Row29_OnlyActorsOfThePersistentLevelCanBeKept)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Sub", {Placed("A", {"C"})})
				.Level("Other", {})
				.Level("Main", {}, {{TEXT("Sub"), true}})
				.Start();
			Keep(Test, Test.Find("A"));

			Test.Game->RequestSeamlessTravel(TEXT("Other"));
			Test.Tick();

			EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](LevelTransition)"), 1);
		});
}

TEST(Seamless_AKeptActorThatEndsOnTheWayDoesNotTravel)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const char* Event : {"N.EndPlay[pre](LevelTransition)", "C.OnUnregister"})
			{
				const FContext Context(Event);
				FTestGame Test(Switches);
				StartWithOther(Test);
				Test.Spawn("N");
				ARecorderActor& Kept = Test.Find("A");
				Keep(Test, Kept);
				Test.Events().Once(Event, [&Kept]() { Kept.Destroy(); });

				Test.Game->RequestSeamlessTravel(TEXT("Other"));
				Test.Tick();

				EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](Destroyed)"), 1);
				Test.Game->GetSeamlessTravelActorList = {};
				Test.Tick();
				EXPECT_EQ(Test.World().GetName(), FString(TEXT("Other")));
			}
		});
}

TEST(Seamless_HardTravelReplacesIt)
{
	FTestGame Test;
	StartWithOther(Test);
	Test.Level("Third", {});

	Test.Game->RequestSeamlessTravel(TEXT("Other"));
	Test.Tick();
	Test.Game->RequestTravel(TEXT("Third"));
	Test.Tick(0.1, 3);

	EXPECT_EQ(Test.World().GetName(), FString(TEXT("Third")));
}
