// SPDX-License-Identifier: MIT
#pragma once

#include "CoreTypes.h"

#include <cmath>

struct FMath
{
	template <typename T>
	static constexpr T Max(T A, T B)
	{
		return A < B ? B : A;
	}
	template <typename T>
	static constexpr T Min(T A, T B)
	{
		return B < A ? B : A;
	}
	template <typename T>
	static constexpr T Clamp(T Value, T Low, T High)
	{
		return Value < Low ? Low : High < Value ? High : Value;
	}
	static bool IsNearlyZero(double Value, double Tolerance = 1.e-8)
	{
		return std::fabs(Value) <= Tolerance;
	}
};
