// SPDX-License-Identifier: MIT
// What Blueprints do with a loop and hear of it, with C++ in the place of script.
#include "FakeScript.h"
#include "LoopHearer.h"
#include "TransientLoopRunTaskAction.h"
#include "TransientLoopSubsystem.h"
#include "TransientLoopWaitForEventAction.h"

#include "Kismet/GameplayStatics.h"

using namespace NativeTest;

namespace
{
/** A game with one loop, on actor "A", of which everything is heard. */
struct FHeardGame
{
	explicit FHeardGame(const FSwitches& Switches = FSwitches())
		: Test(Switches)
	{
		FPlacedActor Placed = PlacedLoop();
		Placed.Components[0].Properties.Add({TEXT("bAutoStart"), TEXT("false")});
		Test.Level("Main", {Placed}).Start();
		Loop = &LoopOf(Test.Find("A"));
		Hearer = NewObject<ULoopHearer>(Loop);
		Hearer->Hear(*Loop);
	}

	/** Lines so far, which are forgotten. */
	FEvents Take()
	{
		FEvents Lines;
		Lines.swap(Hearer->Lines);
		return Lines;
	}

	FFakeScript Script;
	FTestGame Test;
	UTransientLoopComponent* Loop = nullptr;
	ULoopHearer* Hearer = nullptr;
};

using EOutcome = ETransientLoopTaskOutcome;
}

TEST(LoopEvents_TellBeginningAndEndWithItsReason)
{
	FHeardGame Game;
	EXPECT_EQ(Game.Loop->GetLoopState(), ETransientLoopState::NotStarted);

	Game.Loop->StartLoop();
	EXPECT_EQ(Game.Loop->GetLoopState(), ETransientLoopState::Running);
	Game.Loop->StopLoop();
	Game.Loop->StopLoop();
	EXPECT_EQ(Game.Loop->GetLoopState(), ETransientLoopState::Ended);
	Game.Loop->StartLoop();
	Game.Test.Find("A").Destroy();

	EXPECT_EQ(Game.Take(), (FEvents{"started", "ended: stopped", "started", "ended: destroyed"}));
}

TEST(LoopEvents_TellTheBeginningBeforeWhatTheFirstStepDoes)
{
	FHeardGame Game;
	Game.Script.OnOperation = [&Game](ETransientLoopOperation Operation)
	{
		if (Operation == ETransientLoopOperation::Begin)
		{
			Game.Loop->TellTask(1, EOutcome::Finished, TEXT("main"), TEXT("3"));
			Game.Loop->StopLoop();
		}
	};

	EXPECT_FALSE(Game.Loop->StartLoop());

	EXPECT_EQ(Game.Take(), (FEvents{"started", "1 main finished: 3", "ended: stopped"}));
}

TEST(LoopEvents_TellAnEnvironmentThatIsLost)
{
	FHeardGame Game;
	Game.Loop->StartLoop();
	Game.Script.Die();
	Game.Loop->PostEvent(TEXT("x"), TEXT(""));

	EXPECT_EQ(Game.Take(), (FEvents{"started", "ended: environment-lost"}));
	EXPECT_FALSE(Game.Loop->StartLoop());
	EXPECT_EQ(Game.Loop->GetLoopState(), ETransientLoopState::Ended);
}

TEST(LoopEvents_AreHeardOnlyIfSomebodyIsBound)
{
	FHeardGame Game;
	EXPECT_TRUE(Game.Loop->HearsTasks());
	EXPECT_TRUE(Game.Loop->HearsEvents());
	Game.Loop->OnTaskFinished.Clear();
	Game.Loop->OnTaskFailed.Clear();
	EXPECT_TRUE(Game.Loop->HearsTasks());
	Game.Loop->OnTaskCancelled.Clear();
	Game.Loop->OnScriptEvent.Clear();
	EXPECT_FALSE(Game.Loop->HearsTasks());
	EXPECT_FALSE(Game.Loop->HearsEvents());
}

