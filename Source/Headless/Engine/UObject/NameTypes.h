// SPDX-License-Identifier: MIT
#pragma once

#include "Containers/UnrealString.h"

/** A name out of the engine's name table, compared without regard to case. */
class FName
{
public:
	FName() = default;
	FName(const TCHAR* Text);
	explicit FName(const FString& Text)
		: FName(*Text)
	{
	}

	FString ToString() const;
	bool IsNone() const
	{
		return Index == 0;
	}
	friend bool operator==(FName A, FName B)
	{
		return A.Index == B.Index;
	}
	friend bool operator!=(FName A, FName B)
	{
		return A.Index != B.Index;
	}
	friend bool operator<(FName A, FName B)
	{
		return A.Index < B.Index;
	}

private:
	int32 Index = 0;
};

#define NAME_None FName()
