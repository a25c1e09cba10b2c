// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/EngineTypes.h"
#include "Engine/LatentActionManager.h"
#include "Engine/Level.h"
#include "Engine/LevelStreaming.h"
#include "GameFramework/Actor.h"
#include "GameFramework/WorldSettings.h"
#include "Subsystems/WorldSubsystem.h"
#include "Templates/UniquePtr.h"
#include "TimerManager.h"
#include "UObject/Object.h"
#include "World.generated.h"

class APawn;
class UGameInstance;

namespace Headless
{
class FActorSpawner;
class FGame;
class FLevelStreamer;
class FSeamlessTravel;
class FStandalone;
class FTickScheduler;
class FWorldLife;
}

struct FActorSpawnParameters
{
	/** What happens if the name is taken. */
	enum class ESpawnActorNameMode : uint8
	{
		Required_Fatal,
		Required_ErrorAndReturnNull,
		Required_ReturnNull,
		Requested
	};

	FName Name;
	AActor* Owner = nullptr;
	APawn* Instigator = nullptr;
	ULevel* OverrideLevel = nullptr;
	ESpawnActorCollisionHandlingMethod SpawnCollisionHandlingOverride =
		ESpawnActorCollisionHandlingMethod::Undefined;
	ESpawnActorNameMode NameMode = ESpawnActorNameMode::Required_Fatal;
	uint8 bNoFail : 1;
	uint8 bDeferConstruction : 1;
	uint8 bAllowDuringConstructionScript : 1;
	FActorSpawnParameters()
		: bNoFail(0)
		, bDeferConstruction(0)
		, bAllowDuringConstructionScript(0)
	{
	}
};

DECLARE_MULTICAST_DELEGATE_OneParam(FOnActorSpawned, AActor*);

/** A world: its levels, its clocks, its frame. */
UCLASS()
class UWorld final : public UObject
{
	GENERATED_BODY()

public:
	UWorld();
	virtual ~UWorld() override;

	EWorldType::Type WorldType = EWorldType::Game;
	uint8 bIsTearingDown : 1;
	TObjectPtr<ULevel> PersistentLevel;
	float DeltaRealTimeSeconds = 0.f;
	FSimpleMulticastDelegate OnWorldBeginPlay;

	double GetTimeSeconds() const
	{
		return TimeSeconds;
	}
	double GetUnpausedTimeSeconds() const
	{
		return UnpausedTimeSeconds;
	}
	double GetRealTimeSeconds() const
	{
		return RealTimeSeconds;
	}
	double GetAudioTimeSeconds() const
	{
		return AudioTimeSeconds;
	}
	float GetDeltaSeconds() const
	{
		return DeltaTimeSeconds;
	}
	bool HasBegunPlay() const
	{
		return bBegunPlay;
	}
	bool IsGameWorld() const
	{
		return WorldType == EWorldType::Game || WorldType == EWorldType::PIE;
	}
	bool IsPaused() const
	{
		return bPaused;
	}
	const TArray<ULevel*>& GetLevels() const
	{
		return Levels;
	}
	const TArray<TObjectPtr<ULevelStreaming>>& GetStreamingLevels() const
	{
		return StreamingLevels;
	}
	AWorldSettings* GetWorldSettings() const
	{
		return WorldSettings;
	}
	FTimerManager& GetTimerManager() const
	{
		return *TimerManager;
	}
	FLatentActionManager& GetLatentActionManager()
	{
		return LatentActionManager;
	}
	UGameInstance* GetGameInstance() const
	{
		return GameInstance;
	}
	ENetMode GetNetMode() const;
	template <class T>
	T* GetSubsystem() const
	{
		for (const TObjectPtr<UWorldSubsystem>& Subsystem : Subsystems)
		{
			if (T* Found = Cast<T>(Subsystem.Get()))
			{
				return Found;
			}
		}
		return nullptr;
	}
	virtual UWorld* GetWorld() const override final
	{
		return const_cast<UWorld*>(this);
	}

	AActor* SpawnActor(UClass* Class, FVector const* Location = nullptr,
		FRotator const* Rotation = nullptr,
		const FActorSpawnParameters& SpawnParameters = FActorSpawnParameters());
	AActor* SpawnActor(UClass* Class, FTransform const* Transform,
		const FActorSpawnParameters& SpawnParameters = FActorSpawnParameters());
	template <class T>
	T* SpawnActor(const FActorSpawnParameters& SpawnParameters = FActorSpawnParameters())
	{
		return static_cast<T*>(SpawnActor(T::StaticClass(), nullptr, nullptr, SpawnParameters));
	}
	template <class T>
	T* SpawnActor(FVector const& Location, FRotator const& Rotation,
		const FActorSpawnParameters& SpawnParameters = FActorSpawnParameters())
	{
		return Cast<T>(SpawnActor(T::StaticClass(), &Location, &Rotation, SpawnParameters));
	}
	template <class T>
	T* SpawnActor(
		UClass* Class, const FActorSpawnParameters& SpawnParameters = FActorSpawnParameters())
	{
		return Cast<T>(SpawnActor(Class, nullptr, nullptr, SpawnParameters));
	}
	template <class T>
	T* SpawnActor(UClass* Class, FVector const& Location, FRotator const& Rotation,
		const FActorSpawnParameters& SpawnParameters = FActorSpawnParameters())
	{
		return Cast<T>(SpawnActor(Class, &Location, &Rotation, SpawnParameters));
	}
	template <class T>
	T* SpawnActor(UClass* Class, FTransform const& Transform,
		const FActorSpawnParameters& SpawnParameters = FActorSpawnParameters())
	{
		return Cast<T>(SpawnActor(Class, &Transform, SpawnParameters));
	}
	template <class T>
	T* SpawnActorDeferred(UClass* Class, FTransform const& Transform, AActor* Owner = nullptr,
		APawn* Instigator = nullptr,
		ESpawnActorCollisionHandlingMethod CollisionHandlingOverride =
			ESpawnActorCollisionHandlingMethod::Undefined,
		ESpawnActorScaleMethod TransformScaleMethod = ESpawnActorScaleMethod::MultiplyWithRoot)
	{
		(void)TransformScaleMethod;
		FActorSpawnParameters Parameters;
		Parameters.Owner = Owner;
		Parameters.Instigator = Instigator;
		Parameters.SpawnCollisionHandlingOverride = CollisionHandlingOverride;
		Parameters.bDeferConstruction = true;
		return Cast<T>(SpawnActor(Class, &Transform, Parameters));
	}
	bool DestroyActor(AActor* Actor, bool bNetForce = false, bool bShouldModifyLevel = true);
	FDelegateHandle AddOnActorSpawnedHandler(const FOnActorSpawned::FDelegate& Handler);
	void RemoveOnActorSpawnedHandler(FDelegateHandle Handle);

