// SPDX-License-Identifier: MIT
// Rows 5, 6, 12 to 14, 16 and 46 of the lifecycle table: components that come and go on an actor
// that plays.
#include "TestGame.h"
#include "TickScheduler.h"

using namespace NativeTest;

namespace
{
/** A game with one begun actor A that has a component C, and no events so far. */
void StartWithActor(FTestGame& Test)
{
	Test.Level("Main", {Placed("A", {"C"})}).Start();
	Test.Tick();
	Test.Events().Take();
}

void AutoActivate(FTestGame& Test)
{
	Test.Events().OnMakeComponent = [](URecorderComponent& C) { C.bAutoActivate = true; };
}
}

TEST(Row05_ComponentAddedToAnActorThatHasBegun)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			AutoActivate(Test);
			ARecorderActor& Actor = Test.Find("A");

			URecorderComponent& New = Actor.NewComponent(TEXT("N"));
			EXPECT_EQ(Test.Events().Take(), (FEvents{"N.Constructor", "N.PostInitProperties"}));
			Test.Tick();
			EXPECT_EQ(Test.Events().Count("N.Tick"), 0);
			Test.Events().Take();
			New.RegisterComponent();

			EXPECT_EQ(Test.Events().Take(),
				(FEvents{"N.OnComponentCreated", "N.OnRegister", "N.Activate(true)",
					"N.InitializeComponent", "N.BeginPlay[pre]", "N.BeginPlay[post]"}));
			Test.Tick();
			EXPECT_EQ(Test.Events().Count("N.Tick"), 1);
		});
}

TEST(Row05_RegisteringTwiceIsIgnored)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			URecorderComponent& C = Test.Find("A").Component();

			C.RegisterComponent();

			EXPECT_EQ(Test.Events().Take(), FEvents());
		});
}

TEST(Row06_ComponentAddedFromBeginPlayOfItsOwner)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const char* Event :
				{"A.BeginPlay[pre]", "C.BeginPlay[pre]", "C.BeginPlay[post]", "A.BeginPlay[post]"})
			{
				const FContext Context(Event);
				FTestGame Test(Switches);
				Test.Level("Main", {Placed("A", {"C"})});
				Test.Events().Once(Event,
					[&Test]()
					{
						URecorderComponent& New = Test.Find("A").NewComponent(TEXT("N"));
						Test.Events().Take();
						New.RegisterComponent();
						EXPECT_EQ(Test.Events().Take(),
							(FEvents{"N.OnComponentCreated", "N.OnRegister",
								"N.InitializeComponent", "N.BeginPlay[pre]", "N.BeginPlay[post]"}));
					});

				Test.Start();

				// Once in all: not again by its owner's loop.
				EXPECT_EQ(Test.Events().Count("N.BeginPlay[pre]"), 0);
				EXPECT_TRUE(Test.Find("A").Component(TEXT("N")).HasBegunPlay());
				Test.Tick();
				EXPECT_EQ(Test.Events().Count("N.Tick"), 1);
			}
		});
}

TEST(Row12_DestroyComponentAlone)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			const ARecorderActor& Actor = Test.Find("A");
			URecorderComponent& C = Actor.Component();
			const TWeakObjectPtr<URecorderComponent> Weak(&C);

			C.DestroyComponent();

			EXPECT_EQ(Test.Events().Take(),
				(FEvents{"C.EndPlay[pre](Destroyed)", "C.EndPlay[post]", "C.UninitializeComponent",
					"C.OnUnregister", "C.OnComponentDestroyed(false)"}));
			EXPECT_FALSE(IsValid(&C));
			EXPECT_TRUE(Weak.Get() == nullptr);
			EXPECT_EQ(Actor.GetComponents().Num(), 0);
			C.DestroyComponent();
			EXPECT_EQ(Test.Events().Take(), FEvents());
			EXPECT_TRUE(Actor.HasActorBegunPlay());
			Test.Tick();
			EXPECT_EQ(Test.Events().Take({"Tick"}), (FEvents{"A.Tick"}));
		});
}