TEST(LoopEvents_NobodyBeginsAnewInEndPlay)
{
	FHeardGame Game;
	Game.Hearer->OnEnded = [&Game]()
	{
		EXPECT_FALSE(Game.Loop->StartLoop());
		EXPECT_FALSE(Game.Loop->RestartLoop());
	};
	Game.Loop->StartLoop();
	Game.Script.Calls.clear();

	Game.Test.Find("A").Destroy();

	EXPECT_EQ(Game.Script.Calls, FEvents{"End"});
	EXPECT_EQ(Game.Script.Log.size(), SIZE_T(2));
}

TEST(Restart_EndsTheLoopAndBeginsAFreshOne)
{
	FHeardGame Game;
	Game.Loop->StartLoop();

	EXPECT_TRUE(Game.Loop->RestartLoop());

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Begin", "End", "Begin"}));
	EXPECT_EQ(Game.Take(), (FEvents{"started", "ended: restarted", "started"}));
}

TEST(Restart_StartsALoopThatDoesNotRun)
{
	FHeardGame Game;

	EXPECT_TRUE(Game.Loop->RestartLoop());

	EXPECT_EQ(Game.Take(), FEvents{"started"});
}

TEST(Restart_FromInsideBeginsInTheNextTick)
{
	FHeardGame Game;
	Game.Loop->StartLoop();
	Game.Script.OnTick = [&Game](FTransientLoopRecord&)
	{
		Game.Script.OnTick = {};
		EXPECT_TRUE(Game.Loop->RestartLoop());
		EXPECT_EQ(Game.Loop->GetLoopState(), ETransientLoopState::Restarting);
		// A tick from inside the call changes nothing.
		Game.Loop->TickComponent(0.5f, LEVELTICK_All, &Game.Loop->PrimaryComponentTick);
	};

	Game.Test.Tick(0.1);
	EXPECT_EQ(Game.Script.Calls, (FEvents{"Begin", "Tick", "End"}));
	EXPECT_FALSE(Game.Loop->IsLoopRunning());
	Game.Test.Tick(0.1);

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Begin", "Tick", "End", "Begin"}));
	EXPECT_EQ(Game.Script.Log, FEvents());
}

TEST(Restart_OfAScriptThatAlwaysRestartsComesOnceATick)
{
	FHeardGame Game;
	Game.Script.OnOperation = [&Game](ETransientLoopOperation Operation)
	{
		if (Operation == ETransientLoopOperation::Begin)
		{
			Game.Loop->RestartLoop();
		}
	};
	Game.Loop->StartLoop();
	Game.Script.Calls.clear();

	Game.Test.Tick(0.1, 3);

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Begin", "End", "Begin", "End", "Begin", "End"}));
	Game.Script.OnOperation = {};
}

TEST(Restart_ThatIsToComeIsTakenBackByAStop)
{
	FHeardGame Game;
	Game.Loop->StartLoop();
	Game.Script.OnTick = [&Game](FTransientLoopRecord&) { Game.Loop->RestartLoop(); };
	Game.Test.Tick(0.1);
	Game.Loop->StopLoop();

	Game.Test.Tick(0.1, 2);

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Begin", "Tick", "End"}));
	EXPECT_EQ(Game.Loop->GetLoopState(), ETransientLoopState::Ended);
}

TEST(Restart_ThatIsToComeEndsWithItsActor)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FHeardGame Game(Switches);
			Game.Loop->StartLoop();
			Game.Script.OnTick = [&Game](FTransientLoopRecord&)
			{
				Game.Loop->RestartLoop();
				Game.Loop->GetOwner()->Destroy();
			};

			Game.Test.Tick(0.1, 3);

			EXPECT_EQ(Game.Script.Calls, (FEvents{"Begin", "Tick", "End"}));
		});
}

