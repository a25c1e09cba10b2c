// SPDX-License-Identifier: MIT
// Rows 25, 27, 31 and 48 of the lifecycle table: maps that end, by travel or because the game does.
#include "Engine/GameInstance.h"
#include "Kismet/GameplayStatics.h"
#include "Report.h"
#include "TestGame.h"
#include "WorldEvents.h"

using namespace NativeTest;

TEST(Row25_OpenLevel)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})}).Level("Other", {Placed("B", {"D"})}).Start();
			Test.Tick();
			const UGameInstance* const GameInstance = Test.World().GetGameInstance();
			const FWorldEvents WorldEvents;
			Test.Events().Take();

			UGameplayStatics::OpenLevel(&Test.World(), TEXT("Other"));
			EXPECT_EQ(Test.Events().Take(), FEvents());
			Test.Tick();

			FEvents Expected = {
				"W.PreLoadMap(Other)", "W.OnWorldBeginTearDown", "W.LevelRemoved(null)"};
			Append(Expected, EndGroup("LevelTransition"));
			Append(Expected, {"W.OnWorldCleanup", "C.OnUnregister", "WSub.Deinitialize"});
			if (Switches.GarbageCollectAfterFrames == 0)
			{
				Append(Expected, {"C.BeginDestroy", "C.OnComponentDestroyed(true)", "C.Destructor",
									 "A.BeginDestroy"});
			}
			FEvents Events = Test.Events().Take();
			EXPECT_TRUE(Events.size() > Expected.size());
			const FEvents Begun(
				Events.begin() + static_cast<std::ptrdiff_t>(Expected.size()), Events.end());
			Events.resize(Expected.size());
			EXPECT_EQ(Events, Expected);
			EXPECT_EQ(Begun.front(), "WSub.Initialize");
			const auto Count = [&Begun](const char* Event)
			{ return std::count(Begun.begin(), Begun.end(), Event); };
			EXPECT_EQ(Count("D.BeginPlay[post]"), 1);
			EXPECT_EQ(Count("W.PostLoadMapWithWorld(Other)"), 1);
			// The engine tick that travelled ticks the new world.
			EXPECT_EQ(Count("D.Tick"), 1);
			EXPECT_TRUE(Test.World().GetGameInstance() == GameInstance);
			EXPECT_EQ(Test.World().GetName(), FString(TEXT("Other")));
			EXPECT_NEAR(Test.World().GetTimeSeconds(), 0.1);
		});
}

TEST(Row25_SpawnedActorsEndAsPlacedOnes)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Other", {}).Start();
			Test.Events().DefaultComponents = {"C"};
			Test.Spawn("A");
			Test.Events().Take();

			Test.Game->RequestTravel(TEXT("Other"));
			Test.Tick();

			EXPECT_EQ(Test.Events().Count("A.EndPlay[pre](LevelTransition)"), 1);
			EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](LevelTransition)"), 1);
			EXPECT_EQ(Test.Events().Count("A.OnDestroyed"), 0);
		});
}

TEST(Row25_TravelToTheSameLevelStartsItAfresh)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})}).Start();
			for (int32 Time = 0; Time < 3; ++Time)
			{
				const TWeakObjectPtr<ARecorderActor> Before(&Test.Find("A"));
				Test.Game->RequestTravel(TEXT("Main"));
				Test.Tick();
				EXPECT_TRUE(Before.Get() == nullptr);
				EXPECT_EQ(Test.Find("A").Component().Deltas.Num(), 1);
			}
		});
}

TEST(Row26_OpenLevelDestroysThePawnAndTheControllerOfTheLocalPlayer)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"}), Placed("P", {"E"}), Placed("O", {"F"})})
				.Level("Other", {})
				.Start();
			Test.Game->SetLocalPlayer(&Test.Find("P"), &Test.Find("O"));
			Test.Events().Take();

			Test.Game->RequestTravel(TEXT("Other"));
			Test.Tick();

			EXPECT_EQ(Test.Events().Count("E.EndPlay[pre](Destroyed)"), 1);
			EXPECT_EQ(Test.Events().Count("F.EndPlay[pre](Destroyed)"), 1);
			EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](LevelTransition)"), 1);
			const FEvents Events = Test.Events().Take({"OnDestroyed", "EndPlay[pre]"});
			EXPECT_EQ(Events,
				(FEvents{"P.EndPlay[pre](Destroyed)", "E.EndPlay[pre](Destroyed)", "P.OnDestroyed",
					"O.EndPlay[pre](Destroyed)", "F.EndPlay[pre](Destroyed)", "O.OnDestroyed",
					"A.EndPlay[pre](LevelTransition)", "C.EndPlay[pre](LevelTransition)"}));
		});
}

