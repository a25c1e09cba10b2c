// SPDX-License-Identifier: MIT
// Rows 7 to 11, 15, 47 and the second half of 48 of the lifecycle table: actors that are destroyed.
#include "TestGame.h"
#include "TickScheduler.h"

using namespace NativeTest;

namespace
{
const FEvents DestroyGroup = {"A.Destroyed[pre]", "A.EndPlay[pre](Destroyed)",
	"A.OnEndPlay(Destroyed)", "C.EndPlay[pre](Destroyed)", "C.EndPlay[post]", "A.EndPlay[post]",
	"C.UninitializeComponent", "A.OnDestroyed", "A.Destroyed[post]", "C.OnUnregister",
	"C.OnComponentDestroyed(true)"};

void StartWithActor(FTestGame& Test)
{
	Test.Level("Main", {Placed("A", {"C"})}).Start();
	Test.Tick();
	Test.Events().Take();
}

void ExpectDestroyed(const ARecorderActor& Actor, const URecorderComponent& C)
{
	EXPECT_FALSE(IsValid(&Actor));
	EXPECT_FALSE(IsValid(&C));
	EXPECT_FALSE(Actor.HasActorBegunPlay());
	EXPECT_FALSE(C.HasBegunPlay());
	EXPECT_TRUE(Actor.IsPendingKillPending());
}
}

TEST(Row07_DestroyOnABegunActor)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			ARecorderActor& Actor = Test.Find("A");
			URecorderComponent& C = Actor.Component();
			Test.Events().Once("A.EndPlay[pre](Destroyed)",
				[&]()
				{
					EXPECT_TRUE(IsValid(&Actor));
					EXPECT_TRUE(Actor.IsActorBeingDestroyed());
					EXPECT_TRUE(Actor.GetWorld() != nullptr);
				});
			Test.Events().Once("C.EndPlay[pre](Destroyed)",
				[&]()
				{
					EXPECT_TRUE(C.IsRegistered());
					EXPECT_FALSE(C.IsBeingDestroyed());
					EXPECT_TRUE(C.GetWorld() != nullptr);
					EXPECT_TRUE(C.GetOwner() == &Actor);
				});

			// It has left the level by then.
			Test.Events().Once(
				"C.OnUnregister", [&Test]() { EXPECT_EQ(Test.Game->GetActors().Num(), 0); });

			EXPECT_TRUE(Actor.Destroy());

			EXPECT_EQ(Test.Events().Take(), DestroyGroup);
			ExpectDestroyed(Actor, C);
			EXPECT_EQ(Test.Game->GetActors().Num(), 0);
			EXPECT_TRUE(Actor.Destroy());
			EXPECT_EQ(Test.Events().Take(), FEvents());
			Test.Tick();
			const bool bFreed = Switches.GarbageCollectAfterFrames == 0;
			EXPECT_EQ(Test.Events().Take(),
				bFreed ? (FEvents{"C.BeginDestroy", "C.Destructor", "A.BeginDestroy"}) : FEvents());
		});
}

TEST(Row07_WeakPointersReadNullAtOnce)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			ARecorderActor* const Actor = &Test.Find("A");
			const TWeakObjectPtr<ARecorderActor> WeakActor(Actor);
			const TWeakObjectPtr<URecorderComponent> WeakComponent(&Actor->Component());
			const int32 Id = static_cast<int32>(Actor->GetUniqueID());
			EXPECT_TRUE(WeakActor.Get() == Actor);
			EXPECT_TRUE(Test.Game->FindActor(Id) == Actor);

			Actor->Destroy();

			EXPECT_TRUE(WeakActor.Get() == nullptr);
			EXPECT_TRUE(WeakActor.IsStale());
			EXPECT_TRUE(WeakComponent.Get() == nullptr);
			EXPECT_TRUE(Test.Game->FindActor(Id) == nullptr);
			// A new object in the old one's place is another object.
			Test.Tick();
			Test.Spawn("B");
			EXPECT_TRUE(WeakActor.Get() == nullptr);
		});
}

TEST(Row08_DestroyOwnerInOwnTick)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			ARecorderActor& Actor = Test.Find("A");
			URecorderComponent& C = Actor.Component();
			Test.Events().Once("C.Tick",
				[&]()
				{
					Test.Events().Take();
					Actor.Destroy();
					EXPECT_EQ(Test.Events().Take(), DestroyGroup);
					// Garbage, but readable.
					ExpectDestroyed(Actor, C);
					EXPECT_EQ(C.Deltas.Num(), 2);
				});

			Test.Tick();
			Test.Tick();

			EXPECT_EQ(Test.Events().Count("C.Tick"), 0);
		});
}

