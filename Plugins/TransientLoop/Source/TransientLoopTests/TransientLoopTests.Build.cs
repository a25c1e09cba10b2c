// SPDX-License-Identifier: MIT
using UnrealBuildTool;

public class TransientLoopTests : ModuleRules
{
	public TransientLoopTests(ReadOnlyTargetRules Target) : base(Target)
	{
		PCHUsage = PCHUsageMode.UseExplicitOrSharedPCHs;
		bUseUnity = false;

		PrivateDependencyModuleNames.AddRange(new[] { "Core", "CoreUObject", "Engine", "TransientLoop" });
	}
}
