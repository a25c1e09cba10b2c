// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

/**
 * The files of the machine.
 *
 * Source: https://dev.epicgames.com/documentation/unreal-engine/API/Runtime/Core/HAL/IFileManager
 */
class IFileManager
{
public:
	static IFileManager& Get();
	virtual ~IFileManager() = default;

	/** Finds what is called as the pattern says, in a folder and all below it; a folder that is not
	 * there has nothing. */
	virtual void FindFilesRecursive(TArray<FString>& FileNames, const TCHAR* StartDirectory,
		const TCHAR* Filename, bool Files, bool Directories, bool bClearFileNames = true) = 0;

	virtual bool FileExists(const TCHAR* Filename) = 0;
};
