// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>

template <typename T>
class TUniquePtr : public std::unique_ptr<T>
{
public:
	using std::unique_ptr<T>::unique_ptr;
	T* Get() const
	{
		return this->get();
	}
	bool IsValid() const
	{
		return this->get() != nullptr;
	}
	void Reset()
	{
		this->reset();
	}
};

template <typename T, typename... ArgumentTypes>
TUniquePtr<T> MakeUnique(ArgumentTypes&&... Arguments)
{
	return TUniquePtr<T>(new T(std::forward<ArgumentTypes>(Arguments)...));
}
