// SPDX-License-Identifier: MIT
#include "GameFramework/Actor.h"

#include "ActorLife.h"
#include "ActorSpawner.h"
#include "Engine/GameInstance.h"
#include "Engine/World.h"
#include "GameFramework/Character.h"
#include "Report.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(Actor)
#include UE_INLINE_GENERATED_CPP_BY_NAME(Pawn)
#include UE_INLINE_GENERATED_CPP_BY_NAME(Character)

using Headless::FActorLife;

AActor::AActor()
	: bAllowTickBeforeBeginPlay(0)
	, bHasBegunPlay(0)
	, bBeginningPlay(0)
	, bBeginningFromStreaming(0)
	, bActorInitialized(0)
	, bActorIsBeingDestroyed(0)
	, bDestroyWanted(0)
	, bEndingPlay(0)
	, bMayTick(0)
	, bConstructionRun(0)
{
	// Off until it is registered: bStartWithTickEnabled decides then.
	PrimaryActorTick.SetTickFunctionEnable(false);
}

APawn::APawn() = default;
ACharacter::ACharacter() = default;

void AActor::Tick(float)
{
}

void AActor::PreInitializeComponents()
{
}

void AActor::PostInitializeComponents()
{
}

void AActor::OnConstruction(const FTransform&)
{
}

void AActor::PostActorCreated()
{
}

void AActor::BeginPlay()
{
	++SuperCalls;
	if (!bBeginningPlay)
	{
		Headless::ReportViolation(
			TEXT("Expected BeginPlay of %s to be called by the world only"), *GetPathName());
	}
	if (InitialLifeSpan > 0.f)
	{
		SetLifeSpan(InitialLifeSpan);
	}
	FActorLife::BeginComponents(*this);
	bHasBegunPlay = !bActorIsBeingDestroyed;
}

void AActor::EndPlay(const EEndPlayReason::Type EndPlayReason)
{
	++SuperCalls;
	bHasBegunPlay = false;
	OnEndPlay.Broadcast(this, EndPlayReason);
	FActorLife::EndComponents(*this, EndPlayReason);
}

void AActor::DispatchBeginPlay(bool bFromLevelStreaming)
{
	FActorLife::BeginPlay(*this, bFromLevelStreaming);
}

void AActor::RouteEndPlay(const EEndPlayReason::Type EndPlayReason)
{
	FActorLife::EndPlay(*this, EndPlayReason);
}

bool AActor::Destroy(bool bNetForce, bool bShouldModifyLevel)
{
	UWorld* World = GetWorld();
	return World != nullptr && World->DestroyActor(this, bNetForce, bShouldModifyLevel);
}

void AActor::K2_DestroyActor()
{
	Destroy();
}

void AActor::Destroyed()
{
	++SuperCalls;
	if (!bActorIsBeingDestroyed)
	{
		Headless::ReportViolation(
			TEXT("Expected Destroyed of %s only while it is destroyed"), *GetPathName());
	}
	RouteEndPlay(EEndPlayReason::Destroyed);
	OnDestroyed.Broadcast(this);
}

void AActor::SetLifeSpan(float InLifespan)
{
	UWorld* World = GetWorld();
	if (InLifespan <= 0.f)
	{
		LifeSpanEnd = -1.0;
		return;
	}
	if (LifeSpanEnd < 0.0)
	{
		World->ActorsWithLifeSpan.Add(TWeakObjectPtr<AActor>(this));
	}
	LifeSpanEnd = World->GetTimeSeconds() + InLifespan;
}

float AActor::GetLifeSpan() const
{
	return LifeSpanEnd < 0.0 ? 0.f : static_cast<float>(LifeSpanEnd - GetWorld()->GetTimeSeconds());
}

void AActor::LifeSpanExpired()
{
	Destroy();
}

void AActor::SetActorTickEnabled(bool bEnabled)
{
	PrimaryActorTick.SetTickFunctionEnable(bEnabled);
}

bool AActor::IsActorTickEnabled() const
{
	return PrimaryActorTick.IsTickFunctionEnabled();
}

void AActor::SetActorTickInterval(float TickInterval)
{
	PrimaryActorTick.TickInterval = TickInterval;
}

void AActor::SetTickableWhenPaused(bool bTickableWhenPaused)
{
	PrimaryActorTick.bTickEvenWhenPaused = bTickableWhenPaused;
}

void AActor::AddTickPrerequisiteActor(AActor* PrerequisiteActor)
{
	PrimaryActorTick.AddPrerequisite(PrerequisiteActor, PrerequisiteActor->PrimaryActorTick);
}

float AActor::GetActorTimeDilation() const
{
	return CustomTimeDilation * GetWorld()->GetWorldSettings()->GetEffectiveTimeDilation();
}

UWorld* AActor::GetWorld() const
{
	return LevelPrivate != nullptr ? LevelPrivate->OwningWorld.Get() : nullptr;
}

UGameInstance* AActor::GetGameInstance() const
{
	return GetWorld()->GetGameInstance();
}

FTimerManager& AActor::GetWorldTimerManager() const
{
	return GetWorld()->GetTimerManager();
}

FString AActor::GetActorNameOrLabel() const
{
	return LabelPrivate.IsEmpty() ? GetName() : LabelPrivate;
}

bool AActor::SetActorLocation(const FVector& NewLocation)
{
	TransformPrivate.SetLocation(NewLocation);
	return true;
}

void AActor::AddInstanceComponent(UActorComponent* Component)
{
	AddOwnedComponent(Component);
}

void AActor::AddOwnedComponent(UActorComponent* Component)
{
	OwnedComponents.Add(Component);
}

void AActor::RemoveOwnedComponent(UActorComponent* Component)
{
	OwnedComponents.Remove(Component);
}

void AActor::FinishSpawning(const FTransform& SpawnTransform, bool bIsDefaultTransform,
	const FComponentInstanceDataCache*, ESpawnActorScaleMethod)
{
	Headless::FActorSpawner::Finish(*this, bIsDefaultTransform ? TransformPrivate : SpawnTransform);
}

void AActor::BeginDestroy()
{
	Super::BeginDestroy();
}