TEST(Clock_GameStandsInPauseAndUnpausedAndRealGoOn)
{
	for (const ETransientLoopClock Clock :
		{ETransientLoopClock::Game, ETransientLoopClock::Unpaused, ETransientLoopClock::Real})
	{
		FHeardGame Game;
		Game.Loop->SetClock(Clock);
		Game.Loop->StartLoop();
		UGameplayStatics::SetGlobalTimeDilation(&Game.Test.World(), 2.0f);
		Game.Test.Tick(0.1, 5);
		const bool bReal = Clock == ETransientLoopClock::Real;
		EXPECT_NEAR(Game.Script.Record().Now, bReal ? 0.5 : 1.0);
		UGameplayStatics::SetGamePaused(&Game.Test.World(), true);
		Game.Test.Tick(0.1, 5);
		EXPECT_NEAR(Game.Script.Record().Now, Clock == ETransientLoopClock::Game ? 1.0
											  : bReal                            ? 1.0
																				 : 2.0);
	}
}

TEST(Clock_RealCutsNoHitch)
{
	FHeardGame Game;
	Game.Loop->SetClock(ETransientLoopClock::Real);
	Game.Loop->StartLoop();

	Game.Test.Tick(3.0);

	EXPECT_NEAR(Game.Script.Record().Now, 3.0);
}

TEST(Clock_ChangedWhileTheLoopRunsGoesOnFromWhereItIs)
{
	FHeardGame Game;
	Game.Loop->StartLoop();
	UGameplayStatics::SetGlobalTimeDilation(&Game.Test.World(), 2.0f);
	Game.Test.Tick(0.1);
	EXPECT_NEAR(Game.Script.Record().Now, 0.2);

	Game.Loop->SetClock(ETransientLoopClock::Real);
	Game.Test.Tick(0.1);
	EXPECT_NEAR(Game.Script.Record().Now, 0.3);
	Game.Loop->SetClock(ETransientLoopClock::Game);
	Game.Test.Tick(0.1);

	EXPECT_NEAR(Game.Script.Record().Now, 0.5);
}

TEST(Clock_RealCrossesWhenDueAndRefusesNestedTicks)
{
	FHeardGame Game;
	Game.Loop->SetClock(ETransientLoopClock::Real);
	Game.Loop->StartLoop();
	Game.Script.Record().Due = 0.15;
	Game.Script.Calls.clear();
	Game.Script.OnTick = [&Game](FTransientLoopRecord&)
	{ Game.Loop->TickComponent(0.5f, LEVELTICK_All, &Game.Loop->PrimaryComponentTick); };

	Game.Test.Tick(0.1, 4);

	EXPECT_EQ(Game.Script.Calls, FEvents{"Tick"});
	EXPECT_NEAR(Game.Script.Record().Now, 0.4);
	EXPECT_EQ(Game.Script.Log.size(), SIZE_T(1));
}

TEST(TickEvenWhenPaused_IsTakenOverFromThePropertyAndChanged)
{
	FFakeScript Script;
	FTestGame Test;
	FPlacedActor Placed = PlacedLoop();
	Placed.Components[0].Properties.Add({TEXT("bTickEvenWhenPaused"), TEXT("false")});
	Placed.Components[0].Properties.Add({TEXT("Clock"), TEXT("Unpaused")});
	Test.Level("Main", {Placed}).Start();
	UTransientLoopComponent& Loop = LoopOf(Test.Find("A"));
	UGameplayStatics::SetGamePaused(&Test.World(), true);

	Test.Tick(0.1, 2);
	EXPECT_NEAR(Script.Record().Now, 0.0);
	Loop.SetLoopTickEvenWhenPaused(true);
	Test.Tick(0.1, 2);

	EXPECT_NEAR(Script.Record().Now, 0.2);
}

