// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

/**
 * Paths of the project, and what is done to paths.
 *
 * Source: https://dev.epicgames.com/documentation/unreal-engine/API/Runtime/Core/FPaths
 */
class FPaths
{
public:
	/** Content of the project. Headless the host says where that is; default "Content/". */
	static FString ProjectContentDir();

	/** A file's name without its extension, and by default without its path. */
	static FString GetBaseFilename(const FString& InPath, bool bRemovePath = true);

	//~ Headless
	static void SetProjectContentDir(const FString& Folder);
};
