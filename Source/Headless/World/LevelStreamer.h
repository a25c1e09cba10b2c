// SPDX-License-Identifier: MIT
#pragma once

#include "Engine/World.h"
#include "LevelAsset.h"

namespace Headless
{
/** Loads levels, shows them in a world and hides them again. */
class FLevelStreamer
{
public:
	/** Makes the level and its actors, of which nobody is told yet. */
	static ULevel* Load(UWorld& World, const FLevelAsset& Asset, UObject* Package);
	/** Unregisters what is left in a level, and gives it to the garbage collector. */
	static void Discard(ULevel& Level);

	/** The streamed level of this name, or null. */
	static ULevelStreaming* Find(const UWorld& World, const FString& Level);
	/** Streams levels in and out as they were asked to. */
	static void Update(UWorld& World);
	/** Shows a level that is loaded. */
	static void Begin(UWorld& World, ULevel& Level);
	/** Hides it, with all its actors at once. */
	static void End(UWorld& World, ULevel& Level);

private:
	static void Show(UWorld& World, ULevelStreaming& Streaming);
	/** Invisible once all its actors have ended, which may take frames. */
	static void Hide(UWorld& World, ULevelStreaming& Streaming);
	static void Leave(UWorld& World, ULevel& Level);
};
}
