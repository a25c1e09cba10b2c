// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

namespace Headless
{
enum class EOrder : uint8
{
	Forward,
	Reversed,
	Shuffled
};

/** Where the engine may do one thing or another, and nothing in the plugin may depend on which.
 * Likely ones first. */
struct FSwitches
{
	/** Components tick before their actor, inside one group. */
	bool bComponentsTickBeforeActor = false;
	/** Order of an actor's components in BeginPlay and EndPlay. */
	EOrder ComponentOrder = EOrder::Forward;
	/** Order of a level's actors in BeginPlay and EndPlay. */
	EOrder ActorOrder = EOrder::Forward;
	/** In a pause tick DeltaTime is 0 instead of the frame's. */
	bool bZeroDeltaInPause = false;
	/** A level that streams in again brings new objects instead of the same. */
	bool bStreamInMakesNewObjects = false;
	/** What is spawned in a frame ticks in the next one instead of the same. */
	bool bNewlySpawnedTickNextFrame = false;
	/** Frames until garbage is freed: 0 at the end of the frame, -1 at the end of the game. */
	int32 GarbageCollectAfterFrames = 0;
	/** LevelAddedToWorld comes before the actors begin play. */
	bool bLevelAddedBeforeBeginPlay = false;
	/** Destroy inside BeginPlay is not put off until BeginPlay has returned. */
	bool bDestroyInBeginPlayIsImmediate = false;
	/** Components activate after OnRegister has returned, not inside it. */
	bool bActivateAfterOnRegister = false;
	/** A level that streams out ends its actors over several frames. */
	bool bSpreadEndPlayOverFrames = false;
	/** OnActorSpawned comes before the actor begins play. */
	bool bActorSpawnedBeforeBeginPlay = false;
	/** A latent action that is added while others are updated is updated in the next tick first. */
	bool bLatentActionAddedMeanwhileWaits = false;
	/** The subsystems of a game instance end before the actors of its last world end play. */
	bool bGameInstanceEndsFirst = false;
	/** Seamless travel cleans the old world up before the kept actors leave it. */
	bool bSeamlessCleanupComesFirst = false;
	/** For EOrder::Shuffled. */
	uint32 Seed = 1;
};
}
