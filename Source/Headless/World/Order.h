// SPDX-License-Identifier: MIT
#pragma once

#include "Switches.h"

namespace Headless
{
/** Puts items in the order that a switch asks for. Shuffling is the same for the same seed and
 * number of items. */
template <typename T>
void PutInOrder(TArray<T>& Items, EOrder Order, uint32 Seed)
{
	if (Order == EOrder::Reversed)
	{
		std::reverse(Items.begin(), Items.end());
	}
	else if (Order == EOrder::Shuffled)
	{
		// Linear congruence with the constants of Numerical Recipes; any generator does.
		uint32 State = Seed;
		for (int32 Index = Items.Num() - 1; Index > 0; --Index)
		{
			State = State * 1664525u + 1013904223u;
			Swap(Items[Index],
				Items[static_cast<int32>((State >> 8) % static_cast<uint32>(Index + 1))]);
		}
	}
}
}
