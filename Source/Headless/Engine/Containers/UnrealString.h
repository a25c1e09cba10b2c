// SPDX-License-Identifier: MIT
#pragma once

#include "Containers/Array.h"

#include <cstdarg>
#include <string>

namespace ESearchCase
{
enum Type
{
	CaseSensitive,
	IgnoreCase
};
}

/** The engine's string: UTF-16, always terminated. */
class FString
{
public:
	FString() = default;
	FString(const TCHAR* InText)
		: Text(InText != nullptr ? InText : TEXT(""))
	{
	}
	explicit FString(std::u16string InText)
		: Text(MoveTemp(InText))
	{
	}

	const TCHAR* operator*() const
	{
		return Text.c_str();
	}
	int32 Len() const
	{
		return static_cast<int32>(Text.size());
	}
	bool IsEmpty() const
	{
		return Text.empty();
	}
	void Empty()
	{
		Text.clear();
	}
	void Reset()
	{
		Text.clear();
	}
	FString& Append(const FString& Other)
	{
		Text += Other.Text;
		return *this;
	}
	FString& operator+=(const FString& Other)
	{
		return Append(Other);
	}
	friend FString operator+(FString A, const FString& B)
	{
		return A.Append(B);
	}
	friend FString operator/(const FString& A, const FString& B)
	{
		return A.EndsWith(TEXT("/")) || A.IsEmpty() ? A + B : A + FString(TEXT("/")) + B;
	}
	// The engine compares strings with ==, != and < without regard to case.
	friend bool operator==(const FString& A, const FString& B)
	{
		return A.Compare(B) == 0;
	}
	friend bool operator!=(const FString& A, const FString& B)
	{
		return A.Compare(B) != 0;
	}
	friend bool operator<(const FString& A, const FString& B)
	{
		return A.Compare(B) < 0;
	}
	/** Negative, zero or positive, without regard to case. */
	int32 Compare(const FString& Other) const;
	bool Equals(
		const FString& Other, ESearchCase::Type SearchCase = ESearchCase::CaseSensitive) const
	{
		return SearchCase == ESearchCase::CaseSensitive ? Text == Other.Text : *this == Other;
	}
	bool StartsWith(const FString& Prefix) const;
	bool EndsWith(const FString& Suffix) const;
	bool Contains(const FString& Part) const;
	FString Left(int32 Count) const;
	FString Right(int32 Count) const;
	FString Mid(int32 Start, int32 Count = MAX_int32) const;
	FString ToLower() const;
	bool IsNumeric() const;

	/** Splits at a text; what is empty is left out. */
	int32 ParseIntoArray(
		TArray<FString>& OutArray, const TCHAR* Delimiter, bool InCullEmpty = true) const;
	static FString Join(const TArray<FString>& Range, const TCHAR* Separator);
	static FString Printf(const TCHAR* Format, ...);
	static FString FromInt(int32 Number);
	static FString SanitizeFloat(double Number);

private:
	std::u16string Text;
};

namespace Headless
{
FString FromUtf8(const char* Utf8);
std::string ToUtf8(const TCHAR* Text);
FString FormatText(const TCHAR* Format, va_list Arguments);
}

/** A temporary: use it only inside the expression that makes it. */
#define UTF8_TO_TCHAR(Utf8) (*::Headless::FromUtf8(Utf8))
#define TCHAR_TO_UTF8(Text) (::Headless::ToUtf8(Text).c_str())

FString LexToString(int32 Number);
FString LexToString(double Number);
FString LexToString(bool bValue);