TEST(Row27_OpenLevelFromATick)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Events().OnMakeComponent = [](URecorderComponent& C)
			{ C.PrimaryComponentTick.TickGroup = TG_PostUpdateWork; };
			Test.Level("Main", {Placed("A", {"C"})}).Level("Other", {}).Start();
			Test.Events().Once("A.Tick",
				[&Test]()
				{
					UGameplayStatics::OpenLevel(&Test.World(), TEXT("Other"));
					// Legal in between.
					EXPECT_TRUE(Test.Spawn("N") != nullptr);
				});
			Test.Events().Take();

			Test.Tick();

			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
			EXPECT_EQ(Test.Events().Take({"EndPlay"}), FEvents());
			Test.Tick();
			EXPECT_EQ(Test.Events().Count("A.Tick") + Test.Events().Count("C.Tick") +
						  Test.Events().Count("N.Tick"),
				0);
			EXPECT_EQ(Test.Events().Count("A.EndPlay[pre](LevelTransition)"), 1);
			EXPECT_EQ(Test.Events().Count("N.EndPlay[pre](LevelTransition)"), 1);
		});
}

TEST(Row27_TheLastOfSeveralWins)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("One", {}).Level("Two", {}).Start();

			UGameplayStatics::OpenLevel(&Test.World(), TEXT("One"));
			UGameplayStatics::OpenLevel(&Test.World(), TEXT("Two"));
			Test.Tick();

			EXPECT_EQ(Test.World().GetName(), FString(TEXT("Two")));
		});
}

TEST(Row27_OpenLevelFromBeginPlayAndEndPlay)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})})
				.Level("One", {Placed("B", {"D"})})
				.Level("Two", {});
			Test.Events().Once("C.BeginPlay[pre]",
				[&Test]() { UGameplayStatics::OpenLevel(&Test.World(), TEXT("One")); });
			Test.Events().Once("D.EndPlay[pre](LevelTransition)",
				[&Test]() { UGameplayStatics::OpenLevel(&Test.World(), TEXT("Main")); });
			Test.Start();
			EXPECT_EQ(Test.World().GetName(), FString(TEXT("Main")));
			Test.Tick();
			EXPECT_EQ(Test.World().GetName(), FString(TEXT("One")));
			Test.Game->RequestTravel(TEXT("Two"));
			Test.Tick();
			EXPECT_EQ(Test.World().GetName(), FString(TEXT("Two")));
			Test.Tick();
			EXPECT_EQ(Test.World().GetName(), FString(TEXT("Main")));
		});
}

TEST(Row27_OpenLevelThatDoesNotExistIsLoggedAndIgnored)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})}).Start();
			std::vector<std::string> Log;
			Headless::SetLogSink([&Log](const TCHAR*, int32, const FString& Text)
				{ Log.push_back(Headless::ToUtf8(*Text)); });

			UGameplayStatics::OpenLevel(&Test.World(), TEXT("Nowhere"));
			Test.Tick();
			Headless::SetLogSink({});

			EXPECT_EQ(Log, (std::vector<std::string>{
							   "OpenLevel: expected a level that was added, but got \"Nowhere\""}));
			EXPECT_TRUE(Test.Find("A").HasActorBegunPlay());
		});
}

TEST(Row31_Quit)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})}).Start();
			Test.Tick();
			const FWorldEvents WorldEvents;
			Test.Events().Take();

			Test.Quit();

			FEvents Expected = {"W.OnWorldBeginTearDown", "W.LevelRemoved(null)"};
			Append(Expected, EndGroup("Quit"));
			Append(Expected,
				{"W.OnWorldCleanup(session ended)", "C.OnUnregister", "WSub.Deinitialize"});
			FEvents Events = Test.Events().Take();
			Events.resize(std::min(Events.size(), Expected.size()));
			EXPECT_EQ(Events, Expected);
			EXPECT_FALSE(Test.Game->IsRunning());
			Test.Quit();
			Test.Tick();
			EXPECT_EQ(Test.Events().Take({"EndPlay", "Tick"}), FEvents());
		});
}

