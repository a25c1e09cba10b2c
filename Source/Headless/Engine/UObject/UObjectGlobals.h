// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

class UWorld;

struct FCoreUObjectDelegates
{
	/** The map that is about to be loaded by hard travel. */
	static TMulticastDelegate<void(const FString&)> PreLoadMap;
	static TMulticastDelegate<void(UWorld*)> PostLoadMapWithWorld;
};

/** What is kept though nobody refers to it. */
#define GARBAGE_COLLECTION_KEEPFLAGS RF_NoFlags

/** Frees what is garbage in the worlds of no game. */
void CollectGarbage(EObjectFlags KeepFlags, bool bPerformFullPurge = true);
