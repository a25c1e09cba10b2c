// SPDX-License-Identifier: MIT
#include "Containers/UnrealString.h"

#include "Misc/CString.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace
{
TCHAR LowerCase(TCHAR Character)
{
	return Character >= u'A' && Character <= u'Z' ? static_cast<TCHAR>(Character + 32) : Character;
}

void AppendCodePoint(std::u16string& Out, char32_t CodePoint)
{
	if (CodePoint < 0x10000)
	{
		Out += static_cast<TCHAR>(CodePoint);
		return;
	}
	Out += static_cast<TCHAR>(0xD7C0 + (CodePoint >> 10));
	Out += static_cast<TCHAR>(0xDC00 + (CodePoint & 0x3FF));
}
}

int32 FString::Compare(const FString& Other) const
{
	const SIZE_T Shorter = std::min(Text.size(), Other.Text.size());
	for (SIZE_T Index = 0; Index < Shorter; ++Index)
	{
		const int32 Difference = LowerCase(Text[Index]) - LowerCase(Other.Text[Index]);
		if (Difference != 0)
		{
			return Difference;
		}
	}
	return Len() - Other.Len();
}

bool FString::StartsWith(const FString& Prefix) const
{
	return Left(Prefix.Len()) == Prefix;
}

bool FString::EndsWith(const FString& Suffix) const
{
	return Suffix.Len() <= Len() && Right(Suffix.Len()) == Suffix;
}

bool FString::Contains(const FString& Part) const
{
	return ToLower().Text.find(Part.ToLower().Text) != std::u16string::npos;
}

FString FString::Left(int32 Count) const
{
	return Mid(0, Count);
}

FString FString::Right(int32 Count) const
{
	return Mid(Count < Len() ? Len() - Count : 0);
}

FString FString::Mid(int32 Start, int32 Count) const
{
	return Start < Len()
			   ? FString(Text.substr(static_cast<SIZE_T>(Start), static_cast<SIZE_T>(Count)))
			   : FString();
}

FString FString::ToLower() const
{
	std::u16string Lower = Text;
	std::transform(Lower.begin(), Lower.end(), Lower.begin(), LowerCase);
	return FString(Lower);
}

bool FString::IsNumeric() const
{
	char* End = nullptr;
	const std::string Utf8 = Headless::ToUtf8(**this);
	std::strtod(Utf8.c_str(), &End);
	return !Utf8.empty() && *End == '\0';
}

FString FString::Printf(const TCHAR* Format, ...)
{
	va_list Arguments;
	va_start(Arguments, Format);
	const FString Result = Headless::FormatText(Format, Arguments);
	va_end(Arguments);
	return Result;
}

int32 FString::ParseIntoArray(
	TArray<FString>& OutArray, const TCHAR* Delimiter, bool InCullEmpty) const
{
	const std::u16string Split(Delimiter);
	OutArray.Reset();
	SIZE_T From = 0;
	while (From <= Text.size())
	{
		const SIZE_T Found = std::min(Text.find(Split, From), Text.size());
		if (Found > From || !InCullEmpty)
		{
			OutArray.Add(Mid(static_cast<int32>(From), static_cast<int32>(Found - From)));
		}
		From = Found + Split.size();
	}
	return OutArray.Num();
}

FString FString::Join(const TArray<FString>& Range, const TCHAR* Separator)
{
	FString Joined;
	for (const FString& Part : Range)
	{
		Joined += &Part == Range.GetData() ? Part : Separator + Part;
	}
	return Joined;
}

double FCString::Atod(const TCHAR* String)
{
	return std::strtod(Headless::ToUtf8(String).c_str(), nullptr);
}

FString FString::FromInt(int32 Number)
{
	return LexToString(Number);
}

FString FString::SanitizeFloat(double Number)
{
	return LexToString(Number);
}

FString LexToString(int32 Number)
{
	return Headless::FromUtf8(std::to_string(Number).c_str());
}

FString LexToString(double Number)
{
	char Buffer[32];
	std::snprintf(Buffer, sizeof(Buffer), "%.17g", Number);
	return Headless::FromUtf8(Buffer);
}

FString LexToString(bool bValue)
{
	return bValue ? TEXT("true") : TEXT("false");
}

