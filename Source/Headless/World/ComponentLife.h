// SPDX-License-Identifier: MIT
#pragma once

#include "Components/ActorComponent.h"

namespace Headless
{
class FGame;

/** Takes components through their lives in the engine's order. */
class FComponentLife
{
public:
	static void Register(UActorComponent& Component, UWorld* World);
	static void Unregister(UActorComponent& Component);
	/** Calls Activate if the component wants it by itself. */
	static void Activate(UActorComponent& Component);
	/** Calls InitializeComponent if the component wants it. */
	static void Initialize(UActorComponent& Component);
	static void BeginPlay(UActorComponent& Component);
	static void EndPlay(UActorComponent& Component, EEndPlayReason::Type Reason);
	static void Uninitialize(UActorComponent& Component);
	static void Destroy(UActorComponent& Component);
	/** The last thing that a component hears of an actor that is destroyed. */
	static void FinishWithActor(UActorComponent& Component, FGame& Game);
	/** The safety net of garbage collection. */
	static void FinishForGarbage(UActorComponent& Component);
	static void Tick(UActorComponent& Component, float DeltaTime, ELevelTick TickType,
		FActorComponentTickFunction& Function);
	/** Asks for the memory that Tick reads. */
	static void Prefetch(const UActorComponent& Component);
};
}