TEST(Row09_ActorDestroysOneThatHasNotTickedYet)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("X", {"C"}), Placed("Y", {"D"})}).Start();
			Test.Tick();
			const FEvents Ticks = Test.Events().Take({"Tick"});
			const bool bXFirst = Ticks[0] == "X.Tick" || Ticks[0] == "C.Tick";
			ARecorderActor& First = Test.Find(bXFirst ? "X" : "Y");
			ARecorderActor& Second = Test.Find(bXFirst ? "Y" : "X");
			const std::string FirstTick = Ticks[0];
			Test.Events().Once(FirstTick, [&]() { Second.Destroy(); });

			Test.Tick();

			EXPECT_EQ(Test.Events().Count(bXFirst ? "Y.Destroyed[post]" : "X.Destroyed[post]"), 1);
			EXPECT_EQ(Test.Events().Count(bXFirst ? "D.Tick" : "C.Tick"), 0);
			EXPECT_EQ(Test.Events().Count(bXFirst ? "Y.Tick" : "X.Tick"), 0);
			EXPECT_TRUE(First.HasActorBegunPlay());
		});
}

TEST(Row09_ActorDestroysOneThatHasTicked)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("X", {"C"}), Placed("Y", {"D"})}).Start();
			Test.Tick();
			const FEvents Ticks = Test.Events().Take({"Tick"});
			const bool bXFirst = Ticks[0] == "X.Tick" || Ticks[0] == "C.Tick";
			ARecorderActor& First = Test.Find(bXFirst ? "X" : "Y");
			Test.Events().Once(Ticks[3], [&]() { First.Destroy(); });

			Test.Tick();

			EXPECT_EQ(Test.Events().Take({"Tick"}), Ticks);
		});
}

TEST(Row10_DestroyDuringOwnBeginPlay)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const char* Event :
				{"A.BeginPlay[pre]", "C.BeginPlay[pre]", "C.BeginPlay[post]", "A.BeginPlay[post]"})
			{
				const FContext Context(Event);
				FTestGame Test(Switches);
				Test.Start();
				Test.Events().DefaultComponents = {"C"};
				ARecorderActor* Made = nullptr;
				Test.Events().OnMakeActor = [&Made](ARecorderActor& Actor) { Made = &Actor; };
				const bool bImmediate = Switches.bDestroyInBeginPlayIsImmediate;
				Test.Events().Once(Event,
					[&Made, bImmediate]()
					{
						EXPECT_TRUE(Made->Destroy());
						EXPECT_EQ(IsValid(Made), !bImmediate);
					});

				EXPECT_TRUE(Test.Spawn("A") == nullptr);
				Test.Tick();

				const FEvents Events =
					Test.Events().Take({"BeginPlay", "EndPlay", "Tick", "Destroyed"});
				if (bImmediate)
				{
					// No component that began is left without its end.
					const auto Count = [&Events](const char* Wanted)
					{ return std::count(Events.begin(), Events.end(), Wanted); };
					EXPECT_EQ(Count("A.EndPlay[pre](Destroyed)"), 1);
					EXPECT_EQ(Count("C.BeginPlay[pre]"), Count("C.EndPlay[pre](Destroyed)"));
					EXPECT_EQ(Count("A.Tick") + Count("C.Tick"), 0);
				}
				else
				{
					EXPECT_EQ(
						Events, (FEvents{"A.BeginPlay[pre]", "C.BeginPlay[pre]",
									"C.BeginPlay[post]", "A.BeginPlay[post]", "A.Destroyed[pre]",
									"A.EndPlay[pre](Destroyed)", "C.EndPlay[pre](Destroyed)",
									"C.EndPlay[post]", "A.EndPlay[post]", "A.Destroyed[post]"}));
				}
			}
		});
}

