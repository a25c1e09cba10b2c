// SPDX-License-Identifier: MIT
#include "LevelActors.h"

#include "Game.h"
#include "Order.h"

namespace Headless
{
void FLevelActors::Add(AActor& Actor, ULevel& Level)
{
	Actor.LevelPrivate = &Level;
	Actor.PlaceInLevel = Level.Actors.Add(&Actor);
	Actor.GetWorld()->GetGame().AddActor(Actor);
}

void FLevelActors::Remove(AActor& Actor)
{
	Actor.GetWorld()->GetGame().RemoveActor(Actor);
	TArray<TObjectPtr<AActor>>& Actors = Actor.LevelPrivate->Actors;
	Actors.Last()->PlaceInLevel = Actor.PlaceInLevel;
	Actors.RemoveAtSwap(Actor.PlaceInLevel);
	Actor.PlaceInLevel = INDEX_NONE;
}

TArray<AActor*> FLevelActors::InOrder(const ULevel& Level)
{
	TArray<AActor*> Actors;
	for (const TObjectPtr<AActor>& Actor : Level.Actors)
	{
		Actors.Add(Actor.Get());
	}
	const FSwitches& Switches = Level.GetWorld()->GetGame().GetSwitches();
	PutInOrder(Actors, Switches.ActorOrder, Switches.Seed);
	return Actors;
}

TArray<AActor*> FLevelActors::Visible(const UWorld& World)
{
	TArray<AActor*> Actors;
	for (const ULevel* Level : World.GetLevels())
	{
		for (const TObjectPtr<AActor>& Actor : Level->Actors)
		{
			if (!Actor->IsA<AWorldSettings>())
			{
				Actors.Add(Actor.Get());
			}
		}
	}
	Actors.Sort(
		[](const AActor* A, const AActor* B) { return A->GetUniqueID() < B->GetUniqueID(); });
	return Actors;
}
}
