// SPDX-License-Identifier: MIT
using UnrealBuildTool;

public class TransientLoopDemoEditorTarget : TargetRules
{
	public TransientLoopDemoEditorTarget(TargetInfo Target) : base(Target)
	{
		Type = TargetType.Editor;
		DefaultBuildSettings = BuildSettingsVersion.Latest;
		IncludeOrderVersion = EngineIncludeOrderVersion.Latest;
		ExtraModuleNames.Add("TransientLoopDemo");
	}
}
