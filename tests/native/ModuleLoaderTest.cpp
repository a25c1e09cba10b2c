// SPDX-License-Identifier: MIT
// Where the environment that the plugin owns finds its modules.
#include "ContentFolder.h"
#include "FakeScript.h"
#include "Interfaces/IPluginManager.h"
#include "JsEnv.h"
#include "TransientLoopModuleLoader.h"

namespace NativeTest
{
namespace
{
/** A project, and a plugin with content of its own, where scripts are written. */
class FModules
{
public:
	FModules()
	{
		IPluginManager::Get().SetContentDir(
			TEXT("TransientLoop"), Headless::FromUtf8(Plugin().c_str()));
	}

	~FModules()
	{
		IPluginManager::Get().SetContentDir(TEXT("TransientLoop"), FString());
	}

	UE_NONCOPYABLE(FModules);

	void WriteInPlugin(const char* File) const
	{
		Project.Write(("../plugin/JavaScript/" + std::string(File)).c_str());
	}

	/** The file that is found, below both; empty if none is. */
	std::string Find(const char* Module, const char* Folder = "") const
	{
		FTransientLoopModuleLoader Loader(TEXT("JavaScript"));
		return Find(Loader, Module, Folder);
	}

	std::string Find(
		puerts::IJSModuleLoader& Loader, const char* Module, const char* Folder = "") const
	{
		const std::string From = Project.GetRoot() + "/" + Folder;
		FString Path;
		FString AbsolutePath;
		const bool bFound = Loader.Search(
			Headless::FromUtf8(From.c_str()), Headless::FromUtf8(Module), Path, AbsolutePath);
		return bFound ? Headless::ToUtf8(*Path).substr(Project.GetRoot().size() + 1) : "";
	}

	FContentFolder Project;

private:
	std::string Plugin() const
	{
		return Project.GetRoot() + "/plugin";
	}
};
}

TEST(ModuleLoader_FindsInTheProjectFirst)
{
	const FModules Modules;
	Modules.Project.Write("transient-loop/index.js");
	Modules.WriteInPlugin("transient-loop/index.js");

	EXPECT_EQ(Modules.Find("transient-loop"), std::string("JavaScript/transient-loop/index.js"));
}

TEST(ModuleLoader_FindsInThePluginWhatTheProjectLacks)
{
	const FModules Modules;
	Modules.Project.Write("game/door.js");
	Modules.WriteInPlugin("hosts/unreal/environment.js");
	Modules.WriteInPlugin("hosts/unreal/unreal-host.js");

	EXPECT_EQ(Modules.Find("game/door"), std::string("JavaScript/game/door.js"));
	EXPECT_EQ(Modules.Find("hosts/unreal/environment"),
		std::string("plugin/JavaScript/hosts/unreal/environment.js"));
	// What that asks for beside itself.
	EXPECT_EQ(Modules.Find("unreal-host.js", "plugin/JavaScript/hosts/unreal"),
		std::string("plugin/JavaScript/hosts/unreal/unreal-host.js"));
	EXPECT_EQ(Modules.Find("nowhere"), std::string());
}

TEST(ModuleLoader_IsPuertsOwnWithoutAPlugin)
{
	const FModules Modules;
	Modules.WriteInPlugin("door.js");
	IPluginManager::Get().SetContentDir(TEXT("TransientLoop"), FString());

	EXPECT_EQ(Modules.Find("door"), std::string());
}

TEST(ModuleLoader_IsThatOfTheEnvironmentThatThePluginOwns)
{
	const FModules Modules;
	Modules.WriteInPlugin("door.js");
	FFakeScript Script;
	FTestGame Game;
	Game.Level("Main", {PlacedLoop("A")}).Start();

	EXPECT_EQ(Modules.Find(*puerts::FJsEnv::Loader.lock(), "door"),
		std::string("plugin/JavaScript/door.js"));
}
}
