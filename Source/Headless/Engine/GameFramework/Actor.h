// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Components/ActorComponent.h"
#include "Engine/EngineTypes.h"
#include "UObject/Object.h"
#include "Actor.generated.h"

class APawn;
class FComponentInstanceDataCache;
class FTimerManager;
class UGameInstance;
class ULevel;

namespace Headless
{
class FActorLife;
class FActorSpawner;
class FLevelActors;
class FLifeChecks;
}

DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(
	FActorEndPlaySignature, AActor*, Actor, EEndPlayReason::Type, EndPlayReason);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FActorDestroyedSignature, AActor*, DestroyedActor);

/** Anything that is placed or spawned in a level. */
UCLASS(BlueprintType, Blueprintable)
class AActor : public UObject
{
	GENERATED_BODY()

public:
	AActor();

	FActorTickFunction PrimaryActorTick;
	/** Multiplies the world's dilation for this actor's tick and those of its components. */
	float CustomTimeDilation = 1.f;
	/** Seconds this actor lives, armed in BeginPlay; 0 for ever. */
	float InitialLifeSpan = 0.f;
	uint8 bAllowTickBeforeBeginPlay : 1;

	UPROPERTY(BlueprintAssignable, Category = "Game")
	FActorEndPlaySignature OnEndPlay;
	UPROPERTY(BlueprintAssignable, Category = "Game")
	FActorDestroyedSignature OnDestroyed;

	virtual void Tick(float DeltaSeconds);
	virtual void PreInitializeComponents();
	virtual void PostInitializeComponents();
	virtual void OnConstruction(const FTransform& Transform);
	virtual void PostActorCreated();

	void DispatchBeginPlay(bool bFromLevelStreaming = false);
	void RouteEndPlay(const EEndPlayReason::Type EndPlayReason);
	bool Destroy(bool bNetForce = false, bool bShouldModifyLevel = true);
	virtual void K2_DestroyActor();
	virtual void Destroyed();

	virtual void SetLifeSpan(float InLifespan);
	virtual float GetLifeSpan() const;
	virtual void LifeSpanExpired();

	virtual void SetActorTickEnabled(bool bEnabled);
	bool IsActorTickEnabled() const;
	void SetActorTickInterval(float TickInterval);
	void SetTickableWhenPaused(bool bTickableWhenPaused);
	virtual void AddTickPrerequisiteActor(AActor* PrerequisiteActor);

	bool HasActorBegunPlay() const
	{
		return bHasBegunPlay;
	}
	bool IsActorBeginningPlay() const
	{
		return bBeginningPlay;
	}
	bool IsActorBeginningPlayFromLevelStreaming() const
	{
		return bBeginningPlay && bBeginningFromStreaming;
	}
	bool IsActorInitialized() const
	{
		return bActorInitialized;
	}
	bool IsActorBeingDestroyed() const
	{
		return bActorIsBeingDestroyed;
	}
	bool IsPendingKillPending() const
	{
		return bActorIsBeingDestroyed || IsGarbage();
	}
	float GetActorTimeDilation() const;

	ULevel* GetLevel() const
	{
		return LevelPrivate;
	}
	virtual UWorld* GetWorld() const override final;
	UGameInstance* GetGameInstance() const;
	FTimerManager& GetWorldTimerManager() const;
	AActor* GetOwner() const
	{
		return OwnerPrivate.Get();
	}
	FString GetActorNameOrLabel() const;
#if WITH_EDITOR
	void SetActorLabel(const FString& NewActorLabel, bool bMarkDirty = true)
	{
		(void)bMarkDirty;
		LabelPrivate = NewActorLabel;
	}
#endif

	FVector GetActorLocation() const
	{
		return TransformPrivate.GetLocation();
	}
	bool SetActorLocation(const FVector& NewLocation);
	const FTransform& GetActorTransform() const
	{
		return TransformPrivate;
	}

	const TSet<UActorComponent*>& GetComponents() const
	{
		return OwnedComponents;
	}
	template <class T, class AllocatorType>
	void GetComponents(TArray<T*, AllocatorType>& Out, bool bIncludeFromChildActors = false) const
	{
		// Nothing makes child actors headless.
		(void)bIncludeFromChildActors;
		Out.Reset();
		for (UActorComponent* Component : OwnedComponents)
		{
			if (T* Found = Cast<T>(Component))
			{
				Out.Add(Found);
			}
		}
	}
	template <class T>
	T* FindComponentByClass() const
	{
		for (UActorComponent* Component : OwnedComponents)
		{
			if (T* Found = Cast<T>(Component))
			{
				return Found;
			}
		}
		return nullptr;
	}
	UActorComponent* FindComponentByClass(const TSubclassOf<UActorComponent> ComponentClass) const
	{
		for (UActorComponent* Component : OwnedComponents)
		{
			if (Component->IsA(ComponentClass.Get()))
			{
				return Component;
			}
		}
		return nullptr;
	}
	void AddInstanceComponent(UActorComponent* Component);
	void AddOwnedComponent(UActorComponent* Component);
	void RemoveOwnedComponent(UActorComponent* Component);

	void FinishSpawning(const FTransform& SpawnTransform, bool bIsDefaultTransform = false,
		const FComponentInstanceDataCache* InstanceDataCache = nullptr,
		ESpawnActorScaleMethod TransformScaleMethod = ESpawnActorScaleMethod::OverrideRootScale);

	virtual void BeginDestroy() override;

	//~ Headless
	void SetLabelPrivate(const FString& NewLabel)
	{
		LabelPrivate = NewLabel;
	}

protected:
	virtual void BeginPlay();
	virtual void EndPlay(const EEndPlayReason::Type EndPlayReason);

private:
	friend class Headless::FActorLife;
	friend class Headless::FActorSpawner;
	friend class Headless::FLevelActors;
	friend class Headless::FLifeChecks;
	friend class UActorComponent;
	friend class UWorld;

	TSet<UActorComponent*> OwnedComponents;
	ULevel* LevelPrivate = nullptr;
	TWeakObjectPtr<AActor> OwnerPrivate;
	FTransform TransformPrivate;
	FString LabelPrivate;
	/** World time at which the life span ends; below 0 it does not. */
	double LifeSpanEnd = -1.0;
	/** Place in the level's list of actors. */
	int32 PlaceInLevel = INDEX_NONE;
	int32 SuperCalls = 0;
	int32 BeginPlays = 0;
	int32 EndPlays = 0;
	uint8 bHasBegunPlay : 1;
	uint8 bBeginningPlay : 1;
	uint8 bBeginningFromStreaming : 1;
	uint8 bActorInitialized : 1;
	uint8 bActorIsBeingDestroyed : 1;
	/** Destroy was called inside BeginPlay or EndPlay and waits for its end. */
	uint8 bDestroyWanted : 1;
	uint8 bEndingPlay : 1;
	uint8 bMayTick : 1;
	uint8 bConstructionRun : 1;
};
