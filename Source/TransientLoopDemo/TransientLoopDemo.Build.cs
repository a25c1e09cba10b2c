// SPDX-License-Identifier: MIT
using UnrealBuildTool;

public class TransientLoopDemo : ModuleRules
{
	public TransientLoopDemo(ReadOnlyTargetRules Target) : base(Target)
	{
		PCHUsage = PCHUsageMode.UseExplicitOrSharedPCHs;
		bUseUnity = false;

		PublicDependencyModuleNames.AddRange(new[] { "Core", "CoreUObject", "Engine", "TransientLoop" });
	}
}
