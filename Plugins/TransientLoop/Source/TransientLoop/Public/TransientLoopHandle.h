// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

/** Names one loop of one environment for ever: slots are used again, generations are not. */
struct FTransientLoopHandle
{
	int32 Slot = INDEX_NONE;
	int32 Generation = 0;

	bool operator==(const FTransientLoopHandle& Other) const
	{
		return Slot == Other.Slot && Generation == Other.Generation;
	}

	bool IsSet() const
	{
		return Slot != INDEX_NONE;
	}
};
