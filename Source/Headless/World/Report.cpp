// SPDX-License-Identifier: MIT
#include "Report.h"

#include <cstdio>
#include <cstdlib>

namespace
{
// Never destroyed: what they hold may belong to a script engine that is gone when static objects
// go.
Headless::FLogSink& LogSink()
{
	static auto* Sink = new Headless::FLogSink();
	return *Sink;
}

TFunction<void(const FString&)>& ViolationHandler()
{
	static auto* Handler = new TFunction<void(const FString&)>();
	return *Handler;
}

void PrintFailure(const char* What, const char* Expression, const char* File, int Line,
	const TCHAR* Format, va_list Arguments)
{
	const FString Message = Format != nullptr ? Headless::FormatText(Format, Arguments) : FString();
	std::fprintf(
		stderr, "%s:%d: %s failed: %s %s\n", File, Line, What, Expression, TCHAR_TO_UTF8(*Message));
}
}

namespace Headless
{
void SetLogSink(FLogSink Sink)
{
	LogSink() = MoveTemp(Sink);
}

void WriteLog(const FLogCategory& Category, ELogVerbosity::Type Verbosity, const TCHAR* Format, ...)
{
	va_list Arguments;
	va_start(Arguments, Format);
	const FString Text = FormatText(Format, Arguments);
	va_end(Arguments);
	if (LogSink())
	{
		LogSink()(Category.Name, Verbosity, Text);
	}
	else
	{
		std::fprintf(stderr, "%s: %s\n", ToUtf8(Category.Name).c_str(), TCHAR_TO_UTF8(*Text));
	}
	if (Verbosity == ELogVerbosity::Fatal)
	{
		std::abort();
	}
}

void FailCheck(const char* Expression, const char* File, int Line, const TCHAR* Format, ...)
{
	va_list Arguments;
	va_start(Arguments, Format);
	PrintFailure("check", Expression, File, Line, Format, Arguments);
	va_end(Arguments);
	std::abort();
}

bool FailEnsure(const char* Expression, const char* File, int Line, const TCHAR* Format, ...)
{
	va_list Arguments;
	va_start(Arguments, Format);
	PrintFailure("ensure", Expression, File, Line, Format, Arguments);
	va_end(Arguments);
	return false;
}

void SetViolationHandler(TFunction<void(const FString&)> Handler)
{
	ViolationHandler() = MoveTemp(Handler);
}

void ReportViolation(const TCHAR* Format, ...)
{
	va_list Arguments;
	va_start(Arguments, Format);
	const FString Text = FormatText(Format, Arguments);
	va_end(Arguments);
	if (ViolationHandler())
	{
		ViolationHandler()(Text);
		return;
	}
	std::fprintf(stderr, "Violation: %s\n", TCHAR_TO_UTF8(*Text));
	std::abort();
}
}
