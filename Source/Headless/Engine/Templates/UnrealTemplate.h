// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>
#include <utility>

template <typename T>
constexpr std::remove_reference_t<T>&& MoveTemp(T&& Value) noexcept
{
	return static_cast<std::remove_reference_t<T>&&>(Value);
}

template <typename T>
constexpr T&& Forward(std::remove_reference_t<T>& Value) noexcept
{
	return static_cast<T&&>(Value);
}

template <typename T>
T CopyTemp(const T& Value)
{
	return Value;
}

template <typename T>
void Swap(T& A, T& B)
{
	std::swap(A, B);
}

/** Sets a variable for as long as the guard lives. */
template <typename T>
class TGuardValue
{
public:
	TGuardValue(T& InReference, T NewValue)
		: Reference(InReference)
		, OldValue(MoveTemp(InReference))
	{
		Reference = MoveTemp(NewValue);
	}
	~TGuardValue()
	{
		Reference = MoveTemp(OldValue);
	}
	TGuardValue(const TGuardValue&) = delete;
	TGuardValue& operator=(const TGuardValue&) = delete;

private:
	T& Reference;
	T OldValue;
};
