// SPDX-License-Identifier: MIT
#pragma once

#include "CoreTypes.h"

namespace ELogVerbosity
{
enum Type : uint8
{
	NoLogging,
	Fatal,
	Error,
	Warning,
	Display,
	Log,
	Verbose,
	VeryVerbose,
	All = VeryVerbose
};
}

struct FLogCategory
{
	const TCHAR* Name;
};

namespace Headless
{
/** Writes a line to the log; Fatal ends the process. */
void WriteLog(
	const FLogCategory& Category, ELogVerbosity::Type Verbosity, const TCHAR* Format, ...);
}

#define DECLARE_LOG_CATEGORY_EXTERN(Category, DefaultVerbosity, CompileTimeVerbosity)              \
	extern const FLogCategory Category
#define DEFINE_LOG_CATEGORY(Category)                                                              \
	const FLogCategory Category                                                                    \
	{                                                                                              \
		TEXT(#Category)                                                                            \
	}
#define DEFINE_LOG_CATEGORY_STATIC(Category, DefaultVerbosity, CompileTimeVerbosity)               \
	static const FLogCategory Category                                                             \
	{                                                                                              \
		TEXT(#Category)                                                                            \
	}
#define UE_LOG(Category, Verbosity, Format, ...)                                                   \
	::Headless::WriteLog(Category, ELogVerbosity::Verbosity, Format, ##__VA_ARGS__)
#define UE_CLOG(Condition, Category, Verbosity, Format, ...)                                       \
	do                                                                                             \
	{                                                                                              \
		if (Condition)                                                                             \
		{                                                                                          \
			UE_LOG(Category, Verbosity, Format, ##__VA_ARGS__);                                    \
		}                                                                                          \
	} while (false)
