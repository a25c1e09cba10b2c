// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

class AActor;
class UWorld;

namespace Headless
{
class FGame;
struct FLevelAsset;

/**
 * Travel that keeps some actors: out of the old world into one without a map, and in the next frame
 * out of that into the level. Kept actors go on playing; all others end.
 */
class FSeamlessTravel
{
public:
	void Request(const FString& Level)
	{
		To = Level;
	}

	/** Makes the next of the two moves; false if there is none to make. */
	bool Step(FGame& Game);

private:
	void SwitchTo(FGame& Game, const FLevelAsset& Map);
	/** The actors that the game wants kept and that can be: those of the persistent level. */
	TArray<AActor*> FindKept(const FGame& Game) const;

	FString To;
	bool bInTransition = false;
};
}
