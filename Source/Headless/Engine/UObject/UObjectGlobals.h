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
