// SPDX-License-Identifier: MIT
// The rows of the lifecycle table in which levels stream out and in, maps change, sessions and
// worlds end: what becomes of the loops in them.
#include "Engine/GameInstance.h"
#include "Engine/LevelStreaming.h"
#include "Kismet/GameplayStatics.h"
#include "LifecycleRows.h"

using namespace NativeTest;

namespace
{
void Travel(FLifecycleStage& Stage)
{
	Stage.Test.Game->RequestTravel(TEXT("Other"));
	Stage.Test.Tick();
}

void Keep(FLifecycleStage& Stage, AActor& Actor)
{
	Stage.Test.Game->GetSeamlessTravelActorList = [&Actor](bool, TArray<AActor*>& ActorList)
	{ ActorList.Add(&Actor); };
}

const FEvents Removed = {"A ends: RemovedFromWorld"};
}

LIFECYCLE_ROW(19, LevelStreamsOut)
{
	Stage.StartWithSub();
	const TWeakObjectPtr<AActor> Actor(&Stage.Test.Find("A"));
	Stage.Test.Show("Sub", false);
	Stage.Settle();
	Stage.ExpectLives("out", Removed);
	EXPECT_EQ(Actor.IsValid(), !Switches.bStreamInMakesNewObjects);
	Stage.Test.Tick(0.1, 3);
	Stage.Expect("later", {});
}

LIFECYCLE_ROW(20, LevelStreamsInAgain)
{
	Stage.StartWithSub();
	Stage.Test.Show("Sub", false);
	Stage.Settle();
	Stage.Test.Show("Sub", true);
	Stage.Settle();
	Stage.ExpectLives("out and in", {"A ends: RemovedFromWorld", "A begins"});
	// A fresh loop, whatever the members of its component held.
	EXPECT_TRUE(Stage.Now() < 0.65);
	Stage.Test.Tick();
	EXPECT_EQ(Stage.TakeTicks(), 1);
}

LIFECYCLE_ROW(21, StreamsOutAndInAgainAndAgainThenTravels)
{
	Stage.StartWithSub();
	for (int32 Round = 0; Round < 4; ++Round)
	{
		Stage.Test.Show("Sub", false);
		Stage.Settle();
		Stage.ExpectLives("out", Removed);
		Stage.Test.Show("Sub", true);
		Stage.Settle();
		Stage.ExpectLives("in", {"A begins"});
	}
	Travel(Stage);
	Stage.ExpectLives("at the end", {"A ends: LevelTransition", "B begins"});
}

LIFECYCLE_ROW(22, LevelUnloadedAndLoadedAgain)
{
	Stage.StartWithSub();
	ULevelStreaming& Streaming = *Stage.Test.World().GetStreamingLevels()[0];
	FActorSpawnParameters Parameters;
	Parameters.Name = TEXT("N");
	Parameters.OverrideLevel = Stage.Test.Find("A").GetLevel();
	Stage.Test.World().SpawnActor<ALoopActor>(Parameters);
	Stage.ExpectLives("spawned into it", {"N begins"});
	Streaming.SetShouldBeVisible(false);
	Streaming.SetShouldBeLoaded(false);
	Stage.Settle();
	Stage.ExpectLives("unloaded", {"A ends: RemovedFromWorld", "N ends: RemovedFromWorld"});
	Streaming.SetShouldBeVisible(true);
	Stage.Settle();
	Stage.ExpectLives("loaded again", {"A begins"});
}

LIFECYCLE_ROW(23, CellOfAWorldPartition)
{
	Stage.StartWithSub();
	for (int32 Round = 0; Round < 3; ++Round)
	{
		// Back before or after its end was spread over the frames.
		Stage.Test.Show("Sub", false);
		Stage.Test.Tick(0.1, Round + 1);
		Stage.Test.Show("Sub", true);
		Stage.Settle();
		Stage.ExpectLives("out and in", {"A ends: RemovedFromWorld", "A begins"});
	}
}

LIFECYCLE_ROW(24, OnlyItsOwnActorsLeaveWithALevel)
{
	Stage.StartWithSub();
	Stage.Spawn("F");
	FActorSpawnParameters Parameters;
	Parameters.Name = TEXT("O");
	Parameters.Owner = &Stage.Test.Find("A");
	Stage.Test.World().SpawnActor<ALoopActor>(Parameters);
	Stage.ExpectLives("spawned", {"F begins", "O begins"});
	Stage.Test.Show("Sub", false);
	Stage.Settle();
	Stage.ExpectLives("out", {"A ends: RemovedFromWorld", "O ends: RemovedFromWorld"});
	Stage.Test.Tick();
	EXPECT_EQ(Stage.TakeTicks("F"), 1);
}

LIFECYCLE_ROW(25, HardTravel)
{
	Stage.StartWithLoop();
	Stage.Spawn("N");
	Stage.ExpectLives("spawned", {"N begins"});
	Stage.Test.Game->RequestTravel(TEXT("Other"));
	Stage.Expect("asked for", {});
	Stage.Test.Tick();
	Stage.ExpectLives(
		"travelled", {"A ends: LevelTransition", "N ends: LevelTransition", "B begins"});
	Stage.Test.Tick();
	Stage.Expect("in the other map", {"B ticks"});
}

