// SPDX-License-Identifier: MIT
#include "SeamlessTravel.h"

#include "ActorLife.h"
#include "Game.h"
#include "UObject/UObjectGlobals.h"
#include "WorldLife.h"

namespace Headless
{
bool FSeamlessTravel::Step(FGame& Game)
{
	if (To.IsEmpty())
	{
		return false;
	}
	if (!bInTransition)
	{
		FWorldDelegates::OnSeamlessTravelStart.Broadcast(Game.World, To);
		FLevelAsset NoMap;
		NoMap.Name = TEXT("Transition");
		SwitchTo(Game, NoMap);
		bInTransition = true;
		FWorldDelegates::OnSeamlessTravelTransition.Broadcast(Game.World);
		return true;
	}
	const FLevelAsset& Map = *Game.FindLevel(To);
	SwitchTo(Game, Map);
	*this = FSeamlessTravel();
	FCoreUObjectDelegates::PostLoadMapWithWorld.Broadcast(Game.World);
	return true;
}

void FSeamlessTravel::SwitchTo(FGame& Game, const FLevelAsset& Map)
{
	UWorld& Old = *Game.World;
	UWorld* const New = NewObject<UWorld>(nullptr, FName(*Map.Name));
	New->WorldType = Old.WorldType;
	FWorldDelegates::OnPostWorldCreation.Broadcast(New);
	FWorldLife::Prepare(*New, Game, Map);
	TArray<AActor*> Kept = FindKept(Game);
	Old.BeginTearingDown();
	FWorldLife::EndActors(Old, EEndPlayReason::LevelTransition, Kept);
	const bool bCleanupFirst = Game.GetSwitches().bSeamlessCleanupComesFirst;
	if (bCleanupFirst)
	{
		FWorldDelegates::OnWorldCleanup.Broadcast(&Old, false, true);
	}
	for (AActor* Actor : Kept)
	{
		// One that another one destroyed at its end does not travel.
		if (IsValid(Actor))
		{
			FActorLife::MoveToLevel(*Actor, *New->PersistentLevel);
		}
	}
	if (!bCleanupFirst)
	{
		FWorldDelegates::OnWorldCleanup.Broadcast(&Old, false, true);
	}
	Game.World = New;
	FWorldLife::Discard(Old, false);
	Game.AddGarbage(&Old);
	New->BeginPlay();
}

TArray<AActor*> FSeamlessTravel::FindKept(const FGame& Game) const
{
	TArray<AActor*> Wanted;
	if (Game.GetSeamlessTravelActorList)
	{
		Game.GetSeamlessTravelActorList(!bInTransition, Wanted);
	}
	TArray<AActor*> Kept;
	for (AActor* Actor : Wanted)
	{
		if (IsValid(Actor) && Actor->GetLevel() == Game.World->PersistentLevel &&
			Actor->HasActorBegunPlay())
		{
			Kept.AddUnique(Actor);
		}
	}
	return Kept;
}
}
