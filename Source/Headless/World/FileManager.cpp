// SPDX-License-Identifier: MIT
#include "HAL/FileManager.h"

#include <filesystem>
#include <string>
#include <system_error>

namespace
{
/** True if a name fits a pattern with "*" for any letters. */
bool Fits(const char* Name, const char* Pattern)
{
	if (*Pattern == '*')
	{
		return Fits(Name, Pattern + 1) || (*Name != 0 && Fits(Name + 1, Pattern));
	}
	return *Name == *Pattern && (*Name == 0 || Fits(Name + 1, Pattern + 1));
}

class FFileManagerHeadless final : public IFileManager
{
public:
	virtual void FindFilesRecursive(TArray<FString>& FileNames, const TCHAR* StartDirectory,
		const TCHAR* Filename, bool Files, bool Directories, bool bClearFileNames) override
	{
		if (bClearFileNames)
		{
			FileNames.Reset();
		}
		const std::string Pattern = Headless::ToUtf8(Filename);
		std::error_code Error;
		// Links to folders are not followed: there may be circles.
		std::filesystem::recursive_directory_iterator Each(Headless::ToUtf8(StartDirectory), Error);
		for (; !Error && Each != std::filesystem::recursive_directory_iterator();
			 Each.increment(Error))
		{
			const bool bWanted = Each->is_directory(Error) ? Directories : Files;
			if (bWanted && Fits(Each->path().filename().string().c_str(), Pattern.c_str()))
			{
				FileNames.Add(Headless::FromUtf8(Each->path().generic_string().c_str()));
			}
		}
	}

	virtual bool FileExists(const TCHAR* Filename) override
	{
		std::error_code Error;
		return std::filesystem::is_regular_file(Headless::ToUtf8(Filename), Error);
	}
};
}

IFileManager& IFileManager::Get()
{
	static FFileManagerHeadless Manager;
	return Manager;
}
