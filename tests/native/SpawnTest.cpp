// SPDX-License-Identifier: MIT
// Rows 1 to 4 and 33 of the lifecycle table: how actors come to life, or do not.
#include "TestGame.h"
#include "TickScheduler.h"

using namespace NativeTest;

namespace
{
void RecordSpawned(FTestGame& Test)
{
	Test.World().AddOnActorSpawnedHandler(TDelegate<void(AActor*)>::CreateLambda(
		[](AActor*) { FRecorder::Get().Record("W.OnActorSpawned"); }));
}

FEvents Joined(std::initializer_list<FEvents> Parts)
{
	FEvents All;
	for (const FEvents& Part : Parts)
	{
		All.insert(All.end(), Part.begin(), Part.end());
	}
	return All;
}

const FEvents SpawnedEvent = {"W.OnActorSpawned"};
const FEvents InitGroup = {"A.PreInitializeComponents", "C.Activate(true)", "C.InitializeComponent",
	"A.PostInitializeComponents"};
const FEvents BeginGroup = {
	"A.BeginPlay[pre]", "C.BeginPlay[pre]", "C.BeginPlay[post]", "A.BeginPlay[post]"};
}

TEST(Row01_ActorPlacedInTheMap)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})});
			Test.Events().Once("WSub.Initialize",
				[&Test]()
				{
					Test.World().OnWorldBeginPlay.AddLambda(
						[]() { FRecorder::Get().Record("W.OnWorldBeginPlay"); });
				});

			Test.Start();

			EXPECT_EQ(Test.Events().Take(),
				(FEvents{"WSub.Initialize", "A.Constructor", "A.PostInitProperties",
					"C.Constructor", "C.PostInitProperties", "A.PostLoad", "C.PostLoad",
					"C.OnRegister", "A.PreInitializeComponents", "C.InitializeComponent",
					"A.PostInitializeComponents", "WSub.OnWorldBeginPlay", "A.BeginPlay[pre]",
					"C.BeginPlay[pre]", "C.BeginPlay[post]", "A.BeginPlay[post]",
					"W.OnWorldBeginPlay"}));

			Test.Tick();

			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
			EXPECT_EQ(Test.Events().Count("A.Tick"), 1);
		});
}

TEST(Row01_EverythingIsInitialisedBeforeAnythingBegins)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"}), Placed("B", {"D"}), Placed("X", {"E"})});

			Test.Start();

			const FEvents Events = Test.Events().Take({"OnRegister", "PostInit", "BeginPlay[pre]"});
			// Two of each actor's object: PostInitProperties and PostInitializeComponents begin
			// alike.
			int32 LastInitialised = -1;
			int32 FirstBegun = -1;
			for (int32 Place = 0; Place < static_cast<int32>(Events.size()); ++Place)
			{
				const std::string& Event = Events[static_cast<SIZE_T>(Place)];
				if (Event.find("PostInitializeComponents") != std::string::npos)
				{
					LastInitialised = Place;
				}
				if (Event.find("BeginPlay") != std::string::npos && FirstBegun < 0)
				{
					FirstBegun = Place;
				}
			}
			EXPECT_TRUE(LastInitialised < FirstBegun);
		});
}

TEST(Row02_SpawnActorInARunningWorld)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Start();
			Test.Events().DefaultComponents = {"C"};
			Test.Events().OnMakeComponent = [](URecorderComponent& C) { C.bAutoActivate = true; };
			RecordSpawned(Test);
			Test.Events().Take();

			const ARecorderActor* Actor = Test.Spawn("A");

			EXPECT_TRUE(Actor->HasActorBegunPlay());
			const FEvents Made = {"A.Constructor", "C.Constructor", "C.PostInitProperties",
				"A.PostInitProperties", "C.OnComponentCreated", "C.OnRegister",
				"A.PostActorCreated", "A.OnConstruction"};
			EXPECT_EQ(
				Test.Events().Take(), Switches.bActorSpawnedBeforeBeginPlay
										  ? Joined({Made, InitGroup, SpawnedEvent, BeginGroup})
										  : Joined({Made, InitGroup, BeginGroup, SpawnedEvent}));
		});
}

TEST(Row02_SpawnFromATickBeginsInsideTheCall)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})}).Start();
			bool bBegun = false;
			Test.Events().Once("C.Tick", [&]() { bBegun = Test.Spawn("B")->HasActorBegunPlay(); });

			Test.Tick();

			EXPECT_TRUE(bBegun);
		});
}

TEST(Row03_SpawnActorDeferred)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Start();
			Test.Events().DefaultComponents = {"C"};
			Test.Events().OnMakeComponent = [](URecorderComponent& C) { C.bAutoActivate = true; };
			RecordSpawned(Test);
			Test.Events().Take();

			auto* Actor = Test.World().SpawnActorDeferred<ARecorderActor>(
				ARecorderActor::StaticClass(), FTransform::Identity);

			const bool bBefore = Switches.bActorSpawnedBeforeBeginPlay;
			const FEvents Made = {"A.Constructor", "C.Constructor", "C.PostInitProperties",
				"A.PostInitProperties", "C.OnComponentCreated", "C.OnRegister",
				"A.PostActorCreated"};
			EXPECT_EQ(Test.Events().Take(), Joined({Made, bBefore ? FEvents() : SpawnedEvent}));
			EXPECT_FALSE(Actor->HasActorBegunPlay());
			Test.Tick();
			EXPECT_EQ(Test.Events().Take(), FEvents());

			Actor->FinishSpawning(FTransform::Identity);

			EXPECT_EQ(Test.Events().Take(), Joined({{"A.OnConstruction"}, InitGroup,
												bBefore ? SpawnedEvent : FEvents(), BeginGroup}));
			Actor->FinishSpawning(FTransform::Identity);
			EXPECT_EQ(Test.Events().Take(), FEvents());
			Test.Tick();
			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
		});
}