TEST(Row12_DestroyComponentThatIsNotRegisteredFreesItToo)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			URecorderComponent& New = Test.Find("A").NewComponent(TEXT("N"));
			Test.Events().Take();

			New.DestroyComponent();

			EXPECT_EQ(Test.Events().Take(), (FEvents{"N.OnComponentDestroyed(false)"}));
		});
}

TEST(Row13_DestroyComponentFromOwnTick)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			URecorderComponent& C = Test.Find("A").Component();
			Test.Events().Once("C.Tick",
				[&]()
				{
					Test.Events().Take();
					C.DestroyComponent();
					EXPECT_EQ(Test.Events().Take(),
						(FEvents{"C.EndPlay[pre](Destroyed)", "C.EndPlay[post]",
							"C.UninitializeComponent", "C.OnUnregister",
							"C.OnComponentDestroyed(false)"}));
					EXPECT_FALSE(C.HasBegunPlay());
				});

			Test.Tick(0.1, 2);

			EXPECT_EQ(Test.Events().Count("C.Tick"), 0);
		});
}

TEST(Row13_DestroyComponentFromOwnEndPlayBeforeItsSuper)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			Test.Events().bNestedEndPlayIsExpected = true;
			ARecorderActor& Actor = Test.Find("A");
			URecorderComponent& C = Actor.Component();
			Test.Events().Once(
				"C.EndPlay[pre](RemovedFromWorld)", [&C]() { C.DestroyComponent(); });

			Actor.RouteEndPlay(EEndPlayReason::RemovedFromWorld);

			EXPECT_EQ(Test.Events().Take(),
				(FEvents{"A.EndPlay[pre](RemovedFromWorld)", "A.OnEndPlay(RemovedFromWorld)",
					"C.EndPlay[pre](RemovedFromWorld)", "C.EndPlay[pre](Destroyed)",
					"C.EndPlay[post]", "C.UninitializeComponent", "C.OnUnregister",
					"C.OnComponentDestroyed(false)", "C.EndPlay[post]", "A.EndPlay[post]"}));
		});
}

TEST(Row13_DestroyComponentFromOwnEndPlayAfterItsSuper)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			URecorderComponent& C = Test.Find("A").Component();
			Test.Events().Once("C.EndPlay[post]", [&C]() { C.DestroyComponent(); });

			Test.Find("A").Destroy();

			EXPECT_EQ(Test.Events().Take({"EndPlay", "OnComponentDestroyed", "Uninitialize"}),
				(FEvents{"A.EndPlay[pre](Destroyed)", "C.EndPlay[pre](Destroyed)",
					"C.EndPlay[post]", "C.UninitializeComponent", "C.OnComponentDestroyed(false)",
					"A.EndPlay[post]"}));
		});
}

TEST(Row14_UnregisterThenRegister)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			URecorderComponent& C = Test.Find("A").Component();

			C.UnregisterComponent();

			EXPECT_EQ(Test.Events().Take(), (FEvents{"C.OnUnregister"}));
			EXPECT_TRUE(C.HasBegunPlay());
			EXPECT_FALSE(C.IsRegistered());
			EXPECT_FALSE(C.PrimaryComponentTick.IsTickFunctionRegistered());
			Test.Tick();
			EXPECT_EQ(Test.Events().Take(), (FEvents{"A.Tick"}));
			C.RegisterComponent();
			EXPECT_EQ(Test.Events().Take(), (FEvents{"C.OnRegister"}));
			Test.Tick();
			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
			C.UnregisterComponent();
			C.UnregisterComponent();
			EXPECT_EQ(Test.Events().Count("C.OnUnregister"), 1);
		});
}

TEST(Row14_UnregisteredWhenItsActorEndsItEndsToo)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			Test.Find("A").Component().UnregisterComponent();
			Test.Events().Take();

			Test.Find("A").Destroy();

			EXPECT_EQ(Test.Events().Count("C.EndPlay[pre](Destroyed)"), 1);
			EXPECT_EQ(Test.Events().Count("C.OnUnregister"), 0);
		});
}

