// SPDX-License-Identifier: MIT
// The rows of the lifecycle table in which actors and components are destroyed, or only
// unregistered.
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
	FTransientLoopLifecycleEndSpec, "TransientLoop.Lifecycle.End", TransientLoopTestFlags)
	TUniquePtr<FTransientLoopTestWorld> Stage;
END_DEFINE_SPEC(FTransientLoopLifecycleEndSpec)

void FTransientLoopLifecycleEndSpec::Define()
{
	BeforeEach([this]() { Stage = MakeUnique<FTransientLoopTestWorld>(*this); });
	AfterEach([this]() { Stage.Reset(); });

	It(Row07,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Stage->Story.Once(TEXT("A ends: destroyed"), [this, &Actor]()
				{ TestTrue(TEXT("There is a world"), Actor.Loop->GetWorld() != nullptr); });
			TestTrue(TEXT("Destroyed"), Actor.Destroy());
			Stage->Story.Expect(TEXT("inside the call"), TEXT("A ends: destroyed"));
			Stage->Tick(0.1f, 4);
			Stage->Story.Expect(TEXT("later"), TEXT(""));
		});

	It(Row08,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Stage->Story.Once(TEXT("A ticks"), [&Actor]() { Actor.Destroy(); });
			Stage->Tick();
			Stage->Story.Expect(TEXT("in the tick"), TEXT("A ticks, A ends: destroyed"));
			Stage->Tick(0.1f, 4);
			Stage->Story.Expect(TEXT("later"), TEXT(""));
		});

	It(Row09,
		[this]()
		{
			Stage->StartWithLoop();
			ATransientLoopTestActor* Other = Stage->Spawn(TEXT("B"));
			Stage->Tick();
			Stage->Story.ExpectLives(TEXT("at the start"), TEXT("B begins"));
			Stage->Story.Once(TEXT("A ticks"),
				[this, Other]()
				{
					Other->Destroy();
					// If its tick was still to come, it is skipped.
					Stage->Story.ExpectLives(TEXT("at once"), TEXT("B ends: destroyed"));
				});
			Stage->Tick();
			Stage->Story.Expect(TEXT("in the rest of the frame"), TEXT(""));
			Stage->Tick();
			Stage->Story.Expect(TEXT("in the next"), TEXT("A ticks"));
		});

	It(Row11,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Stage->Story.Once(TEXT("A ends: destroyed"),
				[this, &Actor]() { TestTrue(TEXT("Destroyed again"), Actor.Destroy()); });
			Actor.Destroy();
			Stage->Story.Expect(TEXT("once"), TEXT("A ends: destroyed"));
		});

	It(Row12,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Actor.Loop->DestroyComponent();
			Stage->Story.Expect(TEXT("inside the call"), TEXT("A ends: destroyed"));
			Stage->Tick(0.1f, 2);
			Stage->Story.Expect(TEXT("later"), TEXT(""));
			TestTrue(TEXT("Its owner goes on"), Actor.HasActorBegunPlay());
			Actor.AddLoop()->RegisterComponent();
			Stage->Story.Expect(TEXT("another"), TEXT("A begins"));
		});

	It(Row13,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			UTransientLoopComponent* First = Actor.Loop;
			Stage->Story.Once(TEXT("A ticks"), [First]() { First->DestroyComponent(); });
			Stage->Tick();
			Stage->Story.Expect(TEXT("in the tick"), TEXT("A ticks, A ends: destroyed"));
			UTransientLoopComponent* Second = Actor.AddLoop();
			Second->RegisterComponent();
			Stage->Story.Once(TEXT("A ends: quit"), [Second]() { Second->DestroyComponent(); });
			Stage->EndPlay(EEndPlayReason::Quit);
			Stage->Story.Expect(TEXT("in its end"), TEXT("A begins, A ends: quit"));
		});

	It(Row14,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			const double Before = Actor.Seconds;
			Actor.Loop->UnregisterComponent();
			Stage->Tick(0.1f, 3);
			Stage->Story.Expect(TEXT("between"), TEXT(""));
			TestTrue(TEXT("The loop runs"), Actor.Loop->IsLoopRunning());
			Actor.Loop->RegisterComponent();
			Stage->Tick(0.1f);
			Stage->Story.Expect(TEXT("registered again"), TEXT("A ticks"));
			TestEqual(TEXT("Its time stood"), Actor.Seconds - Before, 0.1);
			Actor.Loop->UnregisterComponent();
			Actor.Destroy();
			Stage->Story.Expect(TEXT("unregistered at its end"), TEXT("A ends: destroyed"));
		});

	It(Row15,
		[this]()
		{
			Stage->StartWithLoop().SetLifeSpan(0.15f);
			Stage->Tick(0.1f, 2);
			Stage->Story.Expect(
				TEXT("in the timer phase"), TEXT("A ticks, A ticks, A ends: destroyed"));
			Stage->Tick(0.1f, 2);
			Stage->Story.Expect(TEXT("later"), TEXT(""));
		});

	It(Row16,
		[this]()
		{
			UTransientLoopComponent* Loop = Stage->StartWithLoop().Loop;
			Loop->Activate();
			Loop->Deactivate();
			Stage->Tick(0.1f, 3);
			Stage->Story.Expect(TEXT("between"), TEXT(""));
			TestTrue(TEXT("The loop runs"), Loop->IsLoopRunning());
			Loop->Activate();
			Stage->Tick();
			Stage->Story.Expect(TEXT("active again"), TEXT("A ticks"));
		});

	It(Row46,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			UTransientLoopComponent* Loops[] = {Actor.Loop, Actor.AddLoop()};
			Loops[1]->RegisterComponent();
			Stage->Tick();
			Stage->Story.Expect(TEXT("in a frame"), TEXT("A begins, A ticks, A ticks"));
			// Whichever ends first destroys the other.
			Stage->Story.Once(TEXT("A ends: destroyed"),
				[&Loops]()
				{
					for (UTransientLoopComponent* Loop : Loops)
					{
						Loop->DestroyComponent();
					}
				});
			Actor.Destroy();
			Stage->Story.Expect(
				TEXT("no tick in between"), TEXT("A ends: destroyed, A ends: destroyed"));
		});

	It(Row47,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			ATransientLoopTestActor* Other = Stage->Spawn(TEXT("B"));
			Stage->Story.Once(TEXT("A ends: destroyed"), [Other]() { Other->Destroy(); });
			Actor.Destroy();
			Stage->Story.Expect(
				TEXT("inside the call"), TEXT("B begins, A ends: destroyed, B ends: destroyed"));
		});

	It(Row48,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Stage->Story.Once(TEXT("A ends: destroyed"), [this]() { Stage->Spawn(TEXT("N")); });
			Actor.Destroy();
			Stage->Story.Expect(TEXT("destroyed"), TEXT("A ends: destroyed, N begins"));
			Stage->Story.Once(TEXT("N ends: quit"),
				[this]() {
					TestTrue(TEXT("The world spawns nothing"), Stage->Spawn(TEXT("M")) == nullptr);
				});
			Stage->EndPlay(EEndPlayReason::Quit);
			Stage->Story.Expect(TEXT("at the end of the game"), TEXT("N ends: quit"));
		});
}

#endif
