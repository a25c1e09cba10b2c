// SPDX-License-Identifier: MIT
// The hub of a game instance: loops of no actor, in real time.
#include "Editor.h"
#include "Engine/GameInstance.h"
#include "FakeScript.h"
#include "HAL/IConsoleManager.h"
#include "Kismet/GameplayStatics.h"
#include "TransientLoopEnvironment.h"
#include "TransientLoopSubsystem.h"

namespace NativeTest
{
namespace
{
/** A game with a script on its hub that is to be crossed every so many seconds. */
class FHubGame
{
public:
	explicit FHubGame(double Seconds)
	{
		Script.OnTick = [Seconds](FTransientLoopRecord& Record)
		{ Record.Due = Record.Now + Seconds; };
		Game.Start();
	}

	void Exec(const char* Command)
	{
		EXPECT_TRUE(
			Headless::ExecConsoleCommand(FString(*Headless::FromUtf8(Command)), &Game.World()));
	}

	const FTransientLoopOwner& RunScript()
	{
		Exec("TransientLoop.Run patrol");
		return *Script.GetEnvironment()->GetTable().FindOwner(0);
	}

	FTransientLoopHub& Hub()
	{
		return Game.Game->GetGameInstance()
			->GetSubsystem<UTransientLoopSubsystem>()
			->GetEnvironment()
			->GetHub();
	}

