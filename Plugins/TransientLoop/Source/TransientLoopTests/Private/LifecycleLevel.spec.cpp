// SPDX-License-Identifier: MIT
// The rows of the lifecycle table in which levels stream out and in, maps change, sessions and
// worlds end.
#include "Engine/Level.h"
#include "Engine/World.h"
#include "LifecycleSentences.h"
#include "Templates/UniquePtr.h"
#include "TransientLoopComponent.h"
#include "TransientLoopTestActor.h"
#include "TransientLoopTestFlags.h"
#include "TransientLoopTestWorld.h"

#if WITH_DEV_AUTOMATION_TESTS

using namespace TransientLoopLifecycle;

BEGIN_DEFINE_SPEC(
	FTransientLoopLifecycleLevelSpec, "TransientLoop.Lifecycle.Level", TransientLoopTestFlags)
	TUniquePtr<FTransientLoopTestWorld> Stage;
	ULevel* Sub = nullptr;
	/** A world that has begun, with an actor A in a level of its own, which has ticked. */
	ATransientLoopTestActor& StartWithSub();
	void Show(bool bVisible);
END_DEFINE_SPEC(FTransientLoopLifecycleLevelSpec)

ATransientLoopTestActor& FTransientLoopLifecycleLevelSpec::StartWithSub()
{
	Stage->Begin();
	Sub = Stage->AddLevel();
	ATransientLoopTestActor* Actor = Stage->Spawn(TEXT("A"), Sub);
	Stage->Tick();
	Stage->Story.Expect(TEXT("at the start"), TEXT("A begins, A ticks"));
	return *Actor;
}

void FTransientLoopLifecycleLevelSpec::Show(bool bVisible)
{
	if (bVisible)
	{
		Stage->ShowLevel(*Sub);
	}
	else
	{
		Stage->World().RemoveFromWorld(Sub);
	}
	Stage->Tick();
}

