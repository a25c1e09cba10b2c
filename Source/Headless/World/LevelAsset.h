// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

class UWorld;
class ULevel;
class AActor;

namespace Headless
{
struct FPlacedProperty
{
	FString Name;
	FString Value;
};

struct FPlacedComponent
{
	FString Class;
	TArray<FPlacedProperty> Properties;
};

/** An actor as a level file places it. */
struct FPlacedActor
{
	FString Class;
	FString Label;
	FTransform Transform;
	TArray<FPlacedComponent> Components;
};

struct FStreamedLevel
{
	FString Level;
	bool bVisible = true;
};

/** What a level is made from when it is loaded: the headless host's map file. */
struct FLevelAsset
{
	FString Name;
	TArray<FPlacedActor> Actors;
	TArray<FStreamedLevel> StreamedLevels;
};

/** True if all classes and properties exist; else the error names level, actor, what was expected
 * and what came. */
bool ValidateLevelAsset(const FLevelAsset& Asset, FString& OutError);
bool ValidatePlacedActor(const FString& Level, const FPlacedActor& Actor, FString& OutError);

/** Makes the actors of an asset in a level, up to the point before registration. */
void PlaceActors(const FLevelAsset& Asset, ULevel& Level);

/** Adds a placed actor's components to an actor that is being spawned. */
void AddComponents(const FPlacedActor& Placed, AActor& Actor);
}
