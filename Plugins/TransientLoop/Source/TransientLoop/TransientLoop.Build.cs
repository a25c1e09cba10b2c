// SPDX-License-Identifier: MIT
using System.IO;
using UnrealBuildTool;

public class TransientLoop : ModuleRules
{
	public TransientLoop(ReadOnlyTargetRules Target) : base(Target)
	{
		PCHUsage = PCHUsageMode.UseExplicitOrSharedPCHs;
		// Proves that every file includes what it uses.
		bUseUnity = false;

		PublicDependencyModuleNames.AddRange(new[] { "Core", "CoreUObject", "Engine", "DeveloperSettings" });
		// Projects: where the plugin is.
		PrivateDependencyModuleNames.AddRange(new[] { "JsEnv", "Projects" });
		if (Target.bBuildEditor)
		{
			// FEditorDelegates: the end of play in the editor.
			PrivateDependencyModuleNames.Add("UnrealEd");
		}
		if (Target.ProjectFile != null)
		{
			BringScriptsToProject(Target.ProjectFile.Directory.FullName);
			BringTypingsToProject(Target.ProjectFile.Directory.FullName);
		}
	}

	/// PuerTS looks for modules in the project's content alone. What the plugin brings is copied there by the build where it is
	/// newer, as PuerTS's own scripts are, and goes into packages. Nothing of the project's is taken away.
	private void BringScriptsToProject(string ProjectFolder)
	{
		string Folder = Path.Combine("Content", "JavaScript");
		string Brought = Path.Combine(PluginDirectory, Folder);
		if (Directory.Exists(Brought))
		{
			foreach (string Script in Directory.GetFiles(Brought, "*", SearchOption.AllDirectories))
			{
				string Relative = Script.Substring(Brought.Length + 1);
				RuntimeDependencies.Add(Path.Combine("$(ProjectDir)", Folder, Relative), Script, StagedFileType.UFS);
			}
		}
		else if (!Directory.Exists(Path.Combine(ProjectFolder, Folder, "transient-loop")))
		{
			throw new BuildException(
				"Expected the scripts of TransientLoop in {0}, made by \"npm run release\", or in the project's {1}, but there are none",
				Brought, Folder);
		}
	}

	/// The editor's TypeScript reads what is in the project's Typing folder. Typings go into no package.
	private void BringTypingsToProject(string ProjectFolder)
	{
		string Relative = Path.Combine("Typing", "transient-loop", "index.d.ts");
		string Brought = Path.Combine(PluginDirectory, Relative);
		string Wanted = Path.Combine(ProjectFolder, Relative);
		bool bIsNewer = File.Exists(Brought) && File.GetLastWriteTimeUtc(Brought) > File.GetLastWriteTimeUtc(Wanted);
		if (bIsNewer)
		{
			Directory.CreateDirectory(Path.GetDirectoryName(Wanted));
			File.Copy(Brought, Wanted, true);
		}
	}
}
