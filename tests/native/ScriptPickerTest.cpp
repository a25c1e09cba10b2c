// SPDX-License-Identifier: MIT
// The list that the details panel shows for ScriptModule.
#include "ContentFolder.h"
#include "LoopHearer.h"
#include "TestHarness.h"

using NativeTest::FContentFolder;

namespace
{
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
