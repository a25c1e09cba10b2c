// SPDX-License-Identifier: MIT
#include "TransientLoopScriptFiles.h"

#include "HAL/FileManager.h"
#include "Misc/Paths.h"
#include "TransientLoopSettings.h"

namespace
{
/** Below the script root; unreal-host.ts looks for scripts in the same. */
const TCHAR* const ScriptFolder = TEXT("game");
}

TArray<FString> TransientLoop::FindScripts()
{
	const FString Root = FPaths::ProjectContentDir() /
						 GetDefault<UTransientLoopSettings>()->ScriptRoot / ScriptFolder;
	TArray<FString> Files;
	IFileManager::Get().FindFilesRecursive(Files, *Root, TEXT("*.js"), true, false);
	TArray<FString> Modules;
	for (const FString& File : Files)
	{
		Modules.Add(FPaths::GetBaseFilename(File.Mid(Root.Len() + 1), false));
	}
	Modules.Sort();
	return Modules;
}
