// SPDX-License-Identifier: MIT
#pragma once

#include "CoreTypes.h"
#include "Misc/AssertionMacros.h"
#include "Templates/UnrealTemplate.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

/** How the engine lets an array have its memory elsewhere; ours has one way. */
class FDefaultAllocator
{
};

/** The engine's dynamic array, over a std::vector. */
template <typename T, typename AllocatorType = FDefaultAllocator>
class TArray
{
	static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no references; use uint8");

public:
	using ElementType = T;

	TArray() = default;
	TArray(std::initializer_list<T> Items)
		: Elements(Items)
	{
	}

	int32 Num() const
	{
		return static_cast<int32>(Elements.size());
	}
	bool IsEmpty() const
	{
		return Elements.empty();
	}
	bool IsValidIndex(int32 Index) const
	{
		return Index >= 0 && Index < Num();
	}
	T& operator[](int32 Index)
	{
		check(IsValidIndex(Index));
		return Elements[static_cast<SIZE_T>(Index)];
	}
	const T& operator[](int32 Index) const
	{
		check(IsValidIndex(Index));
		return Elements[static_cast<SIZE_T>(Index)];
	}
	T* GetData()
	{
		return Elements.data();
	}
	const T* GetData() const
	{
		return Elements.data();
	}
	T& Last(int32 FromEnd = 0)
	{
		return (*this)[Num() - 1 - FromEnd];
	}
	const T& Last(int32 FromEnd = 0) const
	{
		return (*this)[Num() - 1 - FromEnd];
	}

	int32 Add(const T& Item)
	{
		Elements.push_back(Item);
		return Num() - 1;
	}
	int32 Add(T&& Item)
	{
		Elements.push_back(MoveTemp(Item));
		return Num() - 1;
	}
	template <typename... ArgumentTypes>
	int32 Emplace(ArgumentTypes&&... Arguments)
	{
		Elements.emplace_back(std::forward<ArgumentTypes>(Arguments)...);
		return Num() - 1;
	}
	T& AddDefaulted_GetRef()
	{
		Elements.emplace_back();
		return Elements.back();
	}
	int32 AddUnique(const T& Item)
	{
		const int32 Index = Find(Item);
		return Index != INDEX_NONE ? Index : Add(Item);
	}
	void Append(const TArray& Other)
	{
		Elements.insert(Elements.end(), Other.Elements.begin(), Other.Elements.end());
	}
	void Push(const T& Item)
	{
		Add(Item);
	}
	T Pop()
	{
		check(Num() > 0);
		T Item = MoveTemp(Elements.back());
		Elements.pop_back();
		return Item;
	}
	int32 Remove(const T& Item)
	{
		const T Copy = Item;
		return RemoveAll([&Copy](const T& Other) { return Other == Copy; });
	}
	int32 RemoveSingle(const T& Item)
	{
		const int32 Index = Find(Item);
		if (Index == INDEX_NONE)
		{
			return 0;
		}
		RemoveAt(Index);
		return 1;
	}
	void RemoveAt(int32 Index)
	{
		check(IsValidIndex(Index));
		Elements.erase(Elements.begin() + Index);
	}
	void RemoveAtSwap(int32 Index)
	{
		check(IsValidIndex(Index));
		if (Index != Num() - 1)
		{
			Elements[static_cast<SIZE_T>(Index)] = MoveTemp(Elements.back());
		}
		Elements.pop_back();
	}
	template <typename PredicateType>
	int32 RemoveAll(PredicateType Predicate)
	{
		const auto End = std::remove_if(Elements.begin(), Elements.end(), Predicate);
		const int32 Removed = static_cast<int32>(Elements.end() - End);
		Elements.erase(End, Elements.end());
		return Removed;
	}
	int32 Find(const T& Item) const
	{
		const auto At = std::find(Elements.begin(), Elements.end(), Item);
		return At == Elements.end() ? INDEX_NONE : static_cast<int32>(At - Elements.begin());
	}
	bool Contains(const T& Item) const
	{
		return Find(Item) != INDEX_NONE;
	}
	template <typename PredicateType>
	T* FindByPredicate(PredicateType Predicate)
	{
		const auto At = std::find_if(Elements.begin(), Elements.end(), Predicate);
		return At == Elements.end() ? nullptr : &*At;
	}
	template <typename PredicateType>
	const T* FindByPredicate(PredicateType Predicate) const
	{
		return const_cast<TArray*>(this)->FindByPredicate(Predicate);
	}
	void Sort()
	{
		std::sort(Elements.begin(), Elements.end());
	}
	template <typename PredicateType>
	void Sort(PredicateType Predicate)
	{
		std::sort(Elements.begin(), Elements.end(), Predicate);
	}
	void Reserve(int32 Number)
	{
		Elements.reserve(static_cast<SIZE_T>(Number));
	}
	void SetNum(int32 Number)
	{
		Elements.resize(static_cast<SIZE_T>(Number));
	}
	/** Empties the array and keeps its memory. */
	void Reset()
	{
		Elements.clear();
	}
	void Empty()
	{
		std::vector<T>().swap(Elements);
	}

	auto begin()
	{
		return Elements.begin();
	}
	auto end()
	{
		return Elements.end();
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
	std::vector<T> Elements;
};
