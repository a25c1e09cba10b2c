// SPDX-License-Identifier: MIT
#include "LevelWriter.h"

namespace Headless
{
void FLevelWriter::BeginLevel(const FString& Name)
{
	Level = FLevelAsset();
	Level.Name = Name;
	bInLevel = true;
}

void FLevelWriter::AddStreamedLevel(const FString& Name, bool bVisible)
{
	Level.StreamedLevels.Add(FStreamedLevel{Name, bVisible});
}

const FLevelAsset& FLevelWriter::EndLevel()
{
	bInLevel = false;
	return Level;
}

void FLevelWriter::BeginActor(const FString& Class, const FString& Label, const FVector& Location)
{
	FPlacedActor Actor;
	Actor.Class = Class;
	Actor.Label = Label;
	Actor.Transform = FTransform(Location);
	if (bInLevel)
	{
		Level.Actors.Add(Actor);
	}
	else
	{
		ActorToSpawn = Actor;
	}
}

void FLevelWriter::AddComponent(const FString& Class)
{
	CurrentActor().Components.AddDefaulted_GetRef().Class = Class;
}

void FLevelWriter::AddProperty(const FString& Name, const FString& Value)
{
	CurrentActor().Components.Last().Properties.Add(FPlacedProperty{Name, Value});
}

FPlacedActor& FLevelWriter::CurrentActor()
{
	return bInLevel ? Level.Actors.Last() : ActorToSpawn;
}
}
