// SPDX-License-Identifier: MIT
#include "TransientLoopStory.h"

#include "Misc/AutomationTest.h"

namespace
{
TArray<FString> SplitLines(const FString& Lines)
{
	TArray<FString> Split;
	Lines.ParseIntoArray(Split, TEXT(", "));
	return Split;
}
}

FTransientLoopStory::FTransientLoopStory(FAutomationTestBase& InTest)
	: Test(InTest)
{
}

void FTransientLoopStory::Tell(const FString& Line)
{
	if (bClosed)
	{
		Test.AddError(FString(TEXT("Expected nothing after the end, but ")) + Line);
		return;
	}
	Told.Add(Line);
	for (int32 Index = 0; Index < Handlers.Num(); ++Index)
	{
		if (Handlers[Index].Line == Line)
		{
			const TFunction<void()> Run = Handlers[Index].Run;
			Handlers.RemoveAt(Index);
			Run();
			return;
		}
	}
}

void FTransientLoopStory::Once(const TCHAR* Line, TFunction<void()> Handler)
{
	Handlers.Add(FHandler{Line, MoveTemp(Handler)});
}

void FTransientLoopStory::Expect(const TCHAR* When, const TCHAR* Lines)
{
	Compare(When, SplitLines(Lines));
}

void FTransientLoopStory::ExpectLives(const TCHAR* When, const TCHAR* Lines)
{
	TArray<FString> Expected = SplitLines(Lines);
	Told.RemoveAll([](const FString& Line) { return Line.EndsWith(TEXT(" ticks")); });
	Told.Sort();
	Expected.Sort();
	Compare(When, Expected);
}

int32 FTransientLoopStory::Count(const TCHAR* Line)
{
	const int32 Number = Told.RemoveAll([Line](const FString& Each) { return Each == Line; });
	Told.Reset();
	return Number;
}

void FTransientLoopStory::Close()
{
	bClosed = true;
	for (const FHandler& Handler : Handlers)
	{
		Test.AddError(FString(TEXT("Expected to be told, but was not: ")) + Handler.Line);
	}
}

void FTransientLoopStory::Compare(const TCHAR* When, const TArray<FString>& Expected)
{
	const TArray<FString> Actual = MoveTemp(Told);
	Told.Reset();
	Test.TestEqual(When, FString::Join(Actual, TEXT(", ")), FString::Join(Expected, TEXT(", ")));
}
