// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/Level.h"
#include "UObject/Object.h"
#include "LevelStreaming.generated.h"

/** A level that is streamed into a world and out of it. */
UCLASS(Abstract)
class ULevelStreaming : public UObject
{
	GENERATED_BODY()

public:
	void SetShouldBeVisible(bool bInShouldBeVisible)
	{
		bShouldBeVisible = bInShouldBeVisible;
	}
	void SetShouldBeLoaded(bool bInShouldBeLoaded)
	{
		bShouldBeLoaded = bInShouldBeLoaded;
	}
	bool ShouldBeVisible() const
	{
		return bShouldBeVisible;
	}
	bool ShouldBeLoaded() const
	{
		return bShouldBeLoaded || bShouldBeVisible;
	}
	ULevel* GetLoadedLevel() const
	{
		return LoadedLevel;
	}
	bool IsLevelVisible() const
	{
		return LoadedLevel != nullptr && LoadedLevel->bIsVisible;
	}
	FName GetWorldAssetPackageFName() const
	{
		return PackageName;
	}

	//~ Headless
	FName PackageName;
	TObjectPtr<ULevel> LoadedLevel;
	/** Some of its actors have ended play, and the level stays visible until all have. */
	bool bIsLeaving = false;

private:
	bool bShouldBeVisible = false;
	bool bShouldBeLoaded = true;
};
