// SPDX-License-Identifier: MIT
#include "UObject/NameTypes.h"

#include "Containers/Map.h"

namespace
{
struct FNameTable
{
	TMap<FString, int32> Indices;
	TArray<FString> Names{FString(TEXT("None"))};
};

FNameTable& Table()
{
	static FNameTable Names;
	return Names;
}
}

FName::FName(const TCHAR* Text)
{
	const FString Name(Text);
	if (Name.IsEmpty() || Name == FString(TEXT("None")))
	{
		return;
	}
	if (const int32* Known = Table().Indices.Find(Name))
	{
		Index = *Known;
		return;
	}
	Index = Table().Names.Add(Name);
	Table().Indices.Add(Name, Index);
}

FString FName::ToString() const
{
	return Table().Names[Index];
}