TEST(Row31_QuitFromInsideComesAtTheEndOfTheFrame)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Events().OnMakeComponent = [](URecorderComponent& C)
			{ C.PrimaryComponentTick.TickGroup = TG_PostUpdateWork; };
			Test.Level("Main", {Placed("A", {"C"})}).Start();
			Test.Events().Once("A.Tick", [&Test]() { Test.Quit(); });

			Test.Tick();

			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
			EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](Quit)"), 1);
			EXPECT_FALSE(Test.Game->IsRunning());
		});
}

TEST(Row31_QuitFromAnyCallback)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const char* Event : {"WSub.Initialize", "C.Constructor", "C.OnRegister",
					 "A.PostInitializeComponents", "WSub.OnWorldBeginPlay", "C.BeginPlay[pre]",
					 "A.BeginPlay[post]", "C.Tick", "C.EndPlay[pre](Quit)", "C.OnUnregister",
					 "WSub.Deinitialize", "C.BeginDestroy"})
			{
				const FContext Context(Event);
				FTestGame Test(Switches);
				Test.Level("Main", {Placed("A", {"C"})});
				Test.Events().Once(Event, [&Test]() { Test.Quit(); });
				Test.Start();
				Test.Tick(0.1, 2);
				Test.Quit();

				EXPECT_FALSE(Test.Game->IsRunning());
				EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](Quit)"), 1);
				EXPECT_EQ(Test.Events().Count("A.EndPlay[post]"), 1);
			}
		});
}

TEST(Row31_QuitFromBeginPlayOfWhatTheHostSpawns)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Start();
			Test.Events().Once("C.BeginPlay[pre]", [&Test]() { Test.Quit(); });
			FString Error;

			EXPECT_TRUE(Test.Game->SpawnActor(Placed("A"), FString(), Error) == nullptr);

			EXPECT_FALSE(Error.IsEmpty());
			EXPECT_FALSE(Test.Game->IsRunning());
		});
}

TEST(Row31_TravelThatWasAskedForDoesNotSurviveQuit)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})}).Level("Other", {}).Start();
			Test.Game->RequestTravel(TEXT("Other"));
			Test.Quit();

			Test.Start("Main");
			Test.Tick();

			EXPECT_EQ(Test.World().GetName(), FString(TEXT("Main")));
		});
}

TEST(Row48_SpawnFromEndPlayWhileTheWorldIsTearingDown)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const bool bQuit : {false, true})
			{
				for (const std::string Callback :
					{"A.EndPlay[pre]", "A.OnEndPlay", "C.EndPlay[pre]"})
				{
					FTestGame Test(Switches);
					Test.Level("Main", {Placed("A", {"C"})}).Level("Other", {}).Start();
					int32 Asked = 0;
					Test.Events().Once(Callback + (bQuit ? "(Quit)" : "(LevelTransition)"),
						[&]()
						{
							++Asked;
							EXPECT_TRUE(Test.World().bIsTearingDown);
							EXPECT_TRUE(Test.Spawn("N") == nullptr);
							FString Error;
							EXPECT_TRUE(
								Test.Game->SpawnActor(Placed("N"), FString(), Error) == nullptr);
							EXPECT_FALSE(Error.IsEmpty());
						});
					if (bQuit)
					{
						Test.Quit();
					}
					else
					{
						Test.Game->RequestTravel(TEXT("Other"));
						Test.Tick();
					}
					EXPECT_EQ(Asked, 1);
				}
			}
		});
}

TEST(Travel_TickFromInsideIsRefused)
{
	FTestGame Test;
	Test.Level("Main", {Placed("A", {"C"})}).Start();
	int32 Errors = 0;
	Headless::SetLogSink([&Errors](const TCHAR*, int32, const FString&) { ++Errors; });
	Test.Events().Once("C.Tick", [&Test]() { Test.Tick(); });

	Test.Tick();
	Headless::SetLogSink({});

	EXPECT_EQ(Errors, 1);
	EXPECT_EQ(Test.Game->GetFrame(), uint64(1));
}

TEST(Travel_StartIsRefusedForAnUnknownLevelAndWhileItRuns)
{
	FTestGame Test;
	FString Error;

	EXPECT_FALSE(Test.Game->Start(TEXT("Nowhere"), Error));
	EXPECT_EQ(Error, FString(TEXT("Expected a level that was added, but got \"Nowhere\"")));
	Test.Start();
	EXPECT_FALSE(Test.Game->Start(TEXT("Main"), Error));
	EXPECT_EQ(Error, FString(TEXT("Expected a game that does not run yet, but it runs")));
}