LIFECYCLE_ROW(26, HardTravelOfTheLocalPlayer)
{
	Stage.StartWithLoop();
	AActor* Pawn = Stage.Spawn("P");
	AActor* Controller = Stage.Spawn("O");
	Stage.ExpectLives("spawned", {"P begins", "O begins"});
	Stage.Test.Game->SetLocalPlayer(Pawn, Controller);
	Travel(Stage);
	Stage.Expect("travelled", {"P ends: Destroyed", "O ends: Destroyed", "A ends: LevelTransition",
								  "B begins", "B ticks"});
}

LIFECYCLE_ROW(27, HardTravelFromATick)
{
	Stage.StartWithLoop();
	Stage.Once("A ticks",
		[&Stage]()
		{
			UGameplayStatics::OpenLevel(&Stage.Test.World(), TEXT("Other"));
			EXPECT_TRUE(Stage.Spawn("N") != nullptr);
		});
	Stage.Test.Tick();
	Stage.ExpectLives("in the frame", {"N begins"});
	Stage.Test.Tick();
	Stage.Expect("in the next",
		Switches.ActorOrder == EOrder::Forward
			? FEvents{"A ends: LevelTransition", "N ends: LevelTransition", "B begins", "B ticks"}
			: FEvents{"N ends: LevelTransition", "A ends: LevelTransition", "B begins", "B ticks"});
}

LIFECYCLE_ROW(28, SeamlessTravelLeavesAnActor)
{
	Stage.StartWithLoop();
	Stage.Test.Game->RequestSeamlessTravel(TEXT("Other"));
	Stage.Expect("asked for", {});
	Stage.Test.Tick();
	Stage.ExpectLives("left", {"A ends: LevelTransition"});
	Stage.Test.Tick();
	Stage.Expect("in the other map", {"B begins", "B ticks"});
}

LIFECYCLE_ROW(29, SeamlessTravelKeepsAnActor)
{
	Stage.StartWithLoop();
	Keep(Stage, Stage.Test.Find("A"));
	Stage.Test.Game->RequestSeamlessTravel(TEXT("Other"));
	Stage.Test.Tick();
	Stage.Expect("between the maps", {"A ticks"});
	Stage.Test.Tick();
	Stage.ExpectLives("in the other map", {"B begins"});
	// The same loop: its time goes on.
	EXPECT_NEAR(Stage.Now(), 0.3);
	Stage.Test.Tick();
	EXPECT_EQ(Stage.TakeTicks(), 1);
	Travel(Stage);
	Stage.ExpectLives(
		"left at last", {"A ends: LevelTransition", "B ends: LevelTransition", "B begins"});
}

LIFECYCLE_ROW(30, PlayInEditorStops)
{
	Stage.Test.Game->bIsPlayInEditor = true;
	Stage.Test.Level("Main", {PlacedLoop("A")});
	// The process lives on. Before and after EndPlay the subsystem goes, by a switch.
	for (int32 Session = 0; Session < 3; ++Session)
	{
		Stage.Test.Start();
		Stage.Test.Tick();
		Stage.Expect("in the session", {"A begins", "A ticks"});
		const TWeakObjectPtr<UTransientLoopComponent> Loop(&Stage.Loop());
		Stage.Once("A ends: EndPlayInEditor",
			[Loop]()
			{
				// While everything still lives.
				EXPECT_TRUE(Loop.IsValid() && Loop->HasBegunPlay() && Loop->GetWorld() != nullptr);
			});
		Stage.Test.Quit();
		Stage.Expect("stopped", {"A ends: EndPlayInEditor"});
		Stage.Test.Tick(0.1, 4);
		Stage.Expect("later", {});
	}
}

LIFECYCLE_ROW(31, Quit)
{
	Stage.StartWithLoop();
	Stage.Spawn("N");
	Stage.Test.Quit();
	Stage.ExpectLives("quit", {"N begins", "A ends: Quit", "N ends: Quit"});
}

LIFECYCLE_ROW(32, WorldDestroyedDirectly)
{
	for (const bool bCleanup : {false, true})
	{
		const FContext Context(bCleanup ? "with a cleanup" : "without a cleanup");
		FLifecycleStage Each(Switches);
		Each.StartWithLoop();
		Each.Test.Events().bUnroutedIsExpected = true;
		Each.Test.Game->DestroyWorldDirectly(bCleanup);
		// The cleanup is the last that is heard while everything lives.
		Each.Expect("directly", bCleanup ? FEvents{"A ends: LevelTransition"} : FEvents());
		Each.Test.Tick(0.1, 4);
		Each.Expect("when garbage is collected", bCleanup || Switches.GarbageCollectAfterFrames < 0
													 ? FEvents()
													 : FEvents{"A ends: Destroyed"});
		Each.Test.Quit();
		Each.Expect("at the latest", bCleanup || Switches.GarbageCollectAfterFrames >= 0
										 ? FEvents()
										 : FEvents{"A ends: Quit"});
	}
}

LIFECYCLE_ROW(49, BlueprintClassIsRecompiled)
{
	FPlacedActor Actor = PlacedLoop("A");
	Actor.Components[0].Properties.Add({TEXT("ScriptModule"), TEXT("tutorial/timers")});
	Stage.Test.Game->bIsEditorWorld = true;
	Stage.Test.Level("Main", {Actor}).Start();
	const AActor* New = Stage.Test.Game->Reinstance(Stage.Test.Find("A"));
	EXPECT_EQ(LoopOf(*New).ScriptModule, FString(TEXT("tutorial/timers")));
	Stage.Test.Tick(0.1, 2);
	Stage.Test.Quit();
	Stage.Expect("ever", {});
}