TEST(Row10_DestroyDuringBeginPlayWhenTheMapStarts)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"}), Placed("B", {"D"})});
			Test.Events().Once("C.BeginPlay[post]", [&Test]() { Test.Find("A").Destroy(); });
			// The other one too, whether it has begun or not.
			Test.Events().Once("A.Destroyed[pre]", [&Test]() { Test.Find("B").Destroy(); });

			Test.Start();

			EXPECT_EQ(Test.Game->GetActors().Num(), 0);
			EXPECT_EQ(Test.Events().Count("D.BeginPlay[pre]"),
				Test.Events().Count("D.EndPlay[pre](Destroyed)"));
		});
}

TEST(Row11_DestroyAgainFromItsOwnEnd)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			ARecorderActor& Actor = Test.Find("A");
			for (const std::string& Event : DestroyGroup)
			{
				Test.Events().Once(Event, [&Actor]() { EXPECT_TRUE(Actor.Destroy()); });
			}

			Actor.Destroy();

			EXPECT_EQ(Test.Events().Take(), DestroyGroup);
		});
}

TEST(Destroy_FromAnEndPlayForAnotherReasonWaitsForItsEnd)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const char* Event :
				{"A.EndPlay[pre](LevelTransition)", "A.OnEndPlay(LevelTransition)",
					"C.EndPlay[pre](LevelTransition)", "C.EndPlay[post]", "A.EndPlay[post]"})
			{
				const FContext Context(Event);
				FTestGame Test(Switches);
				StartWithActor(Test);
				Test.Events().Once(Event, [&Test]() { EXPECT_TRUE(Test.Find("A").Destroy()); });

				Test.Game->RequestTravel(TEXT("Main"));
				Test.Tick();

				const FEvents Ended =
					Test.Events().Take({"EndPlay", "OnUnregister", "OnDestroyed"});
				EXPECT_EQ(Ended,
					(FEvents{"A.EndPlay[pre](LevelTransition)", "C.EndPlay[pre](LevelTransition)",
						"C.EndPlay[post]", "A.EndPlay[post]", "A.OnDestroyed", "C.OnUnregister"}));
			}
		});
}

TEST(Row15_LifeSpanExpires)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Events().OnMakeComponent = [](URecorderComponent& C)
			{
				C.PrimaryComponentTick.TickGroup =
					C.GetName() == FString(TEXT("Late")) ? TG_PostUpdateWork : TG_PrePhysics;
			};
			Test.Events().DefaultComponents = {"Early", "Late"};
			Test.Start();
			ARecorderActor& Actor = *Test.Spawn("A");
			Actor.SetLifeSpan(0.25f);
			EXPECT_NEAR(Actor.GetLifeSpan(), 0.25);
			Test.Tick();
			Test.Tick();
			EXPECT_NEAR(Actor.GetLifeSpan(), 0.05);
			Test.Events().Take();

			Test.Tick();

			const FEvents Events =
				Test.Events().Take({"Tick", "LifeSpanExpired", "Destroyed", "EndPlay[pre]"});
			const SIZE_T Expired = static_cast<SIZE_T>(
				std::find(Events.begin(), Events.end(), "A.LifeSpanExpired") - Events.begin());
			EXPECT_EQ(std::count(Events.begin(), Events.end(), "Early.Tick"), 1);
			EXPECT_EQ(std::count(Events.begin(), Events.end(), "Late.Tick"), 0);
			EXPECT_EQ(Events[Expired + 1], "A.Destroyed[pre]");
			EXPECT_EQ(Events[Expired + 2], "A.EndPlay[pre](Destroyed)");
		});
}

TEST(Row15_InitialLifeSpanIsArmedInBeginPlay)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Events().OnMakeActor = [](ARecorderActor& Actor)
			{ Actor.InitialLifeSpan = 0.35f; };
			Test.Level("Main", {Placed("A")}).Start();

			Test.Tick(0.1, 3);
			EXPECT_EQ(Test.Game->GetActors().Num(), 1);
			Test.Tick(0.1, 1);
			EXPECT_EQ(Test.Game->GetActors().Num(), 0);
		});
}

TEST(Row15_LifeSpanIsCancelledAndReplaced)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			ARecorderActor& Actor = Test.Find("A");

			Actor.SetLifeSpan(0.15f);
			Actor.SetLifeSpan(0.f);
			Test.Tick(0.1, 3);
			EXPECT_TRUE(IsValid(&Actor));
			Actor.SetLifeSpan(0.15f);
			Actor.SetLifeSpan(0.f);
			Actor.SetLifeSpan(0.35f);
			Test.Tick(0.1, 3);
			EXPECT_TRUE(IsValid(&Actor));
			Test.Tick();

			EXPECT_EQ(Test.Events().Count("A.LifeSpanExpired"), 1);
			EXPECT_EQ(Test.Game->GetActors().Num(), 0);
		});
}

