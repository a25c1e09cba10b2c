// SPDX-License-Identifier: MIT
#pragma once

#include "CoreTypes.h"

/** What C does with strings. */
struct FCString
{
	/** 0 for what is no number. */
	static double Atod(const TCHAR* String);
};
