// SPDX-License-Identifier: MIT
#pragma once

#include "Engine/World.h"

namespace Headless
{
/** Makes actors, by a spawn in a running world or as a level file places them. */
class FActorSpawner
{
public:
	/** Everything up to and including BeginPlay, unless the parameters defer it; null if the world
	 * refuses. */
	static AActor* Spawn(UWorld& World, UClass* Class, const FTransform& Transform,
		const FActorSpawnParameters& Parameters);
	static void Finish(AActor& Actor, const FTransform& Transform);

	/** Makes an actor that the level file places: no creation callbacks, not registered yet. */
	static AActor* Place(
		ULevel& Level, UClass* Class, const FString& Label, const FTransform& Transform);
	static UActorComponent* PlaceComponent(AActor& Actor, UClass* Class);
	static void FinishLoading(AActor& Actor);
	/** Makes an actor like another: class, label, place, and what is reflected of its components.
	 * Not registered yet. */
	static AActor* Copy(const AActor& Source, ULevel& Level);
};
}
