// SPDX-License-Identifier: MIT
#pragma once

#include "Switches.h"
#include "UObject/Object.h"

namespace Headless
{
/** Holds what has ended until it is freed: at the end of the frame, frames later, or with the game.
 */
class FGarbageCollector
{
public:
	explicit FGarbageCollector(const FSwitches& InSwitches);

	void Add(UObject* Object, uint64 Frame);
	/** Frees what has lain long enough for the switch. */
	void CollectRipe(uint64 Frame);
	void CollectAll();

private:
	struct FGarbage
	{
		UObject* Object = nullptr;
		uint64 Since = 0;
	};

	static void Free(const TArray<FGarbage>& Items);

	const FSwitches& Switches;
	TArray<FGarbage> Garbage;
};
}