	FFakeScript Script;
	FTestGame Game;
};
}

TEST(Hub_RunsAScriptWithoutAnActor)
{
	FHubGame Test(0.15);

	Test.Exec("TransientLoop.Run patrol");
	Test.Game.Tick(0.1, 5);

	EXPECT_EQ(Test.Script.Calls, (FEvents{"Begin", "Tick", "Tick", "Tick"}));
}

TEST(Hub_GoesOnInPauseAndUndilated)
{
	FHubGame Test(0.05);
	Test.Exec("TransientLoop.Run patrol");
	UGameplayStatics::SetGlobalTimeDilation(&Test.Game.World(), 4.f);
	UGameplayStatics::SetGamePaused(&Test.Game.World(), true);

	Test.Game.Tick(0.1, 3);

	EXPECT_EQ(Test.Script.Calls.size(), SIZE_T{4});
	EXPECT_NEAR(Test.Script.Record().Now, 0.3);
}

TEST(Hub_GoesOnOverTravel)
{
	FHubGame Test(0.05);
	Test.Game.Level("Other", {});
	Test.Exec("TransientLoop.Run patrol");

	UGameplayStatics::OpenLevel(&Test.Game.World(), FName(TEXT("Other")));
	Test.Game.Tick(0.1, 2);

	EXPECT_EQ(Test.Script.Calls, (FEvents{"Begin", "Tick", "Tick"}));
}

TEST(Hub_EndsTheRunOfAScriptThatIsRunAgain)
{
	FHubGame Test(10.0);
	Test.Exec("TransientLoop.Run patrol");
	Test.Exec("TransientLoop.Run other");

	Test.Exec("TransientLoop.Run patrol");

	EXPECT_EQ(Test.Script.Calls, (FEvents{"Begin", "Begin", "End", "Begin"}));
}

TEST(Hub_EndsWithTheGame)
{
	FHubGame Test(10.0);
	Test.Exec("TransientLoop.Run patrol");

	Test.Game.Quit();

	EXPECT_EQ(Test.Script.Calls, (FEvents{"Begin", "End"}));
}

TEST(Hub_OfAnEnvironmentThatDiedDoesNothingAndSaysSoOnce)
{
	FHubGame Test(0.05);
	Test.Exec("TransientLoop.Run patrol");
	Test.Script.Die();

	Test.Game.Tick(0.1, 5);

	EXPECT_EQ(Test.Script.Calls, (FEvents{"Begin"}));
	EXPECT_EQ(Test.Script.Log.size(), SIZE_T{1});
}

TEST(Hub_ListsNothingBeforeTheFirstRun)
{
	FHubGame Test(1.0);

	Test.Exec("TransientLoop.List");
	Test.Exec("TransientLoop.Run patrol");
	Test.Exec("TransientLoop.List");
	Test.Exec("TransientLoop.Dump");

	EXPECT_EQ(Test.Script.Log, (FEvents{"no script runs on the hub", "hub", "hub", "loops: 1"}));
}

TEST(Hub_RefusesWrongInputInOneLine)
{
	FHubGame Test(1.0);

	Test.Exec("TransientLoop.Run");
	Test.Exec("TransientLoop.Cancel x1");
	Test.Exec("TransientLoop.Restart Nobody");

	EXPECT_EQ(Test.Script.Log.size(), SIZE_T{3});
	EXPECT_FALSE(
		Headless::ExecConsoleCommand(FString(TEXT("TransientLoop.Nothing")), &Test.Game.World()));
}

TEST(Hub_KeepsItsScriptsOverARestartOfTheEnvironment)
{
	FHubGame Test(10.0);
	Test.Exec("TransientLoop.Run patrol");

	Test.Game.Game->GetGameInstance()
		->GetSubsystem<UTransientLoopSubsystem>()
		->RestartEnvironment();

	EXPECT_EQ(Test.Script.Calls, (FEvents{"Begin", "End", "Begin"}));
	EXPECT_EQ(Test.Script.Ends, (FEvents{"?: EnvironmentLost"}));
}

TEST(Hub_OfTheEditorRunsWithoutPlayAndEndsWithIt)
{
	FFakeScript Script;
	Script.OnTick = [](FTransientLoopRecord& Record) { Record.Due = Record.Now + 0.05; };
	FTestGame Game;
	Game.Game->bIsEditorWorld = true;
	Game.Level("Main", {}).Start();
	EXPECT_TRUE(
		Headless::ExecConsoleCommand(FString(TEXT("TransientLoop.Run patrol")), &Game.World()));

	Game.Tick(0.1, 2);
	Game.Quit();

	EXPECT_EQ(Script.Calls, (FEvents{"Begin", "Tick", "Tick", "End"}));
	EXPECT_EQ(Script.Ends, (FEvents{"?: Quit"}));
	EXPECT_TRUE(GEngine == nullptr);
}

TEST(Hub_BeginsALoopForEachScopeOnceAndEndsItWithThat)
{
	FHubGame Test(10.0);
	FTransientLoopHub& Hub = Test.Hub();
	const FTransientLoopOwner& Owner = Test.RunScript();

	// Slot 0 is the script's own.
	EXPECT_EQ(Hub.GetScopeSlot(Owner, ETransientLoopScope::Level), INDEX_NONE);
	EXPECT_EQ(Hub.GetScopeSlot(Owner, ETransientLoopScope::World), 1);
	EXPECT_EQ(Hub.GetScopeSlot(Owner, ETransientLoopScope::World), 1);
	EXPECT_EQ(Hub.GetScopeSlot(Owner, ETransientLoopScope::Game), 2);
	EXPECT_EQ(Hub.GetScopeSlot(Owner, ETransientLoopScope::Hub), 3);
	EXPECT_EQ(Hub.GetLingeringSlot(), 3);
	Test.Game.Level("Other", {});
	UGameplayStatics::OpenLevel(&Test.Game.World(), FName(TEXT("Other")));
	Test.Game.Tick(0.1, 1);
	EXPECT_EQ(Test.Script.Ends, (FEvents{"?: LevelTransition"}));

	Test.Game.Quit();

	EXPECT_EQ(Test.Script.Ends, (FEvents{"?: LevelTransition", "?: Quit", "?: Quit", "?: Quit"}));
}

TEST(Hub_EndsTheScopeOfAWorldThatWentWithoutAWord)
{
	FHubGame Test(10.0);
	Test.Hub().GetScopeSlot(Test.RunScript(), ETransientLoopScope::World);

	Test.Game.Game->DestroyWorldDirectly(false);
	Test.Game.Tick(0.1, 20);

	EXPECT_EQ(Test.Script.Ends, (FEvents{"?: LevelTransition"}));
}
}
