// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/EngineTypes.h"
#include "TransientLoopStory.h"
#include "UObject/StrongObjectPtr.h"

class AActor;
class ATransientLoopTestActor;
class FAutomationTestBase;
class UGameInstance;
class ULevel;
class UWorld;

/**
 * A game of no map, whose time moves by hand, from start to end of a test.
 *
 * It is made as the engine makes one: a game instance, a world, a game mode, then play. What the
 * engine does in travel, in streaming and at the end is done by the calls that the engine itself
 * makes. At its end every loop has ended, and nothing more is told.
 */
class FTransientLoopTestWorld
{
public:
	explicit FTransientLoopTestWorld(FAutomationTestBase& Test);
	~FTransientLoopTestWorld();
	UE_NONCOPYABLE(FTransientLoopTestWorld);

	/** Initialises what was spawned so far. Nothing has begun yet. */
	void Initialize();
	/** Initialises it and begins play. */
	void Begin();
	void Tick(float DeltaSeconds = 0.1f, int32 Frames = 1);
	/** Ends play of all actors for a reason, as at the end of a map or of the game. */
	void EndPlay(EEndPlayReason::Type Reason);
	/** Hard travel: all ends, and play begins in another world of the same game. */
	void Travel();
	/** Takes the world away without ending play in it. */
	void DestroyWorld();

	/** Null if the world refuses. */
	ATransientLoopTestActor* Spawn(const TCHAR* Name, ULevel* Level = nullptr);
	/** The first half of it, up to FinishSpawning. */
	ATransientLoopTestActor* SpawnDeferred(
		const TCHAR* Name, ULevel* Level = nullptr, AActor* Owner = nullptr);
	/** A level that can be streamed in and out; it is in. */
	ULevel* AddLevel();
	/** Streams it in again. */
	void ShowLevel(ULevel& Level);

	/** An actor A with a loop that has ticked once. */
	ATransientLoopTestActor& StartWithLoop();

	UWorld& World() const
	{
		return *CurrentWorld;
	}

	FTransientLoopStory Story;

private:
	void UseWorld(UWorld& NewWorld);
	void Close();

	FAutomationTestBase& Test;
	TStrongObjectPtr<UGameInstance> GameInstance;
	UWorld* CurrentWorld = nullptr;
	UWorld* WorldBefore = nullptr;
	uint64 FrameBefore = 0;
};
