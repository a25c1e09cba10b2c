// SPDX-License-Identifier: MIT
#pragma once

#include "CoreTypes.h"

/** An enum in one byte. */
template <typename EnumType>
class TEnumAsByte
{
public:
	TEnumAsByte() = default;
	TEnumAsByte(EnumType InValue)
		: Value(static_cast<uint8>(InValue))
	{
	}
	operator EnumType() const
	{
		return static_cast<EnumType>(Value);
	}
	EnumType GetValue() const
	{
		return static_cast<EnumType>(Value);
	}

private:
	uint8 Value = 0;
};
