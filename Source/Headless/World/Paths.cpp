// SPDX-License-Identifier: MIT
#include "Misc/Paths.h"

namespace
{
FString& ContentFolder()
{
	static FString Folder(TEXT("Content/"));
	return Folder;
}
}

FString FPaths::ProjectContentDir()
{
	return ContentFolder();
}

void FPaths::SetProjectContentDir(const FString& Folder)
{
	ContentFolder() = Folder;
}

FString FPaths::GetBaseFilename(const FString& InPath, bool bRemovePath)
{
	int32 Start = 0;
	int32 End = InPath.Len();
	for (int32 Place = 0; Place < InPath.Len(); ++Place)
	{
		const TCHAR Letter = (*InPath)[Place];
		if (Letter == TEXT('/'))
		{
			Start = Place + 1;
			End = InPath.Len();
		}
		else if (Letter == TEXT('.'))
		{
			End = Place;
		}
	}
	return bRemovePath ? InPath.Mid(Start, End - Start) : InPath.Left(End);
}
