// SPDX-License-Identifier: MIT
using UnrealBuildTool;

public class TransientLoop : ModuleRules
{
	public TransientLoop(ReadOnlyTargetRules Target) : base(Target)
	{
		PCHUsage = PCHUsageMode.UseExplicitOrSharedPCHs;
		// Proves that every file includes what it uses.
		bUseUnity = false;

		PublicDependencyModuleNames.AddRange(new[] { "Core", "CoreUObject", "Engine", "DeveloperSettings" });
		PrivateDependencyModuleNames.AddRange(new[] { "JsEnv" });
		if (Target.bBuildEditor)
		{
			// FEditorDelegates: the end of play in the editor.
			PrivateDependencyModuleNames.Add("UnrealEd");
		}
	}
}
