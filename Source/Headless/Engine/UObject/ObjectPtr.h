// SPDX-License-Identifier: MIT
#pragma once

/** A reflected reference. Headless it is a pointer. */
template <typename T>
class TObjectPtr
{
public:
	TObjectPtr() = default;
	TObjectPtr(T* InObject)
		: Object(InObject)
	{
	}
	T* Get() const
	{
		return Object;
	}
	operator T*() const
	{
		return Object;
	}
	T* operator->() const
	{
		return Object;
	}

private:
	T* Object = nullptr;
};
