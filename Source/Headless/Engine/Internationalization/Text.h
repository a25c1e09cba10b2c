// SPDX-License-Identifier: MIT
#pragma once

#include "Containers/UnrealString.h"

/** Text for people. Headless there is one language. */
class FText
{
public:
	static FText FromString(const FString& Text)
	{
		FText Result;
		Result.Text = Text;
		return Result;
	}
	static FText GetEmpty()
	{
		return FText();
	}
	const FString& ToString() const
	{
		return Text;
	}
	bool IsEmpty() const
	{
		return Text.IsEmpty();
	}

private:
	FString Text;
};

#define NSLOCTEXT(Namespace, Key, Text) FText::FromString(TEXT(Text))
#define LOCTEXT(Key, Text) FText::FromString(TEXT(Text))
