// SPDX-License-Identifier: MIT
// The rows of the lifecycle table in which actors and components are destroyed, or only
// unregistered: what becomes of their loops.
#include "Engine/World.h"
#include "LifecycleRows.h"

#include <algorithm>

using namespace NativeTest;

namespace
{
/** Two loops in one level, on A and B, that have ticked. */
void StartWithTwo(FLifecycleStage& Stage)
{
	Stage.Test.Level("Main", {PlacedLoop("A"), PlacedLoop("B")}).Level("Other", {}).Start();
	Stage.Test.Tick();
	Stage.ExpectLives("at the start", {"A begins", "B begins"});
}

FPlacedActor PlacedTwoLoops()
{
	FPlacedActor Actor = PlacedLoop("A");
	Actor.Components.AddDefaulted_GetRef().Class = TEXT("TransientLoopComponent");
	return Actor;
}

std::vector<UTransientLoopComponent*> LoopsOf(const AActor& Actor)
{
	TArray<UTransientLoopComponent*> Found;
	Actor.GetComponents(Found);
	return std::vector<UTransientLoopComponent*>(Found.begin(), Found.end());
}

const FEvents Destroyed = {"A ends: Destroyed"};
}

LIFECYCLE_ROW(07, ActorIsDestroyed)
{
	Stage.StartWithLoop();
	const UTransientLoopComponent& Loop = Stage.Loop();
	Stage.Once("A ends: Destroyed", [&Loop]() { EXPECT_TRUE(Loop.GetWorld() != nullptr); });
	EXPECT_TRUE(Stage.Test.Find("A").Destroy());
	Stage.Expect("inside the call", Destroyed);
	Stage.Test.Tick(0.1, 4);
	Stage.Expect("later", {});
}

LIFECYCLE_ROW(08, ActorIsDestroyedInItsOwnTick)
{
	Stage.StartWithLoop();
	AActor& Actor = Stage.Test.Find("A");
	Stage.Script.OnTick = [&Actor](FTransientLoopRecord& Record)
	{
		// What is due at once is not asked for by a loop that has ended.
		Record.Due = 0.0;
		Actor.Destroy();
	};
	Stage.Test.Tick();
	Stage.ExpectLives("in the tick", Destroyed);
	Stage.Test.Tick(0.1, 4);
	Stage.Expect("later", {});
}

LIFECYCLE_ROW(09, ActorIsDestroyedByAnotherInTheSameFrame)
{
	StartWithTwo(Stage);
	Stage.Once("A ticks", [&Stage]() { Stage.Test.Find("B").Destroy(); });
	int32 TicksSince = -1;
	Stage.Once("B ends: Destroyed", [&TicksSince]() { TicksSince = 0; });
	Stage.Script.OnTick = [&TicksSince](FTransientLoopRecord& Record)
	{
		Record.Due = Record.Now + 1.0e-6;
		TicksSince += TicksSince >= 0 ? 1 : 0;
	};
	Stage.Test.Tick();
	// If B's tick was still to come, it is skipped.
	EXPECT_EQ(TicksSince, 0);
	Stage.ExpectLives("in the frame", {"B ends: Destroyed"});
	Stage.Test.Tick();
	Stage.Expect("in the next", {"A ticks"});
}

LIFECYCLE_ROW(11, DestroyedAgainWhileItEnds)
{
	Stage.StartWithLoop();
	AActor& Actor = Stage.Test.Find("A");
	Stage.Once("A ends: Destroyed", [&Actor]() { EXPECT_TRUE(Actor.Destroy()); });
	Stage.Test.Events().Once("A.OnDestroyed", [&Actor]() { EXPECT_TRUE(Actor.Destroy()); });
	Actor.Destroy();
	Stage.Expect("once", Destroyed);
}

LIFECYCLE_ROW(12, ComponentIsDestroyedAlone)
{
	Stage.StartWithLoop();
	AActor& Actor = Stage.Test.Find("A");
	Stage.Loop().DestroyComponent();
	Stage.Expect("inside the call", Destroyed);
	Stage.Test.Tick(0.1, 2);
	Stage.Expect("later", {});
	// Its owner goes on, and may have another.
	EXPECT_TRUE(Actor.HasActorBegunPlay());
	NewObject<UTransientLoopComponent>(&Actor)->RegisterComponent();
	Stage.Expect("another", {"A begins"});
}

LIFECYCLE_ROW(13, ComponentIsDestroyedFromItsTickOrItsEnd)
{
	Stage.StartWithSub();
	UTransientLoopComponent& First = Stage.Loop();
	Stage.Once("A ticks", [&First]() { First.DestroyComponent(); });
	Stage.Test.Tick();
	Stage.Expect("in the tick", {"A ticks", "A ends: Destroyed"});

	auto* Second = NewObject<UTransientLoopComponent>(&Stage.Test.Find("A"));
	Second->RegisterComponent();
	// Inside EndPlay, before its Super: a second EndPlay comes inside the first.
	Stage.Once("A ends: RemovedFromWorld", [Second]() { Second->DestroyComponent(); });
	Stage.Test.Show("Sub", false);
	Stage.Settle();
	Stage.ExpectLives("in its end", {"A begins", "A ends: RemovedFromWorld"});
}