	void Tick(ELevelTick TickType, float DeltaSeconds);
	/** Begins nothing in a world without a game mode. */
	void BeginPlay();
	void BeginTearingDown();

	/** A world of no map. Nothing is initialised in it yet. */
	static UWorld* CreateWorld(
		const EWorldType::Type InWorldType, bool bInformEngineOfWorld, FName WorldName = NAME_None);
	void SetGameInstance(UGameInstance* NewGameInstance);
	bool SetGameMode(const FURL& InURL);
	void InitializeActorsForPlay(const FURL& InURL, bool bResetTime = true);
	bool AreActorsInitialized() const
	{
		return bActorsInitialized;
	}
	/** Cleans the world up and leaves it to the garbage collector. Routes no end of play. */
	void DestroyWorld(bool bInformEngineOfWorld, UWorld* NewWorld = nullptr);
	/** Shows a level: its actors begin play if the world has. */
	void AddToWorld(ULevel* Level, const FTransform& LevelTransform = FTransform::Identity,
		bool bConsiderTimeLimit = true);
	/** Hides a level: its actors end play. */
	void RemoveFromWorld(ULevel* Level, bool bAllowIncrementalRemoval = false);

	//~ Headless
	Headless::FTickScheduler& GetTickScheduler() const
	{
		return *TickScheduler;
	}
	Headless::FGame& GetGame() const
	{
		return *Game;
	}

private:
	friend class Headless::FActorSpawner;
	friend class Headless::FLevelStreamer;
	friend class Headless::FSeamlessTravel;
	friend class Headless::FStandalone;
	friend class Headless::FWorldLife;
	friend class AActor;
	friend class UGameplayStatics;

	void AdvanceClocks(float RealDeltaSeconds);
	void TickLifeSpans();

	Headless::FGame* Game = nullptr;
	UGameInstance* GameInstance = nullptr;
	TArray<ULevel*> Levels;
	TArray<TObjectPtr<ULevelStreaming>> StreamingLevels;
	TArray<TObjectPtr<UWorldSubsystem>> Subsystems;
	TArray<TWeakObjectPtr<AActor>> ActorsWithLifeSpan;
	TObjectPtr<AWorldSettings> WorldSettings;
	TUniquePtr<FTimerManager> TimerManager;
	FLatentActionManager LatentActionManager;
	Headless::FTickScheduler* TickScheduler = nullptr;
	FOnActorSpawned OnActorSpawned;
	double TimeSeconds = 0.0;
	double UnpausedTimeSeconds = 0.0;
	double RealTimeSeconds = 0.0;
	double AudioTimeSeconds = 0.0;
	float DeltaTimeSeconds = 0.f;
	bool bBegunPlay = false;
	bool bActorsInitialized = true;
	bool bHasGameMode = true;
	bool bPaused = false;
	bool bPauseWanted = false;
	bool bTicking = false;
};

/** The world that the engine runs at the moment. */
extern UWorld* GWorld;

DECLARE_MULTICAST_DELEGATE_OneParam(FWorldEvent, UWorld*);
DECLARE_MULTICAST_DELEGATE_TwoParams(FSeamlessTravelStartEvent, UWorld*, const FString&);
DECLARE_MULTICAST_DELEGATE_ThreeParams(FWorldCleanupEvent, UWorld*, bool, bool);
DECLARE_MULTICAST_DELEGATE_TwoParams(FLevelEvent, ULevel*, UWorld*);
DECLARE_MULTICAST_DELEGATE_ThreeParams(FWorldTickEvent, UWorld*, ELevelTick, float);

struct FWorldDelegates
{
	static FWorldTickEvent OnWorldTickStart;
	static FWorldTickEvent OnWorldPreActorTick;
	static FWorldTickEvent OnWorldPostActorTick;
	static FWorldTickEvent OnWorldTickEnd;
	static FWorldCleanupEvent OnWorldCleanup;
	static FWorldCleanupEvent OnPostWorldCleanup;
	static FWorldEvent OnWorldBeginTearDown;
	static FWorldEvent OnPostWorldCreation;
	/** A world is about to be left for another level, by seamless travel. */
	static FSeamlessTravelStartEvent OnSeamlessTravelStart;
	/** Seamless travel is on its way, in this world. */
	static FWorldEvent OnSeamlessTravelTransition;
	/** The level is null when a whole map goes away. */
	static FLevelEvent LevelAddedToWorld;
	static FLevelEvent LevelRemovedFromWorld;
	static FLevelEvent PreLevelRemovedFromWorld;
};
