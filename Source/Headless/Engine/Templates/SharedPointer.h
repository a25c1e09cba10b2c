// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>

/** The engine's shared pointer, over std::shared_ptr. */
template <typename T>
class TSharedPtr
{
public:
	TSharedPtr() = default;
	TSharedPtr(std::nullptr_t)
	{
	}
	TSharedPtr(std::shared_ptr<T> InPointer)
		: Pointer(std::move(InPointer))
	{
	}
	template <typename Derived>
	TSharedPtr(const TSharedPtr<Derived>& Other)
		: Pointer(Other.GetStd())
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
	const std::shared_ptr<T>& GetStd() const
	{
		return Pointer;
	}

private:
	std::shared_ptr<T> Pointer;
};

template <typename T>
using TSharedRef = TSharedPtr<T>;

template <typename T>
class TWeakPtr
{
public:
	TWeakPtr() = default;
	TWeakPtr(const TSharedPtr<T>& Shared)
		: Pointer(Shared.GetStd())
	{
	}
	TSharedPtr<T> Pin() const
	{
		return TSharedPtr<T>(Pointer.lock());
	}
	bool IsValid() const
	{
		return !Pointer.expired();
	}
	void Reset()
	{
		Pointer.reset();
	}

private:
	std::weak_ptr<T> Pointer;
};

template <typename T, typename... ArgumentTypes>
TSharedRef<T> MakeShared(ArgumentTypes&&... Arguments)
{
	return TSharedRef<T>(std::make_shared<T>(std::forward<ArgumentTypes>(Arguments)...));
}
