// SPDX-License-Identifier: MIT
#pragma once

#include "Containers/Array.h"

#include <map>

template <typename KeyType, typename ValueType>
struct TPair
{
	TPair() = default;
	TPair(const KeyType& InKey, const ValueType& InValue)
		: Key(InKey)
		, Value(InValue)
	{
	}
	KeyType Key;
	ValueType Value;
};

/** The engine's map, over a std::map: keys need operator<. */
template <typename KeyType, typename ValueType>
class TMap
{
public:
	int32 Num() const
	{
		return static_cast<int32>(Pairs.size());
	}
	ValueType& Add(const KeyType& Key, const ValueType& Value)
	{
		return Pairs[Key] = Value;
	}
	ValueType* Find(const KeyType& Key)
	{
		const auto At = Pairs.find(Key);
		return At == Pairs.end() ? nullptr : &At->second;
	}
	const ValueType* Find(const KeyType& Key) const
	{
		return const_cast<TMap*>(this)->Find(Key);
	}
	ValueType FindRef(const KeyType& Key) const
	{
		const ValueType* Found = Find(Key);
		return Found != nullptr ? *Found : ValueType();
	}
	ValueType& FindOrAdd(const KeyType& Key)
	{
		return Pairs[Key];
	}
	bool Contains(const KeyType& Key) const
	{
		return Pairs.count(Key) != 0;
	}
	int32 Remove(const KeyType& Key)
	{
		return static_cast<int32>(Pairs.erase(Key));
	}
	void Empty()
	{
		Pairs.clear();
	}
	void GenerateKeyArray(TArray<KeyType>& Out) const
	{
		Out.Reset();
		for (const auto& Pair : Pairs)
		{
			Out.Add(Pair.first);
		}
	}

private:
	std::map<KeyType, ValueType> Pairs;
};
