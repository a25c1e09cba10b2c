// SPDX-License-Identifier: MIT
#pragma once

#include "Binding.hpp"
#include "CoreMinimal.h"
#include "HAL/FileManager.h"
#include "Misc/Paths.h"

namespace PUERTS_NAMESPACE
{
/** Stands in for how PuerTS finds modules, as far as the plugin asks for it. Headless Node finds
 * them: nothing but tests calls this. */
class IJSModuleLoader
{
public:
	virtual ~IJSModuleLoader() = default;
	virtual bool Search(const FString& RequiredDir, const FString& RequiredModule, FString& Path,
		FString& AbsolutePath) = 0;
};

/** Looks in the folder of who asks, and below the script root of the project. */
class DefaultJSModuleLoader : public IJSModuleLoader
{
public:
	explicit DefaultJSModuleLoader(const FString& InScriptRoot)
		: ScriptRoot(InScriptRoot)
	{
	}

	virtual bool Search(const FString& RequiredDir, const FString& RequiredModule, FString& Path,
		FString& AbsolutePath) override
	{
		return SearchModuleInDir(RequiredDir, RequiredModule, Path, AbsolutePath) ||
			   SearchModuleInDir(
				   FPaths::ProjectContentDir() / ScriptRoot, RequiredModule, Path, AbsolutePath);
	}

	virtual bool SearchModuleInDir(
		const FString& Dir, const FString& RequiredModule, FString& Path, FString& AbsolutePath)
	{
		const FString File = Dir / RequiredModule;
		const TCHAR* const Endings[] = {TEXT(""), TEXT(".js"), TEXT("/index.js")};
		for (const TCHAR* Ending : Endings)
		{
			Path = File + Ending;
			AbsolutePath = Path;
			if (IFileManager::Get().FileExists(*Path))
			{
				return true;
			}
		}
		return false;
	}

	FString ScriptRoot;
};
}
