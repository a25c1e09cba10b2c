// SPDX-License-Identifier: MIT
#include "UObject/UObjectGlobals.h"

template <>
UClass* FindFirstObject<UClass>(const TCHAR* Name, EFindFirstObjectOptions)
{
	return Headless::FindClass(FString(Name));
}

UClass* StaticLoadClass(UClass* BaseClass, UObject*, const TCHAR* Name)
{
	const TCHAR* ClassName = nullptr;
	for (const TCHAR* At = Name; *At != 0; ++At)
	{
		ClassName = *At == TEXT('.') ? At + 1 : ClassName;
	}
	UClass* Found = ClassName != nullptr ? Headless::FindClass(FString(ClassName)) : nullptr;
	return Found != nullptr && Found->IsChildOf(BaseClass) ? Found : nullptr;
}

FName MakeObjectNameFromDisplayLabel(const FString& DisplayLabel, const FName CurrentObjectName)
{
	FString Name;
	for (int32 Index = 0; Index < DisplayLabel.Len(); ++Index)
	{
		const FString Each = DisplayLabel.Mid(Index, 1);
		const TCHAR Character = **Each;
		if ((Character >= TEXT('a') && Character <= TEXT('z')) ||
			(Character >= TEXT('A') && Character <= TEXT('Z')) ||
			(Character >= TEXT('0') && Character <= TEXT('9')) || Character == TEXT('_'))
		{
			Name += Each;
		}
	}
	return Name.IsEmpty() ? CurrentObjectName : FName(*Name);
}
