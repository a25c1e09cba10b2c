// SPDX-License-Identifier: MIT
// §11.3 of the contract: each switch changes what it says. What the other tests assert holds in all
// positions.
#include "Engine/LevelStreaming.h"
#include "Kismet/GameplayStatics.h"
#include "TestGame.h"

using namespace NativeTest;

namespace
{
/** What a game does under these switches, told by the body. */
template <typename BodyType>
FEvents Under(const FSwitches& Switches, BodyType Body)
{
	FTestGame Test(Switches);
	return Body(Test);
}
}

TEST(Switch01_ComponentsTickBeforeTheirActor)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Level("Main", {Placed("A", {"C"})}).Start();
		Test.Tick();
		return Test.Events().Take({"Tick"});
	};
	FSwitches Other;
	Other.bComponentsTickBeforeActor = true;

	EXPECT_EQ(Under(FSwitches(), Body), (FEvents{"A.Tick", "C.Tick"}));
	EXPECT_EQ(Under(Other, Body), (FEvents{"C.Tick", "A.Tick"}));
}

TEST(Switch02_ComponentOrder)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Level("Main", {Placed("A", {"C1", "C2", "C3", "C4", "C5"})}).Start();
		Test.Find("A").Destroy();
		return Test.Events().Take({"BeginPlay[pre]", "EndPlay[pre]"});
	};
	FSwitches Other;
	const FEvents Forward = Under(Other, Body);
	Other.ComponentOrder = EOrder::Reversed;
	const FEvents Reversed = Under(Other, Body);
	Other.ComponentOrder = EOrder::Shuffled;
	const FEvents Shuffled = Under(Other, Body);
	const FEvents Again = Under(Other, Body);
	Other.Seed = 2;
	const FEvents OtherSeed = Under(Other, Body);

	EXPECT_EQ(Forward[1] + Forward[5], "C1.BeginPlay[pre]C5.BeginPlay[pre]");
	EXPECT_EQ(Forward[7] + Forward[11], "C1.EndPlay[pre](Destroyed)C5.EndPlay[pre](Destroyed)");
	EXPECT_EQ(Reversed[1] + Reversed[5], "C5.BeginPlay[pre]C1.BeginPlay[pre]");
	EXPECT_EQ(Reversed[7] + Reversed[11], "C5.EndPlay[pre](Destroyed)C1.EndPlay[pre](Destroyed)");
	EXPECT_FALSE(Shuffled == Forward);
	EXPECT_FALSE(Shuffled == Reversed);
	EXPECT_EQ(Shuffled, Again);
	EXPECT_FALSE(Shuffled == OtherSeed);
}

TEST(Switch03_ActorOrder)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Level("Main", {Placed("A1", {}), Placed("A2", {}), Placed("A3", {}), Placed("A4", {}),
							   Placed("A5", {})})
			.Start();
		Test.Quit();
		return Test.Events().Take({"BeginPlay[pre]", "EndPlay[pre]"});
	};
	FSwitches Other;
	const FEvents Forward = Under(Other, Body);
	Other.ActorOrder = EOrder::Reversed;
	const FEvents Reversed = Under(Other, Body);
	Other.ActorOrder = EOrder::Shuffled;
	const FEvents Shuffled = Under(Other, Body);

	EXPECT_EQ(Forward[0] + Forward[4] + Forward[5],
		"A1.BeginPlay[pre]A5.BeginPlay[pre]A1.EndPlay[pre](Quit)");
	EXPECT_EQ(Reversed[0] + Reversed[4] + Reversed[5],
		"A5.BeginPlay[pre]A1.BeginPlay[pre]A5.EndPlay[pre](Quit)");
	EXPECT_FALSE(Shuffled == Forward);
	EXPECT_FALSE(Shuffled == Reversed);
}

TEST(Switch04_ZeroDeltaInPause)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Level("Main", {Placed("A", {"C"})}).Start();
		Test.Find("A").Component().SetTickableWhenPaused(true);
		UGameplayStatics::SetGamePaused(&Test.World(), true);
		Test.Tick();
		return FEvents{Test.Find("A").Component().Deltas.Last() > 0.f ? "frame" : "zero"};
	};
	FSwitches Other;
	Other.bZeroDeltaInPause = true;

	EXPECT_EQ(Under(FSwitches(), Body), (FEvents{"frame"}));
	EXPECT_EQ(Under(Other, Body), (FEvents{"zero"}));
}

TEST(Switch05_StreamInMakesNewObjects)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Level("Sub", {Placed("A", {"C"})}).Level("Main", {}, {{TEXT("Sub"), true}}).Start();
		const uint32 Before = Test.Find("A").GetUniqueID();
		Test.Show("Sub", false);
		Test.Tick();
		Test.Show("Sub", true);
		Test.Tick();
		return FEvents{Test.Find("A").GetUniqueID() == Before ? "same" : "new"};
	};
	FSwitches Other;
	Other.bStreamInMakesNewObjects = true;

	EXPECT_EQ(Under(FSwitches(), Body), (FEvents{"same"}));
	EXPECT_EQ(Under(Other, Body), (FEvents{"new"}));
}

TEST(Switch06_NewlySpawnedTickNextFrame)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Level("Main", {Placed("A", {"C"})}).Start();
		Test.Events().Once("C.Tick", [&Test]() { Test.Spawn("N"); });
		Test.Tick();
		return FEvents{Test.Events().Count("N.Tick") == 1 ? "same frame" : "next frame"};
	};
	FSwitches Other;
	Other.bNewlySpawnedTickNextFrame = true;

	EXPECT_EQ(Under(FSwitches(), Body), (FEvents{"same frame"}));
	EXPECT_EQ(Under(Other, Body), (FEvents{"next frame"}));
}