TEST(TickBudget_IsGivenAtTheStartAndWhenItChanges)
{
	FHeardGame Game;
	Game.Loop->SetTickBudget(5, 2.0f);
	int32 Argument = -1;
	Game.Script.OnArgument = [&Argument](ETransientLoopOperation Operation, int32 Given)
	{
		if (Operation == ETransientLoopOperation::Begin)
		{
			Argument = Given;
		}
	};
	Game.Loop->StartLoop();
	EXPECT_EQ(Argument & 1, 1);
	Game.Loop->SetTickBudget(-3, -1.0f);

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Begin", "BudgetChanged"}));
	EXPECT_EQ(Game.Loop->TickBudgetSteps, 0);
	Game.Loop->RestartLoop();
	EXPECT_EQ(Argument & 1, 0);
	Game.Script.OnArgument = {};
}

TEST(SetScript_IsToldAtTheStartUnlessTheLoopBeforeHadTheSame)
{
	FHeardGame Game;
	FEvents Same;
	Game.Script.OnArgument = [&Same](ETransientLoopOperation Operation, int32 Given)
	{
		if (Operation == ETransientLoopOperation::Begin)
		{
			Same.push_back((Given & 4) != 0 ? "same" : "another");
		}
	};
	for (const TCHAR* Module : {TEXT("patrol"), TEXT("patrol"), TEXT("Patrol"), TEXT("patrol")})
	{
		Game.Loop->SetScript(Module, FString());
		Game.Loop->RestartLoop();
	}

	// Names of files: their letters' case counts.
	EXPECT_EQ(Same, (FEvents{"another", "same", "another", "another"}));
	Game.Script.OnArgument = {};
}

TEST(SetScript_LetsARunningLoopReadItsOwnFirst)
{
	FHeardGame Game;
	Game.Loop->StartLoop();
	Game.Script.OnOperation = [&Game](ETransientLoopOperation)
	{ EXPECT_TRUE(Game.Loop->ScriptModule.IsEmpty()); };

	Game.Loop->SetScript(TEXT("other"), TEXT("{}"));

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Begin", "ScriptChanges"}));
	EXPECT_EQ(Game.Loop->ScriptModule, FString(TEXT("other")));
	Game.Script.OnOperation = {};
}

TEST(RunTask_FiresOnePinForItsTask)
{
	const std::pair<EOutcome, const char*> Pins[] = {
		{EOutcome::Finished, "completed: text"},
		{EOutcome::Failed, "failed: text"},
		{EOutcome::Cancelled, "cancelled: text"},
	};
	for (const auto& [Outcome, Line] : Pins)
	{
		FHeardGame Game;
		Game.Loop->StartLoop();
		Game.Take();
		Game.Script.StartedTask = 7;
		Game.Hearer->Run(TEXT("blink"));
		EXPECT_FALSE(Game.Loop->TellTask(6, Outcome, TEXT("other"), TEXT("text")));
		Game.Take();

		EXPECT_TRUE(Game.Loop->TellTask(7, Outcome, TEXT("blink"), TEXT("text")));
		EXPECT_EQ(Game.Take()[0], std::string(Line));

		EXPECT_FALSE(Game.Loop->TellTask(7, Outcome, TEXT("blink"), TEXT("text")));
		Game.Loop->StopLoop();
		EXPECT_EQ(Game.Take().size(), SIZE_T(2));
	}
}

TEST(RunTask_OfNoLoopAndOfNoTaskFailsWithOneMessage)
{
	FHeardGame Game;
	Game.Hearer->Run(TEXT("blink"));
	EXPECT_EQ(Game.Take(), FEvents{"failed: " + Headless::ToUtf8(*Game.Loop->GetPathName()) +
								   ": expected a loop that runs, but none does"});
	Game.Loop->StartLoop();
	Game.Take();
	Game.Hearer->Run(TEXT("blink"));

	const FEvents Lines = Game.Take();
	EXPECT_EQ(Lines.size(), SIZE_T(1));
	EXPECT_TRUE(
		Lines[0].find("expected a script that exports a task \"blink\"") != std::string::npos);
	Game.Hearer->RunOn(nullptr, TEXT("blink"));
	EXPECT_EQ(Game.Take(), FEvents{"failed: Expected a loop component, but got none"});
}

