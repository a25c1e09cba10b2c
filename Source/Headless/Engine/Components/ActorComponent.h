// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/EngineTypes.h"
#include "UObject/Object.h"
#include "ActorComponent.generated.h"

class AActor;
class FRegisterComponentContext;
class UActorComponent;

DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(
	FActorComponentActivatedSignature, UActorComponent*, Component, bool, bReset);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(
	FActorComponentDeactivateSignature, UActorComponent*, Component);

namespace Headless
{
class FActorSpawner;
class FComponentLife;
class FLifeChecks;
}

/** A part of an actor, with a life of its own inside the actor's. */
UCLASS(DefaultToInstanced, BlueprintType, Abstract)
class UActorComponent : public UObject
{
	GENERATED_BODY()

public:
	UActorComponent();

	uint8 bAutoActivate : 1;
	uint8 bWantsInitializeComponent : 1;
	uint8 bTickInEditor : 1;
	uint8 bIsEditorOnly : 1;
	uint8 bAutoRegister : 1;

	UPROPERTY(BlueprintAssignable, Category = "Components|Activation")
	FActorComponentActivatedSignature OnComponentActivated;
	UPROPERTY(BlueprintAssignable, Category = "Components|Activation")
	FActorComponentDeactivateSignature OnComponentDeactivated;

private:
	friend class Headless::FActorSpawner;
	friend class Headless::FComponentLife;
	friend class Headless::FLifeChecks;
	friend class AActor;

	UWorld* WorldPrivate = nullptr;
	/** How often the base was reached; FLifeChecks compares before and after a callback. */
	int32 SuperCalls = 0;
	/** How deep in nested EndPlays. */
	int32 EndPlaysInProgress = 0;
	int32 BeginPlays = 0;
	int32 EndPlays = 0;

public:
	// With what follows, and the first that a derived class adds, two cache lines: dispatch reads
	// them for every component of the world in every frame.
	alignas(64) FActorComponentTickFunction PrimaryComponentTick;

private:
	AActor* OwnerPrivate = nullptr;
	uint8 bRegistered : 1;
	uint8 bIsActive : 1;
	uint8 bHasBegunPlay : 1;
	uint8 bHasBeenInitialized : 1;
	uint8 bHasBeenCreated : 1;
	uint8 bIsBeingDestroyed : 1;
	uint8 bToldOfDestruction : 1;
	/** BeginPlay has returned and EndPlay has not started. */
	uint8 bMayTick : 1;

public:
	virtual void TickComponent(
		float DeltaTime, ELevelTick TickType, FActorComponentTickFunction* ThisTickFunction);
	virtual void SetComponentTickEnabled(bool bEnabled);
	virtual bool IsComponentTickEnabled() const;
	void SetComponentTickInterval(float TickInterval);
	float GetComponentTickInterval() const;
	void SetComponentTickIntervalAndCooldown(float TickInterval);
	void SetTickGroup(ETickingGroup NewTickGroup);
	virtual void AddTickPrerequisiteActor(AActor* PrerequisiteActor);
	virtual void AddTickPrerequisiteComponent(UActorComponent* PrerequisiteComponent);
	virtual void RemoveTickPrerequisiteActor(AActor* PrerequisiteActor);
	virtual void RemoveTickPrerequisiteComponent(UActorComponent* PrerequisiteComponent);
	void SetTickableWhenPaused(bool bTickableWhenPaused);
	bool SetupActorComponentTickFunction(FTickFunction* TickFunction);

	virtual void OnComponentCreated();
	virtual void InitializeComponent();
	virtual void UninitializeComponent();
	virtual void BeginPlay();
	virtual void EndPlay(const EEndPlayReason::Type EndPlayReason);
	virtual void OnComponentDestroyed(bool bDestroyingHierarchy);
	virtual void Activate(bool bReset = false);
	virtual void Deactivate();
	virtual void BeginDestroy() override;

	virtual void SetActive(bool bNewActive, bool bReset = false);
	virtual void ToggleActive();
	bool IsActive() const
	{
		return bIsActive;
	}
	virtual bool ShouldActivate() const;
	virtual void SetAutoActivate(bool bNewAutoActivate);
	void SetActiveFlag(bool bNewIsActive);

	void RegisterComponent();
	void RegisterComponentWithWorld(UWorld* InWorld, FRegisterComponentContext* Context = nullptr);
	void UnregisterComponent();
	void ReregisterComponent();
	bool IsRegistered() const
	{
		return bRegistered;
	}
	virtual void DestroyComponent(bool bPromoteChildren = false);

	AActor* GetOwner() const
	{
		return OwnerPrivate;
	}
	template <class T>
	T* GetOwner() const
	{
		return Cast<T>(reinterpret_cast<UObject*>(OwnerPrivate));
	}
	virtual UWorld* GetWorld() const override final;
	bool HasBegunPlay() const
	{
		return bHasBegunPlay;
	}
	bool HasBeenInitialized() const
	{
		return bHasBeenInitialized;
	}
	bool HasBeenCreated() const
	{
		return bHasBeenCreated;
	}
	bool IsBeingDestroyed() const
	{
		return bIsBeingDestroyed;
	}
	virtual FString GetReadableName() const;

protected:
	virtual void OnRegister();
	virtual void OnUnregister();
	virtual void RegisterComponentTickFunctions(bool bRegister);

private:
	// A trap, as in the engine: a component ticks in TickComponent.
	virtual void Tick(float DeltaTime) final;
};