namespace Headless
{
FString FromUtf8(const char* Utf8)
{
	std::u16string Out;
	const auto* At = reinterpret_cast<const unsigned char*>(Utf8 != nullptr ? Utf8 : "");
	while (*At != 0)
	{
		const int Extra = *At < 0x80   ? 0
						  : *At < 0xC2 ? -1
						  : *At < 0xE0 ? 1
						  : *At < 0xF0 ? 2
						  : *At < 0xF5 ? 3
									   : -1;
		char32_t CodePoint = Extra <= 0 ? *At : *At & (0x3F >> Extra);
		bool bValid = Extra >= 0;
		int Read = 1;
		for (; bValid && Read <= Extra; ++Read)
		{
			bValid = (At[Read] & 0xC0) == 0x80;
			if (!bValid)
			{
				break;
			}
			CodePoint = (CodePoint << 6) | (At[Read] & 0x3F);
		}
		AppendCodePoint(Out, bValid ? CodePoint : 0xFFFD);
		At += bValid ? Extra + 1 : Read;
	}
	return FString(Out);
}

std::string ToUtf8(const TCHAR* Text)
{
	const std::u16string_view Units(Text);
	if (std::all_of(Units.begin(), Units.end(), [](TCHAR Unit) { return Unit < 0x80; }))
	{
		// Nearly all text is: names cross in thousands.
		return std::string(Units.begin(), Units.end());
	}
	std::string Out;
	for (const TCHAR* At = Text; *At != 0; ++At)
	{
		char32_t CodePoint = *At;
		if (CodePoint >= 0xD800 && CodePoint < 0xDC00 && At[1] >= 0xDC00 && At[1] < 0xE000)
		{
			CodePoint = 0x10000 + ((CodePoint - 0xD800) << 10) + (At[1] - 0xDC00);
			++At;
		}
		else if (CodePoint >= 0xD800 && CodePoint < 0xE000)
		{
			CodePoint = 0xFFFD;
		}
		const auto Append = [&Out](char32_t Byte) { Out += static_cast<char>(Byte); };
		if (CodePoint < 0x80)
		{
			Append(CodePoint);
		}
		else if (CodePoint < 0x800)
		{
			Append(0xC0 | (CodePoint >> 6));
			Append(0x80 | (CodePoint & 0x3F));
		}
		else if (CodePoint < 0x10000)
		{
			Append(0xE0 | (CodePoint >> 12));
			Append(0x80 | ((CodePoint >> 6) & 0x3F));
			Append(0x80 | (CodePoint & 0x3F));
		}
		else
		{
			Append(0xF0 | (CodePoint >> 18));
			Append(0x80 | ((CodePoint >> 12) & 0x3F));
			Append(0x80 | ((CodePoint >> 6) & 0x3F));
			Append(0x80 | (CodePoint & 0x3F));
		}
	}
	return Out;
}

/** Formats like printf, but %s takes UTF-16, as the engine's does. */
FString FormatText(const TCHAR* Format, va_list Arguments)
{
	FString Out;
	std::string Plain;
	const std::string Pattern = ToUtf8(Format);
	char Buffer[128];
	for (SIZE_T At = 0; At < Pattern.size(); ++At)
	{
		if (Pattern[At] != '%')
		{
			Plain += Pattern[At];
			continue;
		}
		const SIZE_T End = Pattern.find_first_of("diuxXcsfgpeE%", At + 1);
		if (End == std::string::npos)
		{
			break;
		}
		const std::string Spec = Pattern.substr(At, End - At + 1);
		const bool bLong =
			Spec.find("ll") != std::string::npos || Spec.find('z') != std::string::npos;
		At = End;
		switch (Spec.back())
		{
		case '%':
			Plain += '%';
			continue;
		case 's':
			Out += FromUtf8(Plain.c_str());
			Plain.clear();
			Out += FString(va_arg(Arguments, const TCHAR*));
			continue;
		case 'f':
		case 'g':
		case 'e':
		case 'E':
			std::snprintf(Buffer, sizeof(Buffer), Spec.c_str(), va_arg(Arguments, double));
			break;
		case 'p':
			std::snprintf(Buffer, sizeof(Buffer), "%p", va_arg(Arguments, void*));
			break;
		default:
			if (bLong)
			{
				std::snprintf(Buffer, sizeof(Buffer), Spec.c_str(), va_arg(Arguments, long long));
			}
			else
			{
				std::snprintf(Buffer, sizeof(Buffer), Spec.c_str(), va_arg(Arguments, int));
			}
			break;
		}
		Plain += Buffer;
	}
	Out += FromUtf8(Plain.c_str());
	return Out;
}
}
