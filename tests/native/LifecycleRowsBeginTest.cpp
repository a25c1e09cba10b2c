// SPDX-License-Identifier: MIT
// The rows of the lifecycle table in which actors and components come to life, or never do: what
// becomes of their loops.
#include "Containers/Ticker.h"
#include "Engine/World.h"
#include "LifecycleRows.h"
#include "TimerManager.h"

using namespace NativeTest;

namespace
{
/** What the next actor of a frame does in the same one, unless what is new waits for the next. */
FEvents WithTickOfNew(const FSwitches& Switches, FEvents Events)
{
	if (!Switches.bNewlySpawnedTickNextFrame)
	{
		Events.push_back("N ticks");
	}
	return Events;
}
}

LIFECYCLE_ROW(01, PlacedInTheMap)
{
	Stage.Test.Level("Main", {PlacedLoop("A")}).Start();
	Stage.Expect("in BeginPlay", {"A begins"});
	Stage.Test.Tick();
	Stage.Expect("in the first frame", {"A ticks"});
}

LIFECYCLE_ROW(02, Spawned)
{
	Stage.Test.Start();
	Stage.Spawn("N");
	Stage.Expect("inside the call", {"N begins"});
	Stage.Test.Tick();
	Stage.Expect("in the next frame", {"N ticks"});
}

LIFECYCLE_ROW(03, SpawnedDeferred)
{
	Stage.Test.Start();
	const auto Spawn = [&Stage]()
	{
		return Stage.Test.World().SpawnActorDeferred<ALoopActor>(
			ALoopActor::StaticClass(), FTransform::Identity);
	};
	ALoopActor* Finished = Spawn();
	ALoopActor* Destroyed = Spawn();
	Spawn();
	Stage.Test.Tick();
	Stage.Expect("before FinishSpawning", {});
	Finished->FinishSpawning(FTransform::Identity);
	Stage.Expect("in FinishSpawning", {"A begins"});
	Destroyed->Destroy();
	Stage.Expect("destroyed without it", {});
	Stage.Test.Quit();
	Stage.Expect("at the end", {"A ends: Quit"});
}

LIFECYCLE_ROW(04, SpawnedBeforeTheWorldHasBegun)
{
	Stage.Test.Level("Main", {});
	Stage.Test.Events().Once("WSub.OnWorldBeginPlay",
		[&Stage]()
		{
			Stage.Spawn("N");
			Stage.Expect("in the spawn", {});
		});
	Stage.Test.Start();
	Stage.Expect("when the world has begun", {"N begins"});
}

LIFECYCLE_ROW(05, ComponentAddedLater)
{
	Stage.Test.Level("Main", {Placed("A", {})}).Start();
	Stage.Test.Tick();
	auto* Loop = NewObject<UTransientLoopComponent>(&Stage.Test.Find("A"));
	Stage.Expect("made", {});
	Loop->RegisterComponent();
	Stage.Expect("registered", {"A begins"});
	Stage.Test.Tick();
	Stage.Expect("in the next frame", {"A ticks"});
}

LIFECYCLE_ROW(06, ComponentAddedInBeginPlayOfItsOwner)
{
	Stage.Test.Level("Main", {Placed("A", {})});
	Stage.Test.Events().Once("A.BeginPlay[pre]",
		[&Stage]()
		{
			NewObject<UTransientLoopComponent>(&Stage.Test.Find("A"))->RegisterComponent();
			Stage.Expect("registered", {"A begins"});
		});
	Stage.Test.Start();
	Stage.Test.Tick();
	Stage.Expect("by the owner", {"A ticks"});
}

LIFECYCLE_ROW(10, DestroyedInItsBeginPlay)
{
	Stage.Test.Start();
	ARecorderActor* Made = nullptr;
	Stage.Test.Events().OnMakeActor = [&Made](ARecorderActor& Actor) { Made = &Actor; };
	Stage.Once("N begins", [&Made]() { EXPECT_TRUE(Made->Destroy()); });
	EXPECT_TRUE(Stage.Spawn("N") == nullptr);
	Stage.Test.Tick();
	Stage.Expect("by the script's first step", {"N begins", "N ends: Destroyed"});

	for (const char* Callback : {"M.BeginPlay[pre]", "M.BeginPlay[post]"})
	{
		Stage.Test.Events().Once(Callback, [&Made]() { Made->Destroy(); });
		Stage.Spawn("M");
		Stage.Test.Tick();
		// At once, if that is what the engine does, there is no loop to end.
		const bool bNeverBegins =
			Switches.bDestroyInBeginPlayIsImmediate && std::string(Callback) == "M.BeginPlay[pre]";
		Stage.Expect(Callback, bNeverBegins ? FEvents() : FEvents{"M begins", "M ends: Destroyed"});
	}
}

