// SPDX-License-Identifier: MIT
#pragma once

#include "GameFramework/Actor.h"

namespace Headless
{
/**
 * Takes actors, and their components with them, through their lives in the engine's order, and
 * asserts its promises on the way: beginnings and ends alternate, every override calls its Super,
 * nothing ticks before or after.
 */
class FActorLife
{
public:
	static void RegisterAllComponents(AActor& Actor);
	static void UnregisterAllComponents(AActor& Actor);
	static void Initialize(AActor& Actor);
	static void BeginPlay(AActor& Actor, bool bFromLevelStreaming);
	static void EndPlay(AActor& Actor, EEndPlayReason::Type Reason);
	static bool Destroy(AActor& Actor);
	static void Tick(AActor& Actor, float DeltaTime);
	/** Takes an actor that plays into a level of another world, as the engine's Rename: it goes on
	 * playing. */
	static void MoveToLevel(AActor& Actor, ULevel& Level);

	//~ What AActor's own overrides do
	static void BeginComponents(AActor& Actor);
	static void EndComponents(AActor& Actor, EEndPlayReason::Type Reason);

private:
	static TArray<UActorComponent*> ComponentsInOrder(const AActor& Actor);
	static void SetTickRegistered(AActor& Actor, bool bRegister);
};
}
