// SPDX-License-Identifier: MIT
#pragma once

#include "Containers/Array.h"

/** The engine's set. Ours keeps the order of insertion and is meant for few elements. */
template <typename T>
class TSet
{
public:
	int32 Num() const
	{
		return Elements.Num();
	}
	void Add(const T& Item)
	{
		Elements.AddUnique(Item);
	}
	int32 Remove(const T& Item)
	{
		return Elements.RemoveSingle(Item);
	}
	bool Contains(const T& Item) const
	{
		return Elements.Contains(Item);
	}
	void Empty()
	{
		Elements.Empty();
	}
	TArray<T> Array() const
	{
		return Elements;
	}
	auto begin() const
	{
		return Elements.begin();
	}
	auto end() const
	{
		return Elements.end();
	}

private:
	TArray<T> Elements;
};
