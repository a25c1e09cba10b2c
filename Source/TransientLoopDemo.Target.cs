// SPDX-License-Identifier: MIT
using UnrealBuildTool;

public class TransientLoopDemoTarget : TargetRules
{
	public TransientLoopDemoTarget(TargetInfo Target) : base(Target)
	{
		Type = TargetType.Game;
		DefaultBuildSettings = BuildSettingsVersion.Latest;
		IncludeOrderVersion = EngineIncludeOrderVersion.Latest;
		ExtraModuleNames.Add("TransientLoopDemo");
	}
}
