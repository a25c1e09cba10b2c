// SPDX-License-Identifier: MIT
#pragma once

#include "CoreTypes.h"

namespace Headless
{
/** Prints what was expected and ends the process. */
[[noreturn]] void FailCheck(
	const char* Expression, const char* File, int Line, const TCHAR* Format = nullptr, ...);

/** Prints what was expected, and goes on. Always false. */
bool FailEnsure(
	const char* Expression, const char* File, int Line, const TCHAR* Format = nullptr, ...);
}

#define check(Expression)                                                                          \
	do                                                                                             \
	{                                                                                              \
		if (!(Expression))                                                                         \
		{                                                                                          \
			::Headless::FailCheck(#Expression, __FILE__, __LINE__);                                \
		}                                                                                          \
	} while (false)
#define checkf(Expression, ...)                                                                    \
	do                                                                                             \
	{                                                                                              \
		if (!(Expression))                                                                         \
		{                                                                                          \
			::Headless::FailCheck(#Expression, __FILE__, __LINE__, __VA_ARGS__);                   \
		}                                                                                          \
	} while (false)
#define verify(Expression) check(Expression)
#define verifyf(Expression, ...) checkf(Expression, __VA_ARGS__)
#define checkNoEntry() ::Headless::FailCheck("checkNoEntry", __FILE__, __LINE__)
#define unimplemented() ::Headless::FailCheck("unimplemented", __FILE__, __LINE__)
#define ensure(Expression)                                                                         \
	(static_cast<bool>(Expression) || ::Headless::FailEnsure(#Expression, __FILE__, __LINE__))
#define ensureMsgf(Expression, ...)                                                                \
	(static_cast<bool>(Expression) ||                                                              \
		::Headless::FailEnsure(#Expression, __FILE__, __LINE__, __VA_ARGS__))
#define ensureAlways(Expression) ensure(Expression)
#define ensureAlwaysMsgf(Expression, ...) ensureMsgf(Expression, __VA_ARGS__)
