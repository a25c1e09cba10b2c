// SPDX-License-Identifier: MIT
// §11.4 of the contract: what is broken is said.
#include "ForgetfulTypes.h"
#include "Report.h"
#include "TestGame.h"
#include "TickScheduler.h"

using namespace NativeTest;

namespace
{
/** Whether some violation contains the text. */
bool Contains(const std::vector<std::string>& Violations, const std::string& Text)
{
	return std::any_of(Violations.begin(), Violations.end(),
		[&Text](const std::string& Violation)
		{ return Violation.find(Text) != std::string::npos; });
}

/** The violations of a short life of a forgetful actor, whose callback reaches its Super so often.
 */
std::vector<std::string> ViolationsOfALife(
	const FSwitches& Switches, const std::string& Callback, int32 SuperCalls)
{
	FTestGame Test(Switches);
	Test.Start();
	FForgetful::Callback = Callback;
	FForgetful::SuperCalls = SuperCalls;
	AActor* Actor = Test.World().SpawnActor<AForgetfulActor>();
	Test.Tick();
	if (IsValid(Actor))
	{
		Actor->Destroy();
	}
	Test.Tick();
	Test.Game.Reset();
	FForgetful::Callback.clear();
	return Test.TakeViolations();
}
}

TEST(Invariant1_EndsAreAsManyAsBeginnings)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			// Without its Super the actor never counts as begun, and so never ends.
			EXPECT_TRUE(Contains(ViolationsOfALife(Switches, "A.BeginPlay", 0),
				"Expected as many EndPlays as BeginPlays of "));
			EXPECT_TRUE(Contains(ViolationsOfALife(Switches, "C.BeginPlay", 0),
				"Expected as many EndPlays as BeginPlays of "));
		});
}

TEST(Invariant1_BeginPlayTwice)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Start();
			AActor* Actor = Test.World().SpawnActor<AForgetfulActor>();
			EXPECT_EQ(Test.TakeViolations(), std::vector<std::string>());

			Actor->FindComponentByClass<UForgetfulComponent>()->BeginPlay();

			EXPECT_TRUE(Contains(Test.TakeViolations(), "before it begins again"));
			// The world itself does not begin it twice.
			Actor->DispatchBeginPlay();
			EXPECT_EQ(Test.TakeViolations(), std::vector<std::string>());
		});
}

TEST(Invariant2_NoTickInsideATick)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})}).Start();
			Test.Events().Once("C.Tick", [&Test]() { Test.World().Tick(LEVELTICK_All, 0.1f); });

			Test.Tick();

			EXPECT_TRUE(Contains(Test.TakeViolations(), "to end before the next"));
			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
			EXPECT_EQ(Test.Events().Count("A.Tick"), 1);
		});
}

TEST(Invariant2_NoTickAfterTheEnd)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})}).Start();
			ARecorderActor& Actor = Test.Find("A");
			// A public driver: the components stay registered.
			Actor.RouteEndPlay(EEndPlayReason::RemovedFromWorld);

			Test.Tick(0.1, 2);

			EXPECT_EQ(Test.Events().Count("C.Tick") + Test.Events().Count("A.Tick"), 0);
		});
}

TEST(Invariant5_SuperIsCalledOnce)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const char* Callback : {"C.OnRegister", "C.OnUnregister", "C.InitializeComponent",
					 "C.UninitializeComponent", "C.BeginPlay", "C.EndPlay", "C.BeginDestroy",
					 "A.BeginPlay", "A.EndPlay", "A.Destroyed"})
			{
				const FContext Context(Callback);
				EXPECT_EQ(ViolationsOfALife(Switches, Callback, 1), std::vector<std::string>());
				for (const int32 Calls : {0, 2})
				{
					const std::string Name = std::string(Callback).substr(2);
					const std::vector<std::string> Violations =
						ViolationsOfALife(Switches, Callback, Calls);
					const bool bSaid = Contains(Violations, "Expected " + Name + " of ") &&
									   Contains(Violations, "to call Super once");
					EXPECT_TRUE(bSaid);
				}
			}
		});
}

TEST(Invariant5_NestedCallsAreCountedByThemselves)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"})});
			Test.Events().Once("C.BeginPlay[post]",
				[&Test]() { Test.Find("A").Component().ReregisterComponent(); });
			Test.Events().Once("C.EndPlay[pre](Destroyed)",
				[&Test]() { Test.Find("A").Component().UnregisterComponent(); });
			Test.Start();
			Test.Find("A").Destroy();

			EXPECT_EQ(Test.TakeViolations(), std::vector<std::string>());
		});
}

TEST(Invariant6_NothingIsCalledOnTemplates)
{
	// The recorder checks it, for each class default object and for what level files are tried on.
	FTestGame Test;
	Test.Events().DefaultComponents = {"C", "D"};
	Test.Level("Main", {Placed("A", {"C", "N"})}).Start();
	Test.Tick();

	EXPECT_TRUE(GetDefault<ARecorderActor>()->IsTemplate());
	for (const UActorComponent* Component : GetDefault<AForgetfulActor>()->GetComponents())
	{
		EXPECT_TRUE(Component->IsTemplate());
		EXPECT_FALSE(Component->IsRegistered());
	}
	EXPECT_FALSE(Test.Find("A").Component().IsTemplate());
}

TEST(Invariant8_DestroyedIsNotCalledByHand)
{
	FTestGame Test;
	Test.Level("Main", {Placed("A", {"C"})}).Start();

	Test.Find("A").Destroyed();

	EXPECT_TRUE(Contains(Test.TakeViolations(), "only while it is destroyed"));
}

TEST(Invariant_BreakingIsPrintedAndAbortsWithoutAHandler)
{
	// Not run: it would end this process. The default is to be strict.
	std::vector<std::string> Said;
	Headless::SetViolationHandler(
		[&Said](const FString& Text) { Said.push_back(Headless::ToUtf8(*Text)); });
	Headless::ReportViolation(TEXT("Expected %s, but got %d"), *FString(TEXT("one")), 2);
	Headless::SetViolationHandler({});

	EXPECT_EQ(Said, (std::vector<std::string>{"Expected one, but got 2"}));
}