LIFECYCLE_ROW(14, UnregisteredThenRegistered)
{
	Stage.StartWithLoop();
	UTransientLoopComponent& Loop = Stage.Loop();
	Loop.UnregisterComponent();
	Stage.Test.Tick(0.1, 3);
	Stage.Expect("between", {});
	EXPECT_TRUE(Loop.IsLoopRunning());
	Loop.RegisterComponent();
	Stage.Test.Tick();
	Stage.Expect("registered again", {"A ticks"});
	// The same loop, whose time stood.
	EXPECT_NEAR(Stage.Now(), 0.2);
	Loop.UnregisterComponent();
	Stage.Test.Find("A").Destroy();
	Stage.Expect("unregistered at its end", Destroyed);
}

LIFECYCLE_ROW(15, LifeSpanExpires)
{
	Stage.StartWithLoop();
	Stage.Test.Find("A").SetLifeSpan(0.15f);
	Stage.Test.Tick(0.1, 2);
	Stage.Expect("in the timer phase", {"A ticks", "A ticks", "A ends: Destroyed"});
	Stage.Test.Tick(0.1, 2);
	Stage.Expect("later", {});
}

LIFECYCLE_ROW(16, DeactivatedThenActivated)
{
	Stage.StartWithLoop();
	UTransientLoopComponent& Loop = Stage.Loop();
	Loop.Activate();
	Loop.Deactivate();
	Stage.TakeTicks();
	Stage.Test.Tick(0.1, 3);
	Stage.Expect("between", {});
	EXPECT_TRUE(Loop.IsLoopRunning());
	Loop.Activate();
	Stage.Test.Tick();
	Stage.Expect("active again", {"A ticks"});
}

LIFECYCLE_ROW(46, TwoLoopsOnOneActor)
{
	Stage.Test.Level("Main", {PlacedTwoLoops()}).Start();
	Stage.Expect("together", {"A begins", "A begins"});
	Stage.Test.Tick();
	Stage.Expect("in a frame", {"A ticks", "A ticks"});
	Stage.Test.Find("A").Destroy();
	Stage.Expect("no tick in between", {"A ends: Destroyed", "A ends: Destroyed"});

	// Whichever ends first destroys the other.
	FString Error;
	AActor* Actor = Stage.Test.Game->SpawnActor(PlacedTwoLoops(), FString(), Error);
	const std::vector<UTransientLoopComponent*> Loops = LoopsOf(*Actor);
	Stage.Once("A ends: Destroyed",
		[&Loops]()
		{
			for (UTransientLoopComponent* Loop : Loops)
			{
				Loop->DestroyComponent();
			}
		});
	Actor->Destroy();
	Stage.ExpectLives(
		"one by the other", {"A begins", "A begins", "A ends: Destroyed", "A ends: Destroyed"});
}

LIFECYCLE_ROW(47, OneEndBringsAnotherAbout)
{
	{
		FLifecycleStage One(Switches);
		StartWithTwo(One);
		One.Once("A ends: Destroyed", [&One]() { One.Test.Find("B").Destroy(); });
		One.Test.Find("A").Destroy();
		One.Expect("inside the call", {"A ends: Destroyed", "B ends: Destroyed"});
	}
	for (const char* Reason : {"LevelTransition", "Quit"})
	{
		const FContext Context(Reason);
		FLifecycleStage All(Switches);
		StartWithTwo(All);
		FEvents Ends;
		const auto Hear = [&All, &Ends](const std::string& Line)
		{
			if (Line.find(" ends: ") == std::string::npos)
			{
				return;
			}
			Ends.push_back(Line.substr(0, 1));
			for (AActor* Actor : All.Test.Game->GetActors())
			{
				Actor->Destroy();
			}
		};
		All.Script.OnLine = Hear;
		if (std::string(Reason) == "Quit")
		{
			All.Test.Quit();
		}
		else
		{
			All.Test.Game->RequestTravel(TEXT("Other"));
			All.Test.Tick();
		}
		std::sort(Ends.begin(), Ends.end());
		EXPECT_EQ(Ends, (FEvents{"A", "B"}));
	}
}

LIFECYCLE_ROW(48, SpawnFromTheEnd)
{
	const auto Start = [](FLifecycleStage& Each, const char* Line)
	{
		Each.StartWithSub();
		Each.Once(Line, [&Each]() { Each.Spawn("N"); });
	};
	{
		FLifecycleStage Each(Switches);
		Start(Each, "A ends: Destroyed");
		Each.Test.Find("A").Destroy();
		Each.Expect("destroyed", {"A ends: Destroyed", "N begins"});
	}
	{
		FLifecycleStage Each(Switches);
		Start(Each, "A ends: RemovedFromWorld");
		Each.Test.Show("Sub", false);
		Each.Settle();
		Each.ExpectLives("removed", {"A ends: RemovedFromWorld", "N begins"});
		Each.Test.Tick();
		EXPECT_EQ(Each.TakeTicks("N"), 1);
	}
	{
		FLifecycleStage Each(Switches);
		Start(Each, "A ends: LevelTransition");
		Each.Test.Game->RequestTravel(TEXT("Other"));
		Each.Test.Tick();
		Each.ExpectLives("in travel", {"A ends: LevelTransition", "B begins"});
	}
	for (const bool bInEditor : {false, true})
	{
		FLifecycleStage Each(Switches);
		Each.Test.Game->bIsPlayInEditor = bInEditor;
		const char* const Line = bInEditor ? "A ends: EndPlayInEditor" : "A ends: Quit";
		Start(Each, Line);
		Each.Test.Quit();
		Each.ExpectLives("at the end of the game", {Line});
	}
}