TEST(Row14_ATickSwitchedOffComesBackWithRegistration)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			URecorderComponent& C = Test.Find("A").Component();
			C.SetComponentTickEnabled(false);

			C.ReregisterComponent();

			// bStartWithTickEnabled is applied when the function is registered.
			EXPECT_TRUE(C.IsComponentTickEnabled());
			C.PrimaryComponentTick.bStartWithTickEnabled = false;
			C.SetComponentTickEnabled(false);
			C.ReregisterComponent();
			EXPECT_FALSE(C.IsComponentTickEnabled());
		});
}

TEST(Row16_DeactivateAndActivate)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			AutoActivate(Test);
			StartWithActor(Test);
			URecorderComponent& C = Test.Find("A").Component();
			EXPECT_TRUE(C.IsActive());

			C.Deactivate();

			EXPECT_FALSE(C.IsActive());
			Test.Tick();
			EXPECT_EQ(Test.Events().Take(), (FEvents{"C.Deactivate", "A.Tick"}));
			EXPECT_TRUE(C.HasBegunPlay());
			C.Activate(false);
			EXPECT_TRUE(C.IsActive());
			Test.Tick();
			EXPECT_EQ(Test.Events().Count("C.Tick"), 1);
			EXPECT_EQ(
				Test.Events().Take({"Begin", "End", "Activate"}), (FEvents{"C.Activate(false)"}));
		});
}

TEST(Row46_TwoComponentsOnOneActor)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C", "D"})}).Start();

			const FEvents Begun = Test.Events().Take({"BeginPlay", "Tick"});
			const bool bForward = Begun[1] == "C.BeginPlay[pre]";
			const FEvents Forward = {"A.BeginPlay[pre]", "C.BeginPlay[pre]", "C.BeginPlay[post]",
				"D.BeginPlay[pre]", "D.BeginPlay[post]", "A.BeginPlay[post]"};
			const FEvents Reversed = {"A.BeginPlay[pre]", "D.BeginPlay[pre]", "D.BeginPlay[post]",
				"C.BeginPlay[pre]", "C.BeginPlay[post]", "A.BeginPlay[post]"};
			EXPECT_EQ(Begun, bForward ? Forward : Reversed);
			if (Switches.ComponentOrder != EOrder::Shuffled)
			{
				EXPECT_EQ(bForward, Switches.ComponentOrder == EOrder::Forward);
			}
			// Inside the group one may be ended while the other is not.
			Test.Tick();
			Test.Events().Once("C.EndPlay[post]", [&Test, bForward]()
				{ EXPECT_EQ(Test.Find("A").Component(TEXT("D")).HasBegunPlay(), bForward); });
			Test.Events().Take();
			Test.Find("A").Destroy();
			const FEvents Ended = Test.Events().Take({"EndPlay[pre]", "Tick"});
			EXPECT_EQ(Ended, bForward
								 ? (FEvents{"A.EndPlay[pre](Destroyed)",
									   "C.EndPlay[pre](Destroyed)", "D.EndPlay[pre](Destroyed)"})
								 : (FEvents{"A.EndPlay[pre](Destroyed)",
									   "D.EndPlay[pre](Destroyed)", "C.EndPlay[pre](Destroyed)"}));
		});
}