TEST(Row03_NeverFinishedIsNeverBegunNorEnded)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Start();
			Test.Events().DefaultComponents = {"C"};
			auto* Actor = Test.World().SpawnActorDeferred<ARecorderActor>(
				ARecorderActor::StaticClass(), FTransform::Identity);
			Test.Events().Take();

			Actor->Destroy();

			EXPECT_EQ(Test.Events().Take(),
				(FEvents{"A.Destroyed[pre]", "A.OnDestroyed", "A.Destroyed[post]", "C.OnUnregister",
					"C.OnComponentDestroyed(true)"}));
		});
}

TEST(Row03_UnfinishedWhenTheMapStartsWaitsForFinishSpawning)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			ARecorderActor* Deferred = nullptr;
			Test.Events().Once("WSub.OnWorldBeginPlay",
				[&]()
				{
					Deferred = Test.World().SpawnActorDeferred<ARecorderActor>(
						ARecorderActor::StaticClass(), FTransform::Identity);
				});
			Test.Start();
			EXPECT_EQ(Test.Events().Count("A.PreInitializeComponents"), 0);
			EXPECT_FALSE(Deferred->HasActorBegunPlay());

			Deferred->FinishSpawning(FTransform::Identity);

			EXPECT_TRUE(Deferred->HasActorBegunPlay());
			EXPECT_EQ(Test.Events().Count("A.BeginPlay[pre]"), 1);
		});
}

TEST(Row03_UnfinishedInOnRegisterOfAMapThatLoadsWaitsForFinishSpawning)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("B", {"D"})});
			ARecorderActor* Deferred = nullptr;
			Test.Events().Once("D.OnRegister",
				[&]()
				{
					Deferred = Test.World().SpawnActorDeferred<ARecorderActor>(
						ARecorderActor::StaticClass(), FTransform::Identity);
				});
			Test.Start();

			EXPECT_FALSE(Deferred->HasActorBegunPlay());
			EXPECT_FALSE(Deferred->IsActorInitialized());
		});
}

TEST(Row04_SpawnBeforeTheWorldHasBegun)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("B", {"D"})});
			Test.Events().Once("WSub.OnWorldBeginPlay",
				[&Test]()
				{
					Test.Events().DefaultComponents = {"C"};
					EXPECT_FALSE(Test.Spawn("A")->HasActorBegunPlay());
					EXPECT_TRUE(Test.Events().Find("A.PostInitializeComponents") >= 0);
					Test.Events().Take();
				});

			Test.Start();

			const FEvents Begun = Test.Events().Take({"BeginPlay[pre]"});
			EXPECT_EQ(Begun.size(), SIZE_T(4));
			EXPECT_TRUE(Test.Find("A").HasActorBegunPlay());
			Test.Tick();
			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
		});
}

TEST(Row33_RemovedBeforeTheWorldHasBegun)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Events().Once("WSub.OnWorldBeginPlay",
				[&Test]()
				{
					Test.Events().DefaultComponents = {"C"};
					ARecorderActor* Actor = Test.Spawn("A");
					Test.Events().Take();
					Actor->Destroy();
				});

			Test.Start();

			EXPECT_EQ(Test.Events().Take(),
				(FEvents{"A.Destroyed[pre]", "C.UninitializeComponent", "A.OnDestroyed",
					"A.Destroyed[post]", "C.OnUnregister", "C.OnComponentDestroyed(true)"}));
		});
}

TEST(Spawn_RefusesWhatIsNoActorOrAbstract)
{
	FTestGame Test;
	Test.Start();

	EXPECT_TRUE(Test.World().SpawnActor(nullptr) == nullptr);
	EXPECT_TRUE(Test.World().SpawnActor(URecorderComponent::StaticClass()) == nullptr);
}

TEST(Spawn_DestroyedWhileItIsMadeComesBackAsNull)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const char* Event : {"A.PostActorCreated", "A.OnConstruction", "C.OnRegister",
					 "C.InitializeComponent", "A.PostInitializeComponents", "A.BeginPlay[pre]",
					 "C.BeginPlay[pre]", "C.BeginPlay[post]", "A.BeginPlay[post]"})
			{
				const FContext Context(Event);
				FTestGame Test(Switches);
				Test.Start();
				Test.Events().DefaultComponents = {"C"};
				ARecorderActor* Made = nullptr;
				Test.Events().OnMakeActor = [&Made](ARecorderActor& Actor) { Made = &Actor; };
				const int32 TicksBefore = Test.World().GetTickScheduler().Num();
				int32 Handed = 0;
				Test.World().AddOnActorSpawnedHandler(TDelegate<void(AActor*)>::CreateLambda(
					[&Handed](AActor* Actor) { Handed += IsValid(Actor) ? 0 : 1; }));
				Test.Events().Once(Event, [&Made]() { Made->Destroy(); });

				EXPECT_TRUE(Test.Spawn("A") == nullptr);

				EXPECT_EQ(Handed, 0);
				EXPECT_EQ(Test.World().GetTickScheduler().Num(), TicksBefore);
				Test.Tick();
				EXPECT_EQ(Test.Events().Count("A.Tick") + Test.Events().Count("C.Tick"), 0);
				EXPECT_EQ(Test.Events().Count("A.Destroyed[pre]"), 1);
				EXPECT_EQ(Test.Events().Count("C.OnComponentDestroyed(true)"), 1);
			}
		});
}
