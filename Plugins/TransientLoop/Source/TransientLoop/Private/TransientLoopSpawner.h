// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

class AActor;
class UClass;
class UWorld;
struct FTransientLoopSpawnOptions;

namespace TransientLoop
{
/** Spawns an actor whose loop has its settings before it begins play. Null, with the reason in
 * Error, if it does not live when it should have begun. */
AActor* SpawnActor(
	UWorld& World, UClass& Class, const FTransientLoopSpawnOptions& Options, FString& Error);
}
