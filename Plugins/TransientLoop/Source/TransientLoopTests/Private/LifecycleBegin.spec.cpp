// SPDX-License-Identifier: MIT
// The rows of the lifecycle table in which actors and components come to life, or never do.
#include "Containers/Ticker.h"
#include "Engine/World.h"
#include "LifecycleSentences.h"
#include "Templates/UniquePtr.h"
#include "TimerManager.h"
#include "TransientLoopComponent.h"
#include "TransientLoopTestActor.h"
#include "TransientLoopTestFlags.h"
#include "TransientLoopTestWorld.h"

#if WITH_DEV_AUTOMATION_TESTS

using namespace TransientLoopLifecycle;

BEGIN_DEFINE_SPEC(
	FTransientLoopLifecycleBeginSpec, "TransientLoop.Lifecycle.Begin", TransientLoopTestFlags)
	TUniquePtr<FTransientLoopTestWorld> Stage;
END_DEFINE_SPEC(FTransientLoopLifecycleBeginSpec)

void FTransientLoopLifecycleBeginSpec::Define()
{
	BeforeEach([this]() { Stage = MakeUnique<FTransientLoopTestWorld>(*this); });
	AfterEach([this]() { Stage.Reset(); });

	It(Row01,
		[this]()
		{
			Stage->Spawn(TEXT("A"));
			Stage->Story.Expect(TEXT("placed"), TEXT(""));
			Stage->Begin();
			Stage->Story.Expect(TEXT("in BeginPlay"), TEXT("A begins"));
			Stage->Tick();
			Stage->Story.Expect(TEXT("in the first frame"), TEXT("A ticks"));
		});

	It(Row02,
		[this]()
		{
			Stage->Begin();
			Stage->Spawn(TEXT("N"));
			Stage->Story.Expect(TEXT("inside the call"), TEXT("N begins"));
			Stage->Tick();
			Stage->Story.Expect(TEXT("in the next frame"), TEXT("N ticks"));
		});

	It(Row03,
		[this]()
		{
			Stage->Begin();
			ATransientLoopTestActor* Finished = Stage->SpawnDeferred(TEXT("A"));
			ATransientLoopTestActor* Destroyed = Stage->SpawnDeferred(TEXT("B"));
			Stage->SpawnDeferred(TEXT("C"));
			Stage->Tick();
			Stage->Story.Expect(TEXT("before FinishSpawning"), TEXT(""));
			Finished->FinishSpawning(FTransform::Identity);
			Stage->Story.Expect(TEXT("in FinishSpawning"), TEXT("A begins"));
			Destroyed->Destroy();
			Stage->Story.Expect(TEXT("destroyed without it"), TEXT(""));
			Stage->EndPlay(EEndPlayReason::Quit);
			Stage->Story.Expect(TEXT("at the end"), TEXT("A ends: quit"));
		});

	It(Row04,
		[this]()
		{
			Stage->Initialize();
			Stage->Spawn(TEXT("N"));
			Stage->Story.Expect(TEXT("in the spawn"), TEXT(""));
			Stage->Begin();
			Stage->Story.Expect(TEXT("when the world has begun"), TEXT("N begins"));
		});

	It(Row05,
		[this]()
		{
			ATransientLoopTestActor& Actor = Stage->StartWithLoop();
			Actor.Loop->DestroyComponent();
			UTransientLoopComponent* Added = Actor.AddLoop();
			Stage->Story.Expect(TEXT("made"), TEXT("A ends: destroyed"));
			Added->RegisterComponent();
			Stage->Story.Expect(TEXT("registered"), TEXT("A begins"));
			Stage->Tick();
			Stage->Story.Expect(TEXT("in the next frame"), TEXT("A ticks"));
		});

	It(Row06,
		[this]()
		{
			Stage->Begin();
			ATransientLoopTestActor* Actor = Stage->SpawnDeferred(TEXT("A"));
			Actor->Loop->bAutoStart = false;
			Actor->OnBeginPlay = [this, Actor]()
			{
				Actor->AddLoop()->RegisterComponent();
				Stage->Story.Expect(TEXT("registered"), TEXT("A begins"));
			};
			Actor->FinishSpawning(FTransform::Identity);
			Stage->Tick();
			Stage->Story.Expect(TEXT("by the owner"), TEXT("A ticks"));
		});

	It(Row10,
		[this]()
		{
			Stage->Begin();
			ATransientLoopTestActor* Actor = Stage->SpawnDeferred(TEXT("N"));
			Stage->Story.Once(TEXT("N begins"),
				[this, Actor]() { TestTrue(TEXT("Destroyed"), Actor->Destroy()); });
			Actor->FinishSpawning(FTransform::Identity);
			Stage->Tick();
			Stage->Story.Expect(
				TEXT("by the first that hears of it"), TEXT("N begins, N ends: destroyed"));
		});

	It(Row33,
		[this]()
		{
			Stage->Initialize();
			Stage->Spawn(TEXT("N"))->Destroy();
			Stage->Begin();
			Stage->SpawnDeferred(TEXT("D"));
			Stage->Tick(0.1f, 2);
			Stage->EndPlay(EEndPlayReason::Quit);
			Stage->Story.Expect(TEXT("ever"), TEXT(""));
		});

	It(Row34,
		[this]()
		{
			UWorld* Edited = UWorld::CreateWorld(EWorldType::Editor, false);
			auto* Actor = Edited->SpawnActor<ATransientLoopTestActor>();
			Actor->Join(Stage->Story, TEXT("A"));
			TestFalse(TEXT("The loop of the editor's world runs"), Actor->Loop->IsLoopRunning());
			TestFalse(TEXT("The loop of the class default object runs"),
				GetDefault<UTransientLoopComponent>()->IsLoopRunning());
			Actor->Loop->DestroyComponent();
			Edited->DestroyWorld(false);
			Stage->Story.Expect(TEXT("ever"), TEXT(""));
		});

	It(Row36,
		[this]()
		{
			Stage->StartWithLoop();
			ATransientLoopTestActor* Spawned = nullptr;
			Stage->Story.Once(
				TEXT("A ticks"), [this, &Spawned]() { Spawned = Stage->Spawn(TEXT("N")); });
			Stage->Tick(0.1f);
			Stage->Story.Expect(
				TEXT("in the frame of the spawn"), TEXT("A ticks, N begins, N ticks"));
			TestEqual(TEXT("The time of the first tick"), Spawned->Seconds, 0.1);
		});

	It(Row37,
		[this]()
		{
			Stage->StartWithLoop();
			FTimerHandle Handle;
			Stage->World().GetTimerManager().SetTimer(
				Handle, [this]() { Stage->Spawn(TEXT("N")); }, 0.05f, false);
			Stage->Tick(0.1f);
			Stage->Story.Expect(
				TEXT("in the frame of the spawn"), TEXT("A ticks, N begins, N ticks"));
		});

	LatentIt(Row38,
		[this](const FDoneDelegate& Done)
		{
			Stage->StartWithLoop();
			FTSTicker::GetCoreTicker().AddTicker(FTickerDelegate::CreateLambda(
				[this, Done](float)
				{
					Stage->Spawn(TEXT("N"));
					Stage->Story.Expect(TEXT("in the spawn"), TEXT("N begins"));
					Stage->Tick();
					Stage->Story.ExpectLives(TEXT("in the next frame"), TEXT(""));
					Stage->Tick();
					TestEqual(TEXT("Ticks of the next"), Stage->Story.Count(TEXT("N ticks")), 1);
					Done.Execute();
					return false;
				}));
		});
}

#endif
