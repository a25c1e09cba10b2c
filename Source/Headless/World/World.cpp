// SPDX-License-Identifier: MIT
#include "Engine/World.h"

#include "ActorLife.h"
#include "ActorSpawner.h"
#include "Engine/GameInstance.h"
#include "Game.h"
#include "LevelActors.h"
#include "LevelStreamer.h"
#include "Report.h"
#include "TickScheduler.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(World)

FWorldTickEvent FWorldDelegates::OnWorldTickStart;
FWorldTickEvent FWorldDelegates::OnWorldPreActorTick;
FWorldTickEvent FWorldDelegates::OnWorldPostActorTick;
FWorldTickEvent FWorldDelegates::OnWorldTickEnd;
FWorldCleanupEvent FWorldDelegates::OnWorldCleanup;
FWorldCleanupEvent FWorldDelegates::OnPostWorldCleanup;
FWorldEvent FWorldDelegates::OnWorldBeginTearDown;
FWorldEvent FWorldDelegates::OnPostWorldCreation;
FSeamlessTravelStartEvent FWorldDelegates::OnSeamlessTravelStart;
FWorldEvent FWorldDelegates::OnSeamlessTravelTransition;
FLevelEvent FWorldDelegates::LevelAddedToWorld;
FLevelEvent FWorldDelegates::LevelRemovedFromWorld;
FLevelEvent FWorldDelegates::PreLevelRemovedFromWorld;

UWorld::UWorld()
	: bIsTearingDown(0)
	, TimerManager(MakeUnique<FTimerManager>())
{
}

UWorld::~UWorld()
{
	delete TickScheduler;
}

AActor* UWorld::SpawnActor(UClass* Class, FVector const* Location, FRotator const* Rotation,
	const FActorSpawnParameters& SpawnParameters)
{
	const FTransform Transform(Rotation != nullptr ? *Rotation : FRotator::ZeroRotator,
		Location != nullptr ? *Location : FVector::ZeroVector);
	return Headless::FActorSpawner::Spawn(*this, Class, Transform, SpawnParameters);
}

AActor* UWorld::SpawnActor(
	UClass* Class, FTransform const* Transform, const FActorSpawnParameters& SpawnParameters)
{
	return Headless::FActorSpawner::Spawn(
		*this, Class, Transform != nullptr ? *Transform : FTransform::Identity, SpawnParameters);
}

bool UWorld::DestroyActor(AActor* Actor, bool, bool)
{
	return Actor != nullptr && Headless::FActorLife::Destroy(*Actor);
}

FDelegateHandle UWorld::AddOnActorSpawnedHandler(const FOnActorSpawned::FDelegate& Handler)
{
	return OnActorSpawned.AddLambda([Handler](AActor* Actor) { Handler.Execute(Actor); });
}

void UWorld::RemoveOnActorSpawnedHandler(FDelegateHandle Handle)
{
	OnActorSpawned.Remove(Handle);
}

ENetMode UWorld::GetNetMode() const
{
	return Game->bIsDedicatedServer ? NM_DedicatedServer : NM_Standalone;
}

void UWorld::Tick(ELevelTick TickType, float DeltaSeconds)
{
	if (bTicking)
	{
		Headless::ReportViolation(
			TEXT("Expected the tick of world %s to end before the next"), *GetName());
		return;
	}
	bTicking = true;
	bPaused = bPauseWanted;
	FWorldDelegates::OnWorldTickStart.Broadcast(this, TickType, DeltaSeconds);
	AdvanceClocks(DeltaSeconds);
	FWorldDelegates::OnWorldPreActorTick.Broadcast(this, TickType, DeltaTimeSeconds);
	LatentActionManager.bAddedMeanwhileWaits = Game->GetSwitches().bLatentActionAddedMeanwhileWaits;
	LatentActionManager.BeginFrame();
	TickScheduler->BeginFrame(DeltaTimeSeconds, TimeSeconds, UnpausedTimeSeconds);
	if (bPaused)
	{
		TickScheduler->RunPauseFrame();
		Headless::FLevelStreamer::Update(*this);
	}
	else
	{
		for (int32 Group = TG_PrePhysics; Group <= TG_PostPhysics; ++Group)
		{
			TickScheduler->RunGroup(static_cast<ETickingGroup>(Group));
		}
		LatentActionManager.ProcessLatentActions(nullptr, DeltaTimeSeconds);
		TimerManager->Tick(DeltaTimeSeconds);
		TickLifeSpans();
		Headless::FLevelStreamer::Update(*this);
		TickScheduler->RunGroup(TG_PostUpdateWork);
		TickScheduler->RunGroup(TG_LastDemotable);
	}
	TickScheduler->EndFrame();
	FWorldDelegates::OnWorldPostActorTick.Broadcast(this, TickType, DeltaTimeSeconds);
	FWorldDelegates::OnWorldTickEnd.Broadcast(this, TickType, DeltaTimeSeconds);
	bTicking = false;
}

void UWorld::AdvanceClocks(float RealDeltaSeconds)
{
	DeltaRealTimeSeconds = RealDeltaSeconds;
	const float Dilated = RealDeltaSeconds * WorldSettings->GetEffectiveTimeDilation();
	DeltaTimeSeconds = WorldSettings->FixupDeltaSeconds(Dilated, RealDeltaSeconds);
	RealTimeSeconds += RealDeltaSeconds;
	UnpausedTimeSeconds += DeltaTimeSeconds;
	if (!bPaused)
	{
		TimeSeconds += DeltaTimeSeconds;
		AudioTimeSeconds += RealDeltaSeconds;
	}
}

void UWorld::TickLifeSpans()
{
	const auto IsArmed = [](const TWeakObjectPtr<AActor>& Actor)
	{ return Actor.IsValid() && Actor->LifeSpanEnd >= 0.0; };
	for (int32 Index = 0; Index < ActorsWithLifeSpan.Num(); ++Index)
	{
		const TWeakObjectPtr<AActor> Actor = ActorsWithLifeSpan[Index];
		if (IsArmed(Actor) && Actor->LifeSpanEnd <= TimeSeconds)
		{
			Actor->LifeSpanEnd = -1.0;
			Actor->LifeSpanExpired();
		}
	}
	ActorsWithLifeSpan.RemoveAll(
		[&IsArmed](const TWeakObjectPtr<AActor>& Actor) { return !IsArmed(Actor); });
}

void UWorld::BeginPlay()
{
	for (const TObjectPtr<UWorldSubsystem>& Subsystem : Subsystems)
	{
		Subsystem->OnWorldBeginPlay(*this);
	}
	if (!bHasGameMode)
	{
		OnWorldBeginPlay.Broadcast();
		return;
	}
	bBegunPlay = true;
	const TArray<ULevel*> LevelsNow = Levels;
	for (ULevel* Level : LevelsNow)
	{
		for (AActor* Actor : Headless::FLevelActors::InOrder(*Level))
		{
			// One that an earlier one destroyed does not begin.
			if (IsValid(Actor))
			{
				Actor->DispatchBeginPlay();
			}
		}
	}
	OnWorldBeginPlay.Broadcast();
}

void UWorld::BeginTearingDown()
{
	bIsTearingDown = true;
	FWorldDelegates::OnWorldBeginTearDown.Broadcast(this);
}
