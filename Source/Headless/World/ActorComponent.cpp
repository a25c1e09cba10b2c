// SPDX-License-Identifier: MIT
#include "Components/ActorComponent.h"

#include "ComponentLife.h"
#include "Engine/World.h"
#include "Game.h"
#include "GameFramework/Actor.h"
#include "Report.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(ActorComponent)

using Headless::FComponentLife;

UActorComponent::UActorComponent()
	: bAutoActivate(0)
	, bWantsInitializeComponent(0)
	, bTickInEditor(0)
	, bIsEditorOnly(0)
	, bAutoRegister(1)
	, bRegistered(0)
	, bIsActive(0)
	, bHasBegunPlay(0)
	, bHasBeenInitialized(0)
	, bHasBeenCreated(0)
	, bIsBeingDestroyed(0)
	, bToldOfDestruction(0)
	, bMayTick(0)
{
	// Off until it is registered: bStartWithTickEnabled decides then.
	PrimaryComponentTick.SetTickFunctionEnable(false);
	OwnerPrivate = Cast<AActor>(GetOuter());
	if (OwnerPrivate != nullptr)
	{
		OwnerPrivate->AddOwnedComponent(this);
	}
}

void UActorComponent::TickComponent(float, ELevelTick, FActorComponentTickFunction*)
{
}

void UActorComponent::Tick(float)
{
}

void UActorComponent::SetComponentTickEnabled(bool bEnabled)
{
	if (PrimaryComponentTick.bCanEverTick && !IsTemplate())
	{
		PrimaryComponentTick.SetTickFunctionEnable(bEnabled);
	}
}

bool UActorComponent::IsComponentTickEnabled() const
{
	return PrimaryComponentTick.IsTickFunctionEnabled();
}

void UActorComponent::SetComponentTickInterval(float TickInterval)
{
	PrimaryComponentTick.TickInterval = TickInterval;
}

float UActorComponent::GetComponentTickInterval() const
{
	return PrimaryComponentTick.TickInterval;
}

void UActorComponent::SetComponentTickIntervalAndCooldown(float TickInterval)
{
	PrimaryComponentTick.UpdateTickIntervalAndCoolDown(TickInterval);
}

void UActorComponent::SetTickGroup(ETickingGroup NewTickGroup)
{
	PrimaryComponentTick.TickGroup = NewTickGroup;
}

void UActorComponent::AddTickPrerequisiteActor(AActor* PrerequisiteActor)
{
	PrimaryComponentTick.AddPrerequisite(PrerequisiteActor, PrerequisiteActor->PrimaryActorTick);
}

void UActorComponent::AddTickPrerequisiteComponent(UActorComponent* PrerequisiteComponent)
{
	PrimaryComponentTick.AddPrerequisite(
		PrerequisiteComponent, PrerequisiteComponent->PrimaryComponentTick);
}

void UActorComponent::RemoveTickPrerequisiteActor(AActor* PrerequisiteActor)
{
	PrimaryComponentTick.RemovePrerequisite(PrerequisiteActor, PrerequisiteActor->PrimaryActorTick);
}

void UActorComponent::RemoveTickPrerequisiteComponent(UActorComponent* PrerequisiteComponent)
{
	PrimaryComponentTick.RemovePrerequisite(
		PrerequisiteComponent, PrerequisiteComponent->PrimaryComponentTick);
}

void UActorComponent::SetTickableWhenPaused(bool bTickableWhenPaused)
{
	PrimaryComponentTick.bTickEvenWhenPaused = bTickableWhenPaused;
}

bool UActorComponent::SetupActorComponentTickFunction(FTickFunction* TickFunction)
{
	if (!TickFunction->bCanEverTick || IsTemplate())
	{
		return false;
	}
	TickFunction->SetTickFunctionEnable(
		TickFunction->bStartWithTickEnabled || TickFunction->IsTickFunctionEnabled());
	TickFunction->RegisterTickFunction(GetOwner()->GetLevel());
	return true;
}

