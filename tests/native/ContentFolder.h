// SPDX-License-Identifier: MIT
#pragma once

#include "Misc/Paths.h"

#include <filesystem>
#include <fstream>

namespace NativeTest
{
/** A folder that stands for the project's Content while it lives. */
class FContentFolder
{
public:
	FContentFolder()
		: Root(std::filesystem::temp_directory_path() / "transient-loop-content")
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

	std::string GetRoot() const
	{
		return Root.generic_string();
	}

	/** Below the script root. */
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
}
