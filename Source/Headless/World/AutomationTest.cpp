// SPDX-License-Identifier: MIT
#include "Misc/AutomationTest.h"

#include "Containers/Ticker.h"
#include "Report.h"

#include <cmath>

namespace
{
/** Frames of the core ticker that a latent sentence may take. */
constexpr int32 LatentFrames = 1000;
constexpr float LatentFrameSeconds = 0.1f;

TArray<FAutomationTestBase*>& AllTests()
{
	static TArray<FAutomationTestBase*> Tests;
	return Tests;
}

const TCHAR* ToText(bool bValue)
{
	return bValue ? TEXT("true") : TEXT("false");
}
}

FAutomationTestBase::FAutomationTestBase(const FString& InName, const bool)
	: TestName(InName)
{
	AllTests().Add(this);
}

const TArray<FAutomationTestBase*>& FAutomationTestBase::GetAll()
{
	return AllTests();
}

void FAutomationTestBase::AddError(const FString& InError, int32)
{
	Errors.Add(InError);
}

void FAutomationTestBase::AddInfo(const FString&, int32, bool)
{
	// For who reads a report, of which there is none.
}

void FAutomationTestBase::AddExpectedError(
	FString ExpectedErrorPattern, EAutomationExpectedErrorFlags::MatchType, int32 Occurrences, bool)
{
	FExpectedError& Expected = ExpectedErrors.AddDefaulted_GetRef();
	Expected.Text = ExpectedErrorPattern;
	Expected.Wanted = Occurrences;
}

void FAutomationTestBase::HearLog(int32 Verbosity, const FString& Text)
{
	if (Verbosity > ELogVerbosity::Warning)
	{
		return;
	}
	for (FExpectedError& Expected : ExpectedErrors)
	{
		if (Text.Contains(Expected.Text))
		{
			++Expected.Heard;
			return;
		}
	}
	AddError(Text);
}

TArray<FString> FAutomationTestBase::TakeErrors()
{
	for (const FExpectedError& Expected : ExpectedErrors)
	{
		const bool bMet =
			Expected.Wanted == 0 ? Expected.Heard > 0 : Expected.Heard == Expected.Wanted;
		if (!bMet)
		{
			AddError(
				FString::Printf(TEXT("Expected \"%s\" in the log %d times, but it came %d times"),
					*Expected.Text, Expected.Wanted, Expected.Heard));
		}
	}
	ExpectedErrors.Reset();
	TArray<FString> Taken = MoveTemp(Errors);
	Errors.Reset();
	return Taken;
}

bool FAutomationTestBase::TestTrue(const TCHAR* What, bool Value)
{
	if (!Value)
	{
		AddError(FString::Printf(TEXT("Expected '%s' to be true."), What));
	}
	return Value;
}

bool FAutomationTestBase::TestFalse(const TCHAR* What, bool Value)
{
	return TestEqual(What, FString(ToText(Value)), FString(ToText(false)));
}

bool FAutomationTestBase::TestEqual(const TCHAR* What, const int32 Actual, const int32 Expected)
{
	return TestEqual(What, FString::FromInt(Actual), FString::FromInt(Expected));
}

bool FAutomationTestBase::TestEqual(
	const TCHAR* What, const double Actual, const double Expected, double Tolerance)
{
	return std::fabs(Actual - Expected) <= Tolerance ||
		   TestEqual(What, FString::SanitizeFloat(Actual), FString::SanitizeFloat(Expected));
}

bool FAutomationTestBase::TestEqual(
	const TCHAR* What, const FString& Actual, const FString& Expected)
{
	if (Actual.Equals(Expected))
	{
		return true;
	}
	AddError(FString::Printf(
		TEXT("Expected '%s' to be \"%s\", but it was \"%s\"."), What, *Expected, *Actual));
	return false;
}

void FAutomationSpecBase::Describe(const FString& InDescription, TFunction<void()> DoWork)
{
	Scopes.AddDefaulted_GetRef().Description = InDescription;
	DoWork();
	Scopes.Pop();
}

void FAutomationSpecBase::BeforeEach(TFunction<void()> DoWork)
{
	Scopes.Last().Before.Add(DoWork);
}

void FAutomationSpecBase::AfterEach(TFunction<void()> DoWork)
{
	Scopes.Last().After.Add(DoWork);
}

void FAutomationSpecBase::It(const FString& InDescription, TFunction<void()> DoWork)
{
	FSentence& Sentence = Sentences.AddDefaulted_GetRef();
	Sentence.Run = DoWork;
	for (const FScope& Scope : Scopes)
	{
		Sentence.Text += Scope.Description.IsEmpty() ? FString() : Scope.Description + TEXT(" ");
		Sentence.Before.Append(Scope.Before);
	}
	for (int32 Index = Scopes.Num() - 1; Index >= 0; --Index)
	{
		Sentence.After.Append(Scopes[Index].After);
	}
	Sentence.Text += InDescription;
}

void FAutomationSpecBase::xIt(const FString&, TFunction<void()>)
{
	// Switched off by its name.
}

void FAutomationSpecBase::LatentIt(
	const FString& InDescription, TFunction<void(const FDoneDelegate&)> DoWork)
{
	It(InDescription,
		[this, DoWork]()
		{
			bool bDone = false;
			DoWork(FDoneDelegate::CreateLambda([&bDone]() { bDone = true; }));
			for (int32 Frame = 0; Frame < LatentFrames && !bDone; ++Frame)
			{
				FTSTicker::GetCoreTicker().Tick(LatentFrameSeconds);
			}
			TestTrue(TEXT("The latent sentence came to its end"), bDone);
		});
}

void FAutomationSpecBase::DefineOnce()
{
	if (!bDefined)
	{
		bDefined = true;
		Scopes.AddDefaulted_GetRef();
		Define();
		Scopes.Reset();
	}
}

TArray<FString> FAutomationSpecBase::GetSentences()
{
	DefineOnce();
	TArray<FString> Texts;
	for (const FSentence& Sentence : Sentences)
	{
		Texts.Add(Sentence.Text);
	}
	return Texts;
}

TArray<FString> FAutomationSpecBase::Run(const FString& Text)
{
	DefineOnce();
	const FSentence* Sentence = Sentences.FindByPredicate(
		[&Text](const FSentence& Each) { return Each.Text.Equals(Text); });
	checkf(Sentence != nullptr, TEXT("Expected a sentence, but got %s"), *Text);
	Headless::SetLogSink(
		[this](const TCHAR*, int32 Verbosity, const FString& Line) { HearLog(Verbosity, Line); });
	for (const TFunction<void()>& Before : Sentence->Before)
	{
		Before();
	}
	Sentence->Run();
	for (const TFunction<void()>& After : Sentence->After)
	{
		After();
	}
	Headless::SetLogSink({});
	return TakeErrors();
}
