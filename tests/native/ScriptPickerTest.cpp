// SPDX-License-Identifier: MIT
// The list that the details panel shows for ScriptModule.
#include "LoopHearer.h"
#include "Misc/Paths.h"
#include "TestHarness.h"

#include <filesystem>
#include <fstream>

namespace
{
/** A folder that stands for the project's Content while it lives. */
class FContentFolder
{
public:
	FContentFolder()
		: Root(std::filesystem::temp_directory_path() / "transient-loop-script-picker")
		, Before(FPaths::ProjectContentDir())
	{
		std::filesystem::remove_all(Root);
		FPaths::SetProjectContentDir(Headless::FromUtf8((Root.generic_string() + "/").c_str()));
	}

	~FContentFolder()
	{
		FPaths::SetProjectContentDir(Before);
		std::filesystem::remove_all(Root);
	}

	void Write(const char* File) const
	{
		const std::filesystem::path Path = Root / "JavaScript" / File;
		std::filesystem::create_directories(Path.parent_path());
		std::ofstream(Path) << "exports.default = function () {};";
	}

private:
	std::filesystem::path Root;
	FString Before;
};

std::vector<std::string> Options()
{
	std::vector<std::string> Texts;
	for (const FString& Option : GetDefault<UTransientLoopComponent>()->GetScriptOptions())
	{
		Texts.push_back(Headless::ToUtf8(*Option));
	}
	return Texts;
}
}

TEST(ScriptPicker_ListsModulesBelowTheScriptRootInOrder)
{
	const FContentFolder Content;
	Content.Write("game/tutorial/timers.js");
	Content.Write("game/door.js");
	Content.Write("game/tutorial/chat.server.js");
	Content.Write("game/notes.txt");
	Content.Write("transient-loop/index.js");

	EXPECT_EQ(
		Options(), (std::vector<std::string>{"door", "tutorial/chat.server", "tutorial/timers"}));
}

TEST(ScriptPicker_IsEmptyWithoutAFolder)
{
	const FContentFolder Content;

	EXPECT_EQ(Options(), std::vector<std::string>());
}
