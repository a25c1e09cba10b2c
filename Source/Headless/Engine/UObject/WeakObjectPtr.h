// SPDX-License-Identifier: MIT
#pragma once

#include "CoreTypes.h"

class UObject;

/** Points to an object until it is garbage: null at once after Destroy, whatever becomes of the
 * memory. */
class FWeakObjectPtr
{
public:
	FWeakObjectPtr() = default;
	FWeakObjectPtr(const UObject* Object);

	UObject* Get() const;
	bool IsValid() const
	{
		return Get() != nullptr;
	}
	bool IsStale() const
	{
		return Slot != INDEX_NONE && !IsValid();
	}
	void Reset()
	{
		Slot = INDEX_NONE;
		Serial = 0;
	}
	friend bool operator==(const FWeakObjectPtr& A, const FWeakObjectPtr& B)
	{
		return A.Slot == B.Slot && A.Serial == B.Serial;
	}

private:
	int32 Slot = INDEX_NONE;
	int32 Serial = 0;
};

template <typename T>
class TWeakObjectPtr : private FWeakObjectPtr
{
public:
	TWeakObjectPtr() = default;
	TWeakObjectPtr(T* Object)
		: FWeakObjectPtr(Object)
	{
	}
	T* Get() const
	{
		return static_cast<T*>(FWeakObjectPtr::Get());
	}
	T* operator->() const
	{
		return Get();
	}
	using FWeakObjectPtr::IsStale;
	using FWeakObjectPtr::IsValid;
	using FWeakObjectPtr::Reset;
	friend bool operator==(const TWeakObjectPtr& A, const TWeakObjectPtr& B)
	{
		return static_cast<const FWeakObjectPtr&>(A) == static_cast<const FWeakObjectPtr&>(B);
	}
};
