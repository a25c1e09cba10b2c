// SPDX-License-Identifier: MIT
#pragma once

#include "Engine/World.h"
#include "LevelAsset.h"

namespace Headless
{
/** Takes worlds through their lives in the engine's order: opened with a map, closed with it. */
class FWorldLife
{
public:
	/** Fills a new world with the levels of a map, and begins play. */
	static void Open(UWorld& World, FGame& Game, const FLevelAsset& Map);
	/** Ends play of everything in a world. A session ends with its game instance. */
	static void Close(UWorld& World, EEndPlayReason::Type Reason, bool bSessionEnded);

	//~ The parts of both

	/** All of Open up to BeginPlay: everything is initialised, nothing has begun. */
	static void Prepare(UWorld& World, FGame& Game, const FLevelAsset& Map);
	/** Fills a new world; nothing is initialised. */
	static void Make(UWorld& World, FGame& Game, const FLevelAsset& Map);
	static void InitializeActors(UWorld& World);
	/** Ends play of all actors but these. */
	static void EndActors(
		UWorld& World, EEndPlayReason::Type Reason, const TArray<AActor*>& Spared = {});
	/** Throws away what is in a world that was cleaned up. */
	static void Discard(UWorld& World, bool bSessionEnded);

private:
	static void MakeSubsystems(UWorld& World);
	static void EndSubsystems(UWorld& World);
	static void MakePersistentLevel(UWorld& World, const FLevelAsset& Map);
	static void AddStreamedLevel(
		UWorld& World, const FLevelAsset& Map, const FStreamedLevel& Streamed);
	/** Hidden ones too: somebody may have spawned into them. */
	static TArray<ULevel*> LoadedLevels(const UWorld& World);
};
}
