// SPDX-License-Identifier: MIT
#include "TransientLoopModuleLoader.h"

#include "Interfaces/IPluginManager.h"

FTransientLoopModuleLoader::FTransientLoopModuleLoader(const FString& InScriptRoot)
	: DefaultJSModuleLoader(InScriptRoot)
{
	if (const TSharedPtr<IPlugin> Plugin = IPluginManager::Get().FindPlugin(TEXT("TransientLoop")))
	{
		// Where the release puts them, whatever the project calls its own.
		PluginRoot = Plugin->GetContentDir() / TEXT("JavaScript");
	}
}

bool FTransientLoopModuleLoader::Search(
	const FString& RequiredDir, const FString& RequiredModule, FString& Path, FString& AbsolutePath)
{
	return DefaultJSModuleLoader::Search(RequiredDir, RequiredModule, Path, AbsolutePath) ||
		   (!PluginRoot.IsEmpty() &&
			   SearchModuleInDir(PluginRoot, RequiredModule, Path, AbsolutePath));
}
