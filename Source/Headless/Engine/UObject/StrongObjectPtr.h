// SPDX-License-Identifier: MIT
#pragma once

#include "UObject/Object.h"

namespace Headless
{
/** Counts what is held by strong pointers; what none holds any more is garbage. */
class FStrongReferences
{
public:
	static void Add(UObject* Object);
	static void Remove(UObject* Object);
	/** Frees what nobody holds any more. Not inside a frame: it may be on the stack. */
	static void Collect();
};
}

/** Keeps an object from being collected, for whoever is no object himself. */
template <typename ObjectType>
class TStrongObjectPtr
{
public:
	TStrongObjectPtr() = default;
	explicit TStrongObjectPtr(ObjectType* InObject)
		: Object(InObject)
	{
		// Its base comes first in every object.
		Headless::FStrongReferences::Add(reinterpret_cast<UObject*>(Object));
	}
	TStrongObjectPtr(const TStrongObjectPtr& Other)
		: TStrongObjectPtr(Other.Object)
	{
	}
	TStrongObjectPtr(TStrongObjectPtr&& Other) noexcept
		: Object(Other.Object)
	{
		Other.Object = nullptr;
	}
	TStrongObjectPtr& operator=(TStrongObjectPtr Other)
	{
		Swap(Object, Other.Object);
		return *this;
	}
	~TStrongObjectPtr()
	{
		Headless::FStrongReferences::Remove(reinterpret_cast<UObject*>(Object));
	}

	ObjectType* Get() const
	{
		return Object;
	}
	ObjectType* operator->() const
	{
		return Object;
	}
	bool IsValid() const
	{
		return Object != nullptr;
	}
	void Reset()
	{
		*this = TStrongObjectPtr();
	}

private:
	static void Swap(ObjectType*& A, ObjectType*& B)
	{
		ObjectType* const Kept = A;
		A = B;
		B = Kept;
	}

	ObjectType* Object = nullptr;
};
