// SPDX-License-Identifier: MIT
#pragma once

#include "LevelAsset.h"

namespace Headless
{
/** Takes the description of a level, or of an actor to be spawned, piece by piece. */
class FLevelWriter
{
public:
	void BeginLevel(const FString& Name);
	void AddStreamedLevel(const FString& Level, bool bVisible);
	const FLevelAsset& EndLevel();

	/** Of the level that was begun; outside of one, to be spawned. */
	void BeginActor(const FString& Class, const FString& Label, const FVector& Location);
	void AddComponent(const FString& Class);
	void AddProperty(const FString& Name, const FString& Value);

	/** The last actor that was described outside of a level. */
	const FPlacedActor& GetActor() const
	{
		return ActorToSpawn;
	}

private:
	FPlacedActor& CurrentActor();

	FLevelAsset Level;
	FPlacedActor ActorToSpawn;
	bool bInLevel = false;
};
}