TEST(Switch07_GarbageCollectAfterFrames)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Level("Main", {Placed("A", {"C"})}).Start();
		Test.Events().Once("C.Tick", [&Test]() { Test.Find("A").Destroy(); });
		FEvents Frames;
		for (int32 Frame = 0; Frame < 10; ++Frame)
		{
			Test.Tick();
			Frames.push_back(Test.Events().Count("C.Destructor") > 0 ? "freed" : "kept");
		}
		return FEvents(Frames.begin(), std::find(Frames.begin(), Frames.end(), "freed"));
	};
	FSwitches Other;

	EXPECT_EQ(Under(Other, Body).size(), SIZE_T(0));
	Other.GarbageCollectAfterFrames = 3;
	EXPECT_EQ(Under(Other, Body).size(), SIZE_T(3));
	Other.GarbageCollectAfterFrames = -1;
	EXPECT_EQ(Under(Other, Body).size(), SIZE_T(10));
}

TEST(Switch08_LevelAddedBeforeBeginPlay)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Level("Sub", {Placed("A", {"C"})}).Level("Main", {}, {{TEXT("Sub"), false}}).Start();
		const FDelegateHandle Handle = FWorldDelegates::LevelAddedToWorld.AddLambda(
			[](ULevel*, UWorld*) { FRecorder::Get().Record("W.LevelAdded"); });
		Test.Show("Sub", true);
		Test.Tick();
		FWorldDelegates::LevelAddedToWorld.Remove(Handle);
		return Test.Events().Take({"LevelAdded", "BeginPlay[pre]"});
	};
	FSwitches Other;
	Other.bLevelAddedBeforeBeginPlay = true;

	EXPECT_EQ(Under(FSwitches(), Body),
		(FEvents{"A.BeginPlay[pre]", "C.BeginPlay[pre]", "W.LevelAdded"}));
	EXPECT_EQ(
		Under(Other, Body), (FEvents{"W.LevelAdded", "A.BeginPlay[pre]", "C.BeginPlay[pre]"}));
}

TEST(Switch09_DestroyInBeginPlayIsImmediate)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Level("Main", {Placed("A", {"C"})});
		Test.Events().Once("C.BeginPlay[post]", [&Test]() { Test.Find("A").Destroy(); });
		Test.Start();
		return Test.Events().Take({"BeginPlay[post]", "Destroyed[pre]"});
	};
	FSwitches Other;
	Other.bDestroyInBeginPlayIsImmediate = true;

	EXPECT_EQ(Under(FSwitches(), Body),
		(FEvents{"C.BeginPlay[post]", "A.BeginPlay[post]", "A.Destroyed[pre]"}));
	EXPECT_EQ(Under(Other, Body),
		(FEvents{"C.BeginPlay[post]", "A.Destroyed[pre]", "A.BeginPlay[post]"}));
}

TEST(Switch10_ActivateAfterOnRegister)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Level("Main", {Placed("A", {})}).Start();
		Test.Events().OnMakeComponent = [](URecorderComponent& C) { C.bAutoActivate = true; };
		URecorderComponent& New = Test.Find("A").NewComponent(TEXT("N"));
		FEvents When;
		Test.Events().Once("N.Activate(true)",
			[&]() { When.push_back(New.bInsideOnRegister ? "inside" : "after"); });
		New.RegisterComponent();
		return When;
	};
	FSwitches Other;
	Other.bActivateAfterOnRegister = true;

	EXPECT_EQ(Under(FSwitches(), Body), (FEvents{"inside"}));
	EXPECT_EQ(Under(Other, Body), (FEvents{"after"}));
}

TEST(Switch11_SpreadEndPlayOverFrames)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Level("Sub", {Placed("A"), Placed("B"), Placed("X")})
			.Level("Main", {}, {{TEXT("Sub"), true}})
			.Start();
		Test.Show("Sub", false);
		FEvents Frames;
		while (Test.Game->IsLevelVisible(TEXT("Sub")))
		{
			Test.Events().Take();
			Test.Tick();
			Frames.push_back(std::to_string(Test.Events().Take({"OnEndPlay"}).size()));
		}
		return Frames;
	};
	FSwitches Other;
	Other.bSpreadEndPlayOverFrames = true;

	EXPECT_EQ(Under(FSwitches(), Body), (FEvents{"3"}));
	EXPECT_EQ(Under(Other, Body), (FEvents{"1", "1", "1"}));
}

TEST(Switch12_ActorSpawnedBeforeBeginPlay)
{
	const auto Body = [](FTestGame& Test)
	{
		Test.Start();
		FEvents When;
		Test.World().AddOnActorSpawnedHandler(
			TDelegate<void(AActor*)>::CreateLambda([&When](AActor* Actor)
				{ When.push_back(Actor->HasActorBegunPlay() ? "begun" : "not begun"); }));
		Test.Spawn("A");
		return When;
	};
	FSwitches Other;
	Other.bActorSpawnedBeforeBeginPlay = true;

	EXPECT_EQ(Under(FSwitches(), Body), (FEvents{"begun"}));
	EXPECT_EQ(Under(Other, Body), (FEvents{"not begun"}));
}