void FTransientLoopLifecycleLevelSpec::Define()
{
	BeforeEach([this]() { Stage = MakeUnique<FTransientLoopTestWorld>(*this); });
	AfterEach([this]() { Stage.Reset(); });

	It(Row19,
		[this]()
		{
			const ATransientLoopTestActor& Actor = StartWithSub();
			Show(false);
			Stage->Story.Expect(TEXT("out"), TEXT("A ends: removed-from-world"));
			TestTrue(TEXT("The actor is still there"), IsValid(&Actor));
			Stage->Tick(0.1f, 3);
			Stage->Story.Expect(TEXT("later"), TEXT(""));
		});

	It(Row20,
		[this]()
		{
			const ATransientLoopTestActor& Actor = StartWithSub();
			Stage->Tick(0.1f, 5);
			Stage->Story.ExpectLives(TEXT("meanwhile"), TEXT(""));
			Show(false);
			Show(true);
			Stage->Story.ExpectLives(
				TEXT("out and in"), TEXT("A ends: removed-from-world, A begins"));
			// A fresh loop, whatever the members of its component held.
			Stage->Tick(0.1f);
			TestEqual(TEXT("Ticks"), Stage->Story.Count(TEXT("A ticks")), 1);
			TestTrue(TEXT("Its time is new"), Actor.Seconds < 0.35);
		});

	It(Row21,
		[this]()
		{
			StartWithSub();
			for (int32 Round = 0; Round < 4; ++Round)
			{
				Show(false);
				Stage->Story.Expect(TEXT("out"), TEXT("A ends: removed-from-world"));
				Show(true);
				Stage->Story.ExpectLives(TEXT("in"), TEXT("A begins"));
			}
			Stage->Travel();
			Stage->Story.ExpectLives(TEXT("at the end"), TEXT("A ends: level-transition"));
		});

	It(Row22,
		[this]()
		{
			StartWithSub();
			Show(false);
			Stage->Story.Expect(TEXT("unloaded"), TEXT("A ends: removed-from-world"));
			Sub = Stage->AddLevel();
			Stage->Spawn(TEXT("B"), Sub);
			Stage->Story.Expect(TEXT("loaded again"), TEXT("B begins"));
			Stage->Tick();
			Stage->Story.Expect(TEXT("in the next frame"), TEXT("B ticks"));
		});

	It(Row23,
		[this]()
		{
			StartWithSub();
			for (int32 Round = 0; Round < 3; ++Round)
			{
				Show(false);
				Stage->Tick(0.1f, Round);
				Show(true);
				Stage->Story.ExpectLives(
					TEXT("out and in"), TEXT("A ends: removed-from-world, A begins"));
			}
		});

	It(Row24,
		[this]()
		{
			ATransientLoopTestActor& Actor = StartWithSub();
			Stage->Spawn(TEXT("F"));
			Stage->SpawnDeferred(TEXT("O"), nullptr, &Actor)->FinishSpawning(FTransform::Identity);
			Stage->Story.Expect(TEXT("spawned"), TEXT("F begins, O begins"));
			Stage->World().RemoveFromWorld(Sub);
			Stage->Story.ExpectLives(
				TEXT("out"), TEXT("A ends: removed-from-world, O ends: removed-from-world"));
			Stage->Tick();
			TestEqual(TEXT("Ticks of the other"), Stage->Story.Count(TEXT("F ticks")), 1);
		});

	It(Row25,
		[this]()
		{
			Stage->StartWithLoop();
			Stage->Spawn(TEXT("N"));
			Stage->Story.Expect(TEXT("spawned"), TEXT("N begins"));
			Stage->Travel();
			Stage->Story.ExpectLives(
				TEXT("travelled"), TEXT("A ends: level-transition, N ends: level-transition"));
			Stage->Spawn(TEXT("B"));
			Stage->Tick();
			Stage->Story.Expect(TEXT("in the other map"), TEXT("B begins, B ticks"));
		});

	It(Row26,
		[this]()
		{
			Stage->StartWithLoop();
			// What the engine does with the player's before it ends play of the others.
			AActor* Pawn = Stage->Spawn(TEXT("P"));
			Stage->Story.Expect(TEXT("spawned"), TEXT("P begins"));
			Stage->World().DestroyActor(Pawn);
			Stage->Travel();
			Stage->Story.Expect(
				TEXT("travelled"), TEXT("P ends: destroyed, A ends: level-transition"));
		});

	It(Row27,
		[this]()
		{
			Stage->StartWithLoop();
			bool bWanted = false;
			Stage->Story.Once(TEXT("A ticks"),
				[this, &bWanted]()
				{
					bWanted = true;
					TestTrue(TEXT("The world spawns"), Stage->Spawn(TEXT("N")) != nullptr);
				});
			Stage->Tick();
			Stage->Story.ExpectLives(TEXT("in the frame"), TEXT("N begins"));
			TestTrue(TEXT("Travel was asked for"), bWanted);
			Stage->Travel();
			Stage->Story.ExpectLives(
				TEXT("in the next"), TEXT("A ends: level-transition, N ends: level-transition"));
		});

	It(Row30,
		[this]()
		{
			const ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Stage->Story.Once(TEXT("A ends: end-play-in-editor"),
				[this, &Actor]()
				{
					// While everything still lives.
					TestTrue(TEXT("There is a world"), Actor.Loop->GetWorld() != nullptr);
					TestTrue(TEXT("The component plays"), Actor.Loop->HasBegunPlay());
				});
			Stage->EndPlay(EEndPlayReason::EndPlayInEditor);
			Stage->Story.Expect(TEXT("stopped"), TEXT("A ends: end-play-in-editor"));
			// The process lives on: another session begins as the first.
			Stage.Reset();
			Stage = MakeUnique<FTransientLoopTestWorld>(*this);
			Stage->StartWithLoop();
		});

	It(Row31,
		[this]()
		{
			Stage->StartWithLoop();
			Stage->Spawn(TEXT("N"));
			Stage->EndPlay(EEndPlayReason::Quit);
			Stage->Story.ExpectLives(TEXT("quit"), TEXT("N begins, A ends: quit, N ends: quit"));
		});

	It(Row32,
		[this]()
		{
			Stage->StartWithLoop();
			// Its cleanup is the last that is heard while everything lives.
			Stage->DestroyWorld();
			Stage->Story.Expect(TEXT("cleaned up"), TEXT("A ends: quit"));
		});
}

#endif