TEST(Row47_OneEndBringsAnotherAbout)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A", {"C"}), Placed("B", {"D"})}).Start();
			Test.Tick();
			Test.Events().Once(
				"C.EndPlay[pre](Destroyed)", [&Test]() { Test.Find("B").Destroy(); });
			Test.Events().Take();

			Test.Find("A").Destroy();

			EXPECT_EQ(Test.Events().Take({"EndPlay", "OnDestroyed"}),
				(FEvents{"A.EndPlay[pre](Destroyed)", "C.EndPlay[pre](Destroyed)",
					"B.EndPlay[pre](Destroyed)", "D.EndPlay[pre](Destroyed)", "D.EndPlay[post]",
					"B.EndPlay[post]", "B.OnDestroyed", "C.EndPlay[post]", "A.EndPlay[post]",
					"A.OnDestroyed"}));
		});
}

TEST(Row47_OneEndBringsAnotherAboutWhenAllEnd)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			for (const bool bQuit : {false, true})
			{
				FTestGame Test(Switches);
				Test.Level("Main", {Placed("A", {"C"}), Placed("B", {"D"})})
					.Level("Other", {})
					.Start();
				const std::string Reason = bQuit ? "(Quit)" : "(LevelTransition)";
				Test.Events().Once("C.EndPlay[pre]" + Reason,
					[&Test]()
					{
						for (AActor* Actor : Test.Game->GetActors())
						{
							if (Actor->GetActorNameOrLabel() == FString(TEXT("B")))
							{
								Actor->Destroy();
							}
						}
					});
				Test.Events().Take();

				if (bQuit)
				{
					Test.Quit();
				}
				else
				{
					Test.Game->RequestTravel(TEXT("Other"));
					Test.Tick();
				}

				EXPECT_EQ(Test.Events().Count("A.EndPlay[pre]" + Reason), 1);
				EXPECT_EQ(Test.Events().Count("B.EndPlay[pre]" + Reason) +
							  Test.Events().Count("B.EndPlay[pre](Destroyed)"),
					1);
				EXPECT_EQ(Test.Events().Count("D.EndPlay[post]"), 1);
			}
		});
}

TEST(Row48_SpawnFromEndPlayWithDestroyed)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			StartWithActor(Test);
			Test.Events().Once("C.EndPlay[pre](Destroyed)",
				[&Test]()
				{
					const ARecorderActor* New = Test.Spawn("N");
					EXPECT_TRUE(New != nullptr && New->HasActorBegunPlay());
				});

			Test.Find("A").Destroy();
			Test.Tick();

			EXPECT_EQ(Test.Events().Count("N.Tick"), 1);
		});
}

TEST(Destroy_HundredThousandActorsComeAndGo)
{
	FTestGame Test;
	Test.Level("Main", {Placed("A", {"C"})}).Start();
	TArray<AActor*> Actors;
	const auto Spawn = [&]()
	{
		for (int32 Index = 0; Index < 100000; ++Index)
		{
			AActor* Actor = Test.World().SpawnActorDeferred<AActor>(
				AActor::StaticClass(), FTransform::Identity);
			Actor->PrimaryActorTick.bCanEverTick = true;
			Actor->FinishSpawning(FTransform::Identity);
			Actor->SetLifeSpan(100.f);
			Actors.Add(Actor);
		}
	};
	const auto Destroy = [&]()
	{
		for (AActor* Actor : Actors)
		{
			Actor->Destroy();
		}
		Actors.Reset();
	};

	// In one frame and, to be called in it, among the newly spawned; then in two.
	Test.Events().Once("C.Tick",
		[&]()
		{
			Spawn();
			Destroy();
		});
	Test.Tick();
	Test.Events().Once("C.Tick", Spawn);
	Test.Tick();
	EXPECT_EQ(Test.Game->GetActors().Num(), 100001);
	Test.Events().Once("C.Tick", Destroy);
	Test.Tick();

	EXPECT_EQ(Test.Game->GetActors().Num(), 1);
	EXPECT_EQ(Test.World().GetTickScheduler().Num(), 2);
}
