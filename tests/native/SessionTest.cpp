// SPDX-License-Identifier: MIT
// Rows 30, 32, 35 and 50 of the lifecycle table: sessions of play in the editor, worlds that are
// destroyed directly, dedicated servers.
#include "Engine/GameInstance.h"
#include "TestGame.h"
#include "WorldEvents.h"

using namespace NativeTest;

TEST(Row30_PlayInEditorStops)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Game->bIsPlayInEditor = true;
			Test.Level("Main", {Placed("A", {"C"})});
			// The process lives on: a second session is as the first.
			for (int32 Session = 0; Session < 2; ++Session)
			{
				Test.Start();
				Test.Tick();
				EXPECT_EQ(static_cast<int32>(Test.World().WorldType),
					static_cast<int32>(EWorldType::PIE));
				const FWorldEvents WorldEvents;
				Test.Events().Take();

				Test.Quit();

				FEvents Expected = {
					"W.PrePIEEnded", "W.EndPIE", "W.OnWorldBeginTearDown", "W.LevelRemoved(null)"};
				Append(Expected, EndGroup("EndPlayInEditor"));
				Append(Expected,
					{"W.OnWorldCleanup(session ended)", "C.OnUnregister", "WSub.Deinitialize"});
				if (Switches.GarbageCollectAfterFrames >= 0)
				{
					Append(Expected, {"C.BeginDestroy", "C.OnComponentDestroyed(true)",
										 "C.Destructor", "A.BeginDestroy"});
				}
				Append(Expected, {"W.ShutdownPIE"});
				EXPECT_EQ(Test.Events().Take(), Expected);
				Test.Tick();
				EXPECT_EQ(Test.Events().Take(), FEvents());
			}
		});
}

TEST(Row35_PlayInEditorStartsWithCopies)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Game->bIsPlayInEditor = true;
			Test.Level("Main", {Placed("A", {"C"})});

			Test.Start();

			EXPECT_EQ(Test.Events().Take(),
				(FEvents{"WSub.Initialize", "A.Constructor", "A.PostInitProperties",
					"C.Constructor", "C.PostInitProperties", "A.PostDuplicate", "C.PostDuplicate",
					"C.OnRegister", "A.PreInitializeComponents", "C.InitializeComponent",
					"A.PostInitializeComponents", "WSub.OnWorldBeginPlay", "A.BeginPlay[pre]",
					"C.BeginPlay[pre]", "C.BeginPlay[post]", "A.BeginPlay[post]"}));
		});
}

TEST(Row32_WorldDestroyedDirectly)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const bool bCleanup : {false, true})
			{
				const FContext Context(bCleanup ? "with a cleanup" : "without a cleanup");
				FTestGame Test(Switches);
				Test.Level("Main", {Placed("A", {"C"})}).Start();
				Test.Events().bUnroutedIsExpected = true;
				Test.Tick();
				Test.Events().Take();

				Test.Game->DestroyWorldDirectly(bCleanup);
				EXPECT_EQ(Test.Events().Take({"EndPlay", "OnComponentDestroyed"}), FEvents());
				for (int32 Frame = 0; Frame < 4; ++Frame)
				{
					Test.Tick();
				}
				Test.Quit();

				// The safety net of garbage collection, if it comes at all in the life of the game.
				const FEvents Late =
					Switches.GarbageCollectAfterFrames < 0
						? FEvents()
						: FEvents{"C.BeginDestroy", "C.EndPlay[pre](Destroyed)", "C.EndPlay[post]",
							  "C.UninitializeComponent", "C.OnComponentDestroyed(true)"};
				FEvents Heard;
				for (const std::string& Event : Test.Events().Take())
				{
					if (Event[0] == 'C' && Event != "C.Destructor")
					{
						Heard.push_back(Event);
					}
				}
				EXPECT_EQ(Heard, Late);
			}
		});
}

TEST(Row34_EditorWorldAndClassDefaultObject)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Events().OnMakeComponent = [](URecorderComponent& C) { C.bAutoActivate = true; };
			Test.Game->bIsEditorWorld = true;
			Test.Level("Main", {Placed("A", {"C"})}).Start();
			Test.Tick(0.1, 3);
			Test.Quit();

			const FEvents Heard = Test.Events().Take(
				{"On", "Activate", "BeginPlay", "EndPlay", "Initialize", "Tick"});
			FEvents OfC;
			for (const std::string& Event : Heard)
			{
				if (Event[0] == 'C')
				{
					OfC.push_back(Event);
				}
			}
			// The last is garbage collection's.
			FEvents Expected = {"C.OnRegister", "C.Activate(true)", "C.OnUnregister"};
			if (Switches.bActivateAfterOnRegister)
			{
				Expected = {"C.OnRegister", "C.OnUnregister"};
			}
			OfC.resize(std::min(OfC.size(), Expected.size()));
			EXPECT_EQ(OfC, Expected);
			EXPECT_EQ(Test.Events().Count("C.BeginPlay[pre]"), 0);
		});
}

TEST(Row49_BlueprintClassIsRecompiledInTheEditor)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Game->bIsEditorWorld = true;
			Test.Level("Main", {Placed("A", {"C"})}).Start();
			Test.Find("A").Component().Count = 7;
			Test.Events().Take();

			auto* New = Cast<ARecorderActor>(Test.Game->Reinstance(Test.Find("A")));

			EXPECT_EQ(New->Component().Count, 7);
			EXPECT_EQ(Test.Events().Take({"OnUnregister", "OnComponentDestroyed", "OnRegister",
						  "BeginPlay", "EndPlay", "OnEndPlay"}),
				(FEvents{"C.OnUnregister", "C.OnComponentDestroyed(true)", "C.OnRegister"}));
		});
}

TEST(Row50_DedicatedServer)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Game->bIsDedicatedServer = true;
			Test.Events().OnMakeComponent = [](URecorderComponent& C)
			{ C.PrimaryComponentTick.bAllowTickOnDedicatedServer = false; };
			Test.Level("Main", {Placed("A", {"C"})}).Start();

			Test.Tick(0.1, 3);
			EXPECT_EQ(Test.Events().Count("C.BeginPlay[post]"), 1);
			EXPECT_FALSE(
				Test.Find("A").Component().PrimaryComponentTick.IsTickFunctionRegistered());
			Test.Find("A").Destroy();

			EXPECT_EQ(Test.Events().Count("C.Tick"), 0);
			EXPECT_EQ(Test.Events().Count("A.Tick"), 3);
			EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](Destroyed)"), 1);
		});
}
