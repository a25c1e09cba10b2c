// SPDX-License-Identifier: MIT
// The rows of the lifecycle table about ticks, pause and time.
#include "Engine/World.h"
#include "Kismet/GameplayStatics.h"
#include "LifecycleSentences.h"
#include "Templates/UniquePtr.h"
#include "TransientLoopComponent.h"
#include "TransientLoopTestActor.h"
#include "TransientLoopTestFlags.h"
#include "TransientLoopTestWorld.h"

#if WITH_DEV_AUTOMATION_TESTS

using namespace TransientLoopLifecycle;

BEGIN_DEFINE_SPEC(
	FTransientLoopLifecycleTickSpec, "TransientLoop.Lifecycle.Tick", TransientLoopTestFlags)
	TUniquePtr<FTransientLoopTestWorld> Stage;
	void Pause(bool bPaused);
END_DEFINE_SPEC(FTransientLoopLifecycleTickSpec)

void FTransientLoopLifecycleTickSpec::Pause(bool bPaused)
{
	UGameplayStatics::SetGamePaused(&Stage->World(), bPaused);
}

void FTransientLoopLifecycleTickSpec::Define()
{
	BeforeEach([this]() { Stage = MakeUnique<FTransientLoopTestWorld>(*this); });
	AfterEach([this]() { Stage.Reset(); });

	It(Row17,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Stage->Story.Once(
				TEXT("A ticks"), [&Actor]() { Actor.Loop->SetComponentTickEnabled(false); });
			Stage->Tick(0.1f, 4);
			Stage->Story.Expect(TEXT("switched off"), TEXT("A ticks"));
			const double Before = Actor.Seconds;
			Actor.Loop->SetComponentTickEnabled(true);
			Stage->Tick(0.1f);
			Stage->Story.Expect(TEXT("switched on"), TEXT("A ticks"));
			TestEqual(TEXT("The frame's time"), Actor.Seconds - Before, 0.1);
		});

	It(Row18,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Actor.SetActorTickEnabled(false);
			Stage->Tick(0.1f);
			Stage->Story.Expect(TEXT("without the actor's tick"), TEXT("A ticks"));
			const double Before = Actor.Seconds;
			Actor.CustomTimeDilation = 0.f;
			Stage->Tick(0.1f, 3);
			TestEqual(TEXT("Time stands"), Actor.Seconds, Before);
			Stage->Story.ExpectLives(TEXT("while its time stands"), TEXT(""));
			Actor.CustomTimeDilation = 1.f;
			Stage->Tick(0.1f);
			Stage->Story.Expect(TEXT("in time again"), TEXT("A ticks"));
			TestEqual(TEXT("The frame's time"), Actor.Seconds - Before, 0.1);
		});

	It(Row39,
		[this]()
		{
			Stage->Begin();
			ATransientLoopTestActor* Actor = Stage->SpawnDeferred(TEXT("A"));
			Actor->Loop->bTickEvenWhenPaused = false;
			Actor->FinishSpawning(FTransform::Identity);
			Stage->Tick(0.1f);
			Stage->Story.Expect(TEXT("at the start"), TEXT("A begins, A ticks"));
			const double Before = Actor->Seconds;
			Pause(true);
			Stage->Tick(0.1f, 3);
			Stage->Story.Expect(TEXT("in pause"), TEXT(""));
			Pause(false);
			Stage->Tick(0.1f);
			TestEqual(TEXT("One frame's time, not the pause"), Actor->Seconds - Before, 0.1);
			Stage->Story.Expect(TEXT("after it"), TEXT("A ticks"));
		});

	It(Row40,
		[this]()
		{
			Stage->StartWithLoop();
			ATransientLoopTestActor* Other = Stage->SpawnDeferred(TEXT("U"));
			Other->Loop->SetClock(ETransientLoopClock::Unpaused);
			Other->FinishSpawning(FTransform::Identity);
			Stage->Tick(0.1f);
			Stage->Story.ExpectLives(TEXT("at the start"), TEXT("U begins"));
			Pause(true);
			Stage->Tick(0.1f);
			Stage->Story.Expect(TEXT("what waits for unpaused time"), TEXT("U ticks"));
			Stage->Story.Once(TEXT("U ticks"), [Other]() { Other->Destroy(); });
			Stage->Tick(0.1f);
			Stage->Story.Expect(TEXT("it destroys its actor"), TEXT("U ticks, U ends: destroyed"));
			Stage->Tick(0.1f, 2);
			Stage->Story.Expect(TEXT("later"), TEXT(""));
			Pause(false);
		});

	It(Row41,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			UGameplayStatics::SetGlobalTimeDilation(&Stage->World(), 2.f);
			Actor.CustomTimeDilation = 0.5f;
			const double Before = Actor.Seconds;
			Stage->Tick(0.1f, 5);
			TestEqual(TEXT("Time"), Actor.Seconds - Before, 0.5);
			TestEqual(TEXT("Ticks"), Stage->Story.Count(TEXT("A ticks")), 5);
		});

	It(Row42,
		[this]()
		{
			const ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			double Before = Actor.Seconds;
			Stage->Tick(3.f);
			TestEqual(TEXT("Time of one long frame"), Actor.Seconds - Before, 0.4);
			UGameplayStatics::SetGlobalTimeDilation(&Stage->World(), 2.f);
			Before = Actor.Seconds;
			Stage->Tick(3.f);
			TestEqual(TEXT("Time of one, dilated"), Actor.Seconds - Before, 0.8);
			TestEqual(TEXT("Ticks"), Stage->Story.Count(TEXT("A ticks")), 2);
		});

	It(Row43,
		[this]()
		{
			const ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Actor.Loop->SetComponentTickInterval(0.25f);
			const double Before = Actor.Seconds;
			Stage->Tick(0.1f, 100);
			// As long as the world, but for what is not over yet of the interval.
			const double Passed = Actor.Seconds - Before;
			TestTrue(TEXT("It keeps up with the world"), Passed > 9.69 && Passed < 10.01);
			const int32 Ticks = Stage->Story.Count(TEXT("A ticks"));
			TestTrue(TEXT("Fewer ticks"), Ticks >= 38 && Ticks <= 42);
		});

	It(Row44,
		[this]()
		{
			const ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Actor.Loop->SetComponentTickInterval(0.05f);
			Stage->Tick(0.1f);
			Stage->Story.Expect(TEXT("at first"), TEXT("A ticks"));
			const double Before = Actor.Seconds;
			Stage->Tick(0.3f);
			Stage->Story.Expect(TEXT("once"), TEXT("A ticks"));
			TestEqual(TEXT("The whole time"), Actor.Seconds - Before, 0.3);
		});

	It(Row45,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Actor.Loop->AddTickPrerequisiteActor(&Actor);
			Stage->Tick();
			Stage->Story.Expect(TEXT("in the frame of the change"), TEXT("A ticks"));
			Actor.OnTick = [this]() { Stage->Story.Tell(TEXT("the owner ticks")); };
			Stage->Tick();
			Stage->Story.Expect(TEXT("with it"), TEXT("the owner ticks, A ticks"));
			// If the owner cannot tick, no effect.
			Actor.SetActorTickEnabled(false);
			Stage->Tick();
			Stage->Story.Expect(TEXT("without the owner's tick"), TEXT("A ticks"));
		});
}

#endif
