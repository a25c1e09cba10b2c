// SPDX-License-Identifier: MIT
#pragma once

#include "Editor.h"
#include "Engine/World.h"
#include "GarbageCollector.h"
#include "LevelAsset.h"
#include "SeamlessTravel.h"
#include "Switches.h"

#include <unordered_map>

class UGameInstance;

namespace Headless
{
/** One running game: what the engine is to a project. Drives frames and travel, and knows the
 * levels and the actors. */
class FGame
{
public:
	explicit FGame(const FSwitches& InSwitches = FSwitches());
	~FGame();
	UE_NONCOPYABLE(FGame);

	/** Makes a level known. False, with an error, if it names a class or property that does not
	 * exist. */
	bool AddLevel(const FLevelAsset& Asset, FString& OutError);

	/** Makes the game instance, loads the level and begins play. */
	bool Start(const FString& Level, FString& OutError);

	bool HasLevel(const FString& Level) const
	{
		return Assets.Contains(Level);
	}
	/** What a level is made from; null for one that was not added. */
	const FLevelAsset* FindLevel(const FString& Level) const
	{
		return Assets.Find(Level);
	}

	/** Runs one frame of so many real seconds: travel, world, core ticker, garbage. Refused inside
	 * itself. */
	void Tick(double RealDeltaSeconds);

	/** Ends play with reason Quit, a session of the editor with EndPlayInEditor; inside a frame, a
	 * start or a spawn, at the end of it. Idempotent. */
	void Quit();

	/** Stored, and performed at the start of the next frame. */
	void RequestTravel(const FString& Level);
	/** The same, keeping some actors: into a world without a map first, a frame later into the
	 * level. */
	void RequestSeamlessTravel(const FString& Level);
	/** Names the actors that seamless travel keeps; asked on the way into the world without a map,
	 * and again out of it. */
	TFunction<void(bool bToTransition, TArray<AActor*>& ActorList)> GetSeamlessTravelActorList;

	/** The pawn and the controller of who plays here: hard travel destroys them. */
	void SetLocalPlayer(AActor* Pawn, AActor* Controller);
	void DestroyLocalPlayer();

	/** Takes the world away without routing EndPlay, as a unit test may do with a preview world;
	 * what began hears of it when it is garbage. Without a cleanup nobody else hears of it
	 * either. */
	void DestroyWorldDirectly(bool bCleanup);

	/** Set before the start: the world is the editor's, in which nothing plays. */
	bool bIsEditorWorld = false;
	/** A Blueprint class was compiled: an actor of the editor's world is replaced by a new one with
	 * its properties, which is returned. */
	AActor* Reinstance(AActor& Actor);
	/** Set before the start: this is a session of play in the editor, which is told so. */
	bool bIsPlayInEditor = false;
	/** Set before the start: tick functions that do not want to are not registered. */
	bool bIsDedicatedServer = false;

	AActor* SpawnActor(const FPlacedActor& Actor, const FString& LevelName, FString& OutError);
	bool SetLevelVisible(const FString& Level, bool bVisible, FString& OutError);
	bool IsLevelVisible(const FString& Level) const;

	bool IsRunning() const
	{
		return World != nullptr;
	}
	uint64 GetFrame() const
	{
		return Frame;
	}
	UWorld* GetWorld() const
	{
		return World;
	}
	UGameInstance* GetGameInstance() const
	{
		return GameInstance;
	}
	const FSwitches& GetSwitches() const
	{
		return Switches;
	}
	/** Null once the actor is garbage. */
	AActor* FindActor(int32 UniqueId) const;
	/** All actors of all visible levels, in order of creation. */
	TArray<AActor*> GetActors() const;

	/** Called when an actor begins play for the first time, before it does. */
	TFunction<void(AActor&)> OnActorBegins;

	//~ For the world
	void AddActor(AActor& Actor);
	void RemoveActor(const AActor& Actor);
	void AddGarbage(UObject* Object);

private:
	friend class FSeamlessTravel;
	friend class FStandalone;

	bool LoadMap(const FString& Level, FString& OutError);
	void UnloadMap(EEndPlayReason::Type Reason, bool bSessionEnded);
	ULevelStreaming* FindStreaming(const FString& Level) const;
	void PerformTravel();
	void Shutdown();
	void OpenEditor();
	void CloseEditor();
	void TellEditor(FPIEEvent& Event) const;
	void QuitIfWanted();

	FSwitches Switches;
	TMap<FString, FLevelAsset> Assets;
	UGameInstance* GameInstance = nullptr;
	UWorld* World = nullptr;
	FString TravelTo;
	FSeamlessTravel SeamlessTravel;
	TWeakObjectPtr<AActor> LocalPawn;
	TWeakObjectPtr<AActor> LocalController;
	/** Inside a start, a frame, a spawn or a quit: what is on the stack must not be freed. */
	bool bBusy = false;
	bool bQuitWanted = false;
	bool bOwnsEditor = false;
	uint64 Frame = 0;
	FGarbageCollector Garbage;
	std::unordered_map<int32, AActor*> ActorsById;
};

/** The switches of the game that an actor is in. */
const FSwitches& SwitchesOf(const AActor& Actor);
}
