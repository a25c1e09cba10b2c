// SPDX-License-Identifier: MIT
#pragma once

#include "Game.h"

namespace Headless
{
/** The worlds that code of the game makes by itself, without a map: those of its tests. */
class FStandalone
{
public:
	/** How worlds behave that are made from now on. Not while there are any. */
	static void SetSwitches(const FSwitches& Switches);
	/** Takes a new game instance in. */
	static void Adopt(UGameInstance& GameInstance);
	/** Lets it go, at its end; nothing for one that is not of here. */
	static void Release(const UGameInstance& GameInstance);
	static FWorldContext* FindContext(const UGameInstance& GameInstance);
	static void SetCurrentWorld(FGame& Game, UWorld* World);

	static UWorld* CreateWorld(EWorldType::Type WorldType, FName Name);
	static void DestroyWorld(UWorld& World);
	static void ShowLevel(UWorld& World, ULevel& Level);
	/** Hidden it belongs to the world all the same, and goes with it. */
	static void HideLevel(UWorld& World, ULevel& Level);
	static void CollectGarbage();

private:
	static FGame& Game();
	static TUniquePtr<FGame>& Held();
	static TArray<ULevel*>& HiddenLevels();
	static FWorldContext Context;
};
}
