// SPDX-License-Identifier: MIT
#include "HAL/IConsoleManager.h"

#include <map>

namespace
{
struct FLess
{
	bool operator()(const FString& A, const FString& B) const
	{
		return A.ToLower() < B.ToLower();
	}
};

/** By name, in which case does not count. */
std::map<FString, FConsoleCommandWithWorldAndArgsDelegate, FLess>& AllCommands()
{
	static std::map<FString, FConsoleCommandWithWorldAndArgsDelegate, FLess> Commands;
	return Commands;
}

TArray<FString> SplitAtBlanks(const FString& Line)
{
	TArray<FString> Words;
	FString Word;
	for (int32 Index = 0; Index <= Line.Len(); ++Index)
	{
		const TCHAR Character = Index < Line.Len() ? (*Line)[Index] : TEXT(' ');
		if (Character != TEXT(' ') && Character != TEXT('\t'))
		{
			Word += Line.Mid(Index, 1);
		}
		else if (!Word.IsEmpty())
		{
			Words.Add(Word);
			Word = FString();
		}
	}
	return Words;
}
}

FAutoConsoleCommandWithWorldAndArgs::FAutoConsoleCommandWithWorldAndArgs(
	const TCHAR* InName, const TCHAR*, const FConsoleCommandWithWorldAndArgsDelegate& Command)
	: Name(InName)
{
	AllCommands().emplace(FString(InName), Command);
}

FAutoConsoleCommandWithWorldAndArgs::~FAutoConsoleCommandWithWorldAndArgs()
{
	AllCommands().erase(FString(Name));
}

bool Headless::ExecConsoleCommand(const FString& Line, UWorld* World)
{
	TArray<FString> Words = SplitAtBlanks(Line);
	if (Words.Num() == 0)
	{
		return false;
	}
	const auto Found = AllCommands().find(Words[0]);
	if (Found == AllCommands().end())
	{
		return false;
	}
	Words.RemoveAt(0);
	Found->second.Execute(Words, World);
	return true;
}
