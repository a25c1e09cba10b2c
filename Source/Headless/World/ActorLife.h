// SPDX-License-Identifier: MIT
#pragma once

#include "Engine/World.h"
#include "GameFramework/Actor.h"
#include "Switches.h"

namespace Headless
{
/**
 * Takes actors and components through their lives in the engine's order, and asserts its promises
 * on the way: beginnings and ends alternate, every override calls its Super, nothing ticks before
 * or after.
 */
class FActorLife
{
public:
	//~ Actors
	/** Everything up to and including BeginPlay, unless the parameters defer it; null if the world
	 * refuses. */
	static AActor* Spawn(UWorld& World, UClass* Class, const FTransform& Transform,
		const FActorSpawnParameters& Parameters);
	static void FinishSpawning(AActor& Actor, const FTransform& Transform);
	/** Makes an actor that the level file places: no creation callbacks, not registered yet. */
	static AActor* Place(
		ULevel& Level, UClass* Class, const FString& Label, const FTransform& Transform);
	static UActorComponent* PlaceComponent(AActor& Actor, UClass* Class);
	static void FinishLoading(AActor& Actor);
	static void RegisterAllComponents(AActor& Actor);
	static void UnregisterAllComponents(AActor& Actor);
	static void Initialize(AActor& Actor);
	static void BeginPlay(AActor& Actor, bool bFromLevelStreaming);
	static void EndPlay(AActor& Actor, EEndPlayReason::Type Reason);
	static bool Destroy(AActor& Actor);
	static void TickActor(AActor& Actor, float DeltaTime);

	//~ What AActor's own overrides do
	static void BeginComponents(AActor& Actor);
	static void EndComponents(AActor& Actor, EEndPlayReason::Type Reason);

	//~ Components
	static void Register(UActorComponent& Component, UWorld* World);
	static void Unregister(UActorComponent& Component);
	static void BeginPlay(UActorComponent& Component);
	static void EndPlay(UActorComponent& Component, EEndPlayReason::Type Reason);
	static void Uninitialize(UActorComponent& Component);
	static void DestroyComponent(UActorComponent& Component);
	/** The safety net of garbage collection. */
	static void FinishForGarbage(UActorComponent& Component);
	static void TickComponent(UActorComponent& Component, float DeltaTime, ELevelTick TickType,
		FActorComponentTickFunction& Function);

	//~ Levels
	static void AddToLevel(AActor& Actor, ULevel& Level);
	static void RemoveFromLevel(AActor& Actor);
	/** The actors of a level in the order that the switch asks for. */
	static TArray<AActor*> ActorsInOrder(const ULevel& Level);

	/** Asserts that an object that is about to be freed has ended as often as it has begun. */
	static void AssertBalanced(const UObject& Object);

private:
	static TArray<UActorComponent*> ComponentsInOrder(const AActor& Actor);
	/** Calls Activate if the component wants it by itself. */
	static void Activate(UActorComponent& Component);
	/** Calls InitializeComponent if the component wants it. */
	static void Initialize(UActorComponent& Component);
	static void SetTickRegistered(AActor& Actor, bool bRegister);
};
}