TEST(RunTask_IsCancelledWithTheActorAndFiresNothingAfter)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FHeardGame Game(Switches);
			Game.Loop->StartLoop();
			Game.Take();
			Game.Script.StartedTask = 7;
			UTransientLoopAction* Action = Game.Hearer->Run(TEXT("blink"));

			Game.Test.Find("A").Destroy();

			EXPECT_EQ(Game.Take(), (FEvents{"cancelled: destroyed", "ended: destroyed"}));
			EXPECT_FALSE(Action->IsActive());
		});
}

TEST(RunTask_CancelsItsTaskOnce)
{
	FHeardGame Game;
	Game.Loop->StartLoop();
	Game.Take();
	Game.Script.StartedTask = 7;
	UTransientLoopAction* Action = Game.Hearer->Run(TEXT("blink"));
	Game.Script.OnOperation = [&Game](ETransientLoopOperation Operation)
	{
		if (Operation == ETransientLoopOperation::CancelTask)
		{
			Game.Loop->TellTask(7, EOutcome::Cancelled, TEXT("blink"), TEXT("cancelled"));
		}
	};

	Action->Cancel();
	Action->Cancel();
	Action->SetReadyToDestroy();

	EXPECT_EQ(Game.Script.Calls, (FEvents{"Begin", "StartTask", "CancelTask"}));
	EXPECT_EQ(Game.Take(), (FEvents{"cancelled: cancelled", "7 blink cancelled: cancelled"}));
	Game.Script.OnOperation = {};
}

TEST(RunTask_LivesUntilItIsDoneAndIsGarbageThen)
{
	FHeardGame Game;
	Game.Loop->StartLoop();
	Game.Script.StartedTask = 7;
	TWeakObjectPtr<UTransientLoopAction> Action = Game.Hearer->Run(TEXT("blink"));
	Game.Test.Tick(0.1, 5);
	EXPECT_TRUE(Action.IsValid());

	Game.Loop->TellTask(7, EOutcome::Finished, TEXT("blink"), TEXT(""));

	EXPECT_FALSE(Action.IsValid());
}

TEST(WaitForEvent_HearsTheNextOfItsName)
{
	FHeardGame Game;
	Game.Loop->StartLoop();
	Game.Take();
	Game.Hearer->Wait(TEXT("door"));
	Game.Loop->TellEvent(TEXT("Door"), TEXT("1"));
	Game.Loop->TellEvent(TEXT("door"), TEXT("2"));
	Game.Loop->TellEvent(TEXT("door"), TEXT("3"));

	EXPECT_EQ(
		Game.Take(), (FEvents{"event Door: 1", "completed: 2", "event door: 2", "event door: 3"}));
}

TEST(WaitForEvent_IsCancelledByARestart)
{
	FHeardGame Game;
	Game.Loop->StartLoop();
	Game.Take();
	Game.Hearer->Wait(TEXT(""));

	Game.Loop->RestartLoop();

	EXPECT_EQ(Game.Take(), (FEvents{"cancelled: restarted", "ended: restarted", "started"}));
}

TEST(WaitForEvent_OfALoopThatQuitsFiresInsideThat)
{
	FHeardGame Game;
	Game.Loop->StartLoop();
	Game.Take();
	Game.Hearer->Wait(TEXT("door"));
	FEvents AtTheEnd;
	Game.Hearer->OnEnded = [&Game, &AtTheEnd]() { AtTheEnd = Game.Hearer->Lines; };

	Game.Test.Quit();

	EXPECT_EQ(AtTheEnd, (FEvents{"cancelled: quit", "ended: quit"}));
}