void UActorComponent::RegisterComponentTickFunctions(bool bRegister)
{
	if (bRegister && SetupActorComponentTickFunction(&PrimaryComponentTick))
	{
		PrimaryComponentTick.Target = this;
	}
	else if (!bRegister)
	{
		PrimaryComponentTick.UnRegisterTickFunction();
	}
}

void UActorComponent::OnComponentCreated()
{
}

void UActorComponent::OnRegister()
{
	++SuperCalls;
	bRegistered = ::IsValid(this);
	const bool bActorRuns =
		(OwnerPrivate != nullptr && OwnerPrivate->IsActorInitialized()) ||
		(WorldPrivate != nullptr && WorldPrivate->WorldType == EWorldType::Editor);
	if (bRegistered && bActorRuns && bAutoActivate && !bIsActive &&
		!WorldPrivate->GetGame().GetSwitches().bActivateAfterOnRegister)
	{
		Activate(true);
	}
}

void UActorComponent::OnUnregister()
{
	++SuperCalls;
	bRegistered = false;
}

void UActorComponent::InitializeComponent()
{
	++SuperCalls;
	bHasBeenInitialized = true;
}

void UActorComponent::UninitializeComponent()
{
	++SuperCalls;
	bHasBeenInitialized = false;
}

void UActorComponent::BeginPlay()
{
	++SuperCalls;
	if (bHasBegunPlay)
	{
		Headless::ReportViolation(
			TEXT("Expected EndPlay of %s before it begins again"), *GetPathName());
	}
	bHasBegunPlay = true;
}

void UActorComponent::EndPlay(const EEndPlayReason::Type)
{
	++SuperCalls;
	bHasBegunPlay = false;
}

void UActorComponent::OnComponentDestroyed(bool)
{
}

void UActorComponent::Activate(bool bReset)
{
	if (bReset || ShouldActivate())
	{
		SetComponentTickEnabled(true);
		SetActiveFlag(true);
		OnComponentActivated.Broadcast(this, bReset);
	}
}

void UActorComponent::Deactivate()
{
	if (!ShouldActivate())
	{
		SetComponentTickEnabled(false);
		SetActiveFlag(false);
		OnComponentDeactivated.Broadcast(this);
	}
}

void UActorComponent::BeginDestroy()
{
	FComponentLife::FinishForGarbage(*this);
	Super::BeginDestroy();
}

void UActorComponent::SetActive(bool bNewActive, bool bReset)
{
	if (bNewActive)
	{
		Activate(bReset);
	}
	else
	{
		Deactivate();
	}
}

void UActorComponent::ToggleActive()
{
	SetActive(!bIsActive);
}

bool UActorComponent::ShouldActivate() const
{
	return !bIsActive;
}

void UActorComponent::SetAutoActivate(bool bNewAutoActivate)
{
	bAutoActivate = bNewAutoActivate;
}

void UActorComponent::SetActiveFlag(bool bNewIsActive)
{
	bIsActive = bNewIsActive;
}

void UActorComponent::RegisterComponent()
{
	RegisterComponentWithWorld(OwnerPrivate != nullptr ? OwnerPrivate->GetWorld() : nullptr);
}

void UActorComponent::RegisterComponentWithWorld(UWorld* InWorld, FRegisterComponentContext*)
{
	FComponentLife::Register(*this, InWorld);
}

void UActorComponent::UnregisterComponent()
{
	FComponentLife::Unregister(*this);
}

void UActorComponent::ReregisterComponent()
{
	UnregisterComponent();
	RegisterComponent();
}

void UActorComponent::DestroyComponent(bool)
{
	FComponentLife::Destroy(*this);
}

UWorld* UActorComponent::GetWorld() const
{
	if (WorldPrivate != nullptr)
	{
		return WorldPrivate;
	}
	return OwnerPrivate != nullptr ? OwnerPrivate->GetWorld() : nullptr;
}

FString UActorComponent::GetReadableName() const
{
	return GetPathName();
}
