// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>

/** Owns an object of a type that is complete only where the object is made. */
template <typename T>
class TPimplPtr
{
public:
	TPimplPtr() = default;
	TPimplPtr(std::nullptr_t)
	{
	}
	explicit TPimplPtr(T* InPointer, void (*InDeleter)(T*))
		: Pointer(InPointer, InDeleter)
	{
	}
	T* Get() const
	{
		return Pointer.get();
	}
	bool IsValid() const
	{
		return Pointer != nullptr;
	}
	void Reset()
	{
		Pointer.reset();
	}
	T* operator->() const
	{
		return Pointer.get();
	}
	T& operator*() const
	{
		return *Pointer;
	}
	explicit operator bool() const
	{
		return IsValid();
	}

private:
	std::unique_ptr<T, void (*)(T*)> Pointer{nullptr, nullptr};
};

template <typename T, typename... ArgumentTypes>
TPimplPtr<T> MakePimpl(ArgumentTypes&&... Arguments)
{
	return TPimplPtr<T>(
		new T(std::forward<ArgumentTypes>(Arguments)...), [](T* Object) { delete Object; });
}