TEST(Component_DestroyedInAnyCallbackLeavesNothing)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const char* Event : {"N.OnComponentCreated", "N.OnRegister", "N.Activate(true)",
					 "N.InitializeComponent", "N.BeginPlay[pre]", "N.BeginPlay[post]", "N.Tick",
					 "N.UninitializeComponent", "N.OnUnregister", "N.OnComponentDestroyed(false)"})
			{
				const FContext Context(Event);
				FTestGame Test(Switches);
				StartWithActor(Test);
				AutoActivate(Test);
				URecorderComponent& New = Test.Find("A").NewComponent(TEXT("N"));
				const TWeakObjectPtr<URecorderComponent> Weak(&New);
				const int32 TicksBefore = Test.World().GetTickScheduler().Num();
				Test.Events().Once(Event, [&New]() { New.DestroyComponent(); });

				New.RegisterComponent();
				Test.Tick(0.1, 2);
				if (Weak.IsValid())
				{
					New.DestroyComponent();
				}

				EXPECT_EQ(Test.World().GetTickScheduler().Num(), TicksBefore);
				EXPECT_EQ(Test.Events().Count("N.OnComponentDestroyed(false)"), 1);
				EXPECT_EQ(Test.Events().Count("N.BeginPlay[pre]"),
					Test.Events().Count("N.EndPlay[pre](Destroyed)"));
			}
		});
}

TEST(Component_SiblingsDestroyedByOneAreTreatedOnce)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const char* Event : {"C.BeginPlay[pre]", "C.BeginPlay[post]",
					 "C.EndPlay[pre](Destroyed)", "C.EndPlay[post]", "C.UninitializeComponent",
					 "C.OnUnregister", "C.OnComponentDestroyed(true)"})
			{
				const FContext Context(Event);
				FTestGame Test(Switches);
				Test.Events().DefaultComponents = {"C", "D"};
				Test.Start();
				ARecorderActor* Made = nullptr;
				Test.Events().OnMakeActor = [&Made](ARecorderActor& Actor) { Made = &Actor; };
				Test.Events().Once(
					Event, [&Made]() { Made->Component(TEXT("D")).DestroyComponent(); });
				Test.Spawn("A");
				Test.Tick();
				Made->Destroy();

				EXPECT_EQ(Test.Events().Count("D.OnComponentDestroyed(true)") +
							  Test.Events().Count("D.OnComponentDestroyed(false)"),
					1);
				EXPECT_EQ(Test.Events().Count("D.BeginPlay[pre]"),
					Test.Events().Count("D.EndPlay[pre](Destroyed)"));
			}
		});
}

TEST(Component_AddedWhileItsActorIsDestroyedDoesNotBegin)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const char* Event : {"A.Destroyed[pre]", "A.EndPlay[pre](Destroyed)",
					 "C.EndPlay[pre](Destroyed)", "A.OnDestroyed"})
			{
				const FContext Context(Event);
				FTestGame Test(Switches);
				StartWithActor(Test);
				ARecorderActor& Actor = Test.Find("A");
				Test.Events().Once(
					Event, [&Actor]() { Actor.NewComponent(TEXT("N")).RegisterComponent(); });

				Actor.Destroy();

				EXPECT_EQ(Test.Events().Count("N.BeginPlay[pre]"), 0);
				EXPECT_EQ(Test.Events().Count("N.OnUnregister"), 1);
				EXPECT_EQ(Test.Events().Count("N.OnComponentDestroyed(true)"), 1);
			}
		});
}

TEST(Component_NotRegisteredDoesNotBegin)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C", "D"})});
			Test.Events().Once("A.BeginPlay[pre]",
				[&Test]() { Test.Find("A").Component().UnregisterComponent(); });
			Test.Events().OnMakeComponent = [](URecorderComponent& D)
			{ D.bAutoRegister = D.GetName() != FString(TEXT("Later")); };
			Test.Start();
			ARecorderActor& Actor = Test.Find("A");

			EXPECT_FALSE(Actor.Component().HasBegunPlay());
			EXPECT_TRUE(Actor.Component(TEXT("D")).HasBegunPlay());
			Actor.Component().RegisterComponent();
			EXPECT_TRUE(Actor.Component().HasBegunPlay());
			Test.Events().DefaultComponents = {"Later"};
			const ARecorderActor& Other = *Test.Spawn("B");
			EXPECT_FALSE(Other.Component(TEXT("Later")).IsRegistered());
			EXPECT_FALSE(Other.Component(TEXT("Later")).HasBeenInitialized());
			EXPECT_FALSE(Other.Component(TEXT("Later")).HasBegunPlay());
		});
}
