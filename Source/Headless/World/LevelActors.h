// SPDX-License-Identifier: MIT
#pragma once

#include "Engine/Level.h"
#include "GameFramework/Actor.h"

namespace Headless
{
/** Which actors are in a level, and in a world. */
class FLevelActors
{
public:
	static void Add(AActor& Actor, ULevel& Level);
	/** The last one takes its place. */
	static void Remove(AActor& Actor);
	/** In the order that the switch asks for. */
	static TArray<AActor*> InOrder(const ULevel& Level);
	/** All of all visible levels, in order of creation. */
	static TArray<AActor*> Visible(const UWorld& World);
};
}
