// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Templates/Function.h"

class FAutomationTestBase;

/** What is told of loops, line by line, and compared with what should be. */
class FTransientLoopStory
{
public:
	explicit FTransientLoopStory(FAutomationTestBase& InTest);

	void Tell(const FString& Line);
	/** Runs once, inside the call that this line is told in. */
	void Once(const TCHAR* Line, TFunction<void()> Handler);

	/** Compares what was told since the last time: lines with commas between them. */
	void Expect(const TCHAR* When, const TCHAR* Lines);
	/** The same without the ticks, and in any order: for what may come in one order or another. */
	void ExpectLives(const TCHAR* When, const TCHAR* Lines);
	/** How often a line was told since the last time. */
	int32 Count(const TCHAR* Line);

	/** What nobody expects any more. */
	void Close();

private:
	struct FHandler
	{
		FString Line;
		TFunction<void()> Run;
	};

	void Compare(const TCHAR* When, const TArray<FString>& Expected);

	FAutomationTestBase& Test;
	TArray<FString> Told;
	TArray<FHandler> Handlers;
	bool bClosed = false;
};