LIFECYCLE_ROW(33, NeverBegan)
{
	Stage.Test.Level("Main", {});
	Stage.Test.Events().Once("WSub.OnWorldBeginPlay", [&Stage]() { Stage.Spawn("N")->Destroy(); });
	Stage.Test.Start();
	Stage.Test.World().SpawnActorDeferred<ALoopActor>(
		ALoopActor::StaticClass(), FTransform::Identity);
	Stage.Test.Tick(0.1, 2);
	Stage.Test.Quit();
	Stage.Expect("ever", {});
}

LIFECYCLE_ROW(34, EditorWorldAndClassDefaultObject)
{
	Stage.Test.Game->bIsEditorWorld = true;
	Stage.Test.Level("Main", {PlacedLoop("A")}).Start();
	Stage.Spawn("N");
	Stage.Test.Tick(0.1, 3);
	EXPECT_FALSE(Stage.Loop().IsLoopRunning());
	EXPECT_FALSE(GetDefault<UTransientLoopComponent>()->IsLoopRunning());
	Stage.Loop().DestroyComponent();
	Stage.Test.Quit();
	Stage.Expect("ever", {});
}

LIFECYCLE_ROW(35, PlayInEditorStarts)
{
	FPlacedActor Actor = PlacedLoop("A");
	Actor.Components[0].Properties.Add({TEXT("ScriptModule"), TEXT("tutorial/timers")});
	Stage.Test.Game->bIsPlayInEditor = true;
	Stage.Test.Level("Main", {Actor});
	for (int32 Session = 0; Session < 2; ++Session)
	{
		Stage.Test.Start();
		Stage.Expect("with the copy", {"A begins"});
		EXPECT_EQ(Stage.Loop().ScriptModule, FString(TEXT("tutorial/timers")));
		Stage.Test.Tick();
		Stage.Expect("in the first frame", {"A ticks"});
		Stage.Test.Quit();
		Stage.Expect("at the end", {"A ends: EndPlayInEditor"});
	}
}

LIFECYCLE_ROW(36, SpawnedInAPrePhysicsTick)
{
	Stage.StartWithLoop();
	Stage.Once("A ticks", [&Stage]() { Stage.Spawn("N"); });
	Stage.Test.Tick(0.1);
	Stage.Expect("in the frame of the spawn", WithTickOfNew(Switches, {"A ticks", "N begins"}));
	// The frame's whole time, though it began inside it.
	EXPECT_NEAR(Stage.Now("N"), Switches.bNewlySpawnedTickNextFrame ? 0.0 : 0.1);
	Stage.Test.Tick(0.1);
	Stage.ExpectLives("later", {});
}

LIFECYCLE_ROW(37, SpawnedByAWorldTimer)
{
	Stage.StartWithLoop();
	FTimerHandle Handle;
	Stage.Test.World().GetTimerManager().SetTimer(
		Handle, [&Stage]() { Stage.Spawn("N"); }, 0.05f);
	Stage.Test.Tick(0.1);
	Stage.Expect("in the frame of the spawn", WithTickOfNew(Switches, {"A ticks", "N begins"}));
	Stage.Test.Tick(0.1);
	EXPECT_EQ(Stage.TakeTicks("N"), 1);
}

LIFECYCLE_ROW(38, SpawnedOutsideTheWorldTick)
{
	Stage.StartWithLoop();
	FTSTicker::GetCoreTicker().AddTicker(FTickerDelegate::CreateLambda(
		[&Stage](float)
		{
			Stage.Spawn("N");
			return false;
		}));
	Stage.Test.Tick(0.1);
	Stage.Expect("in the frame of the spawn", {"A ticks", "N begins"});
	Stage.Test.Tick(0.1);
	Stage.Expect("in the next", {"A ticks", "N ticks"});
}

LIFECYCLE_ROW(50, DedicatedServerWithoutTicks)
{
	Stage.Test.Game->bIsDedicatedServer = true;
	Stage.Test.Level("Main", {Placed("A", {})}).Start();
	auto* Loop = NewObject<UTransientLoopComponent>(&Stage.Test.Find("A"));
	Loop->PrimaryComponentTick.bAllowTickOnDedicatedServer = false;
	Loop->RegisterComponent();
	Stage.Test.Tick(0.1, 3);
	Stage.Expect("without a tick", {"A begins"});
	Stage.Test.Quit();
	Stage.Expect("at the end", {"A ends: Quit"});
}
