// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

/** Where a test may run, and how it is sorted. Headless it runs where it is. */
#if ENGINE_MINOR_VERSION >= 5
enum class EAutomationTestFlags : uint32
{
	None = 0x0,
	EditorContext = 0x1,
	ClientContext = 0x2,
	ServerContext = 0x4,
	CommandletContext = 0x8,
	ProductFilter = 0x4000000
};

constexpr EAutomationTestFlags operator|(EAutomationTestFlags A, EAutomationTestFlags B)
{
	return static_cast<EAutomationTestFlags>(static_cast<uint32>(A) | static_cast<uint32>(B));
}

constexpr EAutomationTestFlags EAutomationTestFlags_ApplicationContextMask =
	EAutomationTestFlags::EditorContext | EAutomationTestFlags::ClientContext |
	EAutomationTestFlags::ServerContext | EAutomationTestFlags::CommandletContext;
#else
namespace EAutomationTestFlags
{
enum Type
{
	EditorContext = 0x1,
	ClientContext = 0x2,
	ServerContext = 0x4,
	CommandletContext = 0x8,
	ApplicationContextMask = 0xf,
	ProductFilter = 0x4000000
};
}
#endif

namespace EAutomationExpectedErrorFlags
{
enum MatchType
{
	Exact,
	Contains
};
}

/** What a test says of itself. Lines of the log that are errors are errors of the test. */
class FAutomationTestBase
{
public:
	FAutomationTestBase(const FString& InName, const bool bInComplexTask);
	virtual ~FAutomationTestBase() = default;
	UE_NONCOPYABLE(FAutomationTestBase);

	virtual void AddError(const FString& InError, int32 StackOffset = 0);
	virtual void AddInfo(
		const FString& InLogItem, int32 StackOffset = 0, bool bCaptureStack = false);
	/** So many lines with this text come, at least one if it is 0. */
	void AddExpectedError(FString ExpectedErrorPattern,
		EAutomationExpectedErrorFlags::MatchType CompareType =
			EAutomationExpectedErrorFlags::Contains,
		int32 Occurrences = 1, bool IsRegex = true);
	bool HasAnyErrors() const
	{
		return Errors.Num() > 0;
	}

	bool TestTrue(const TCHAR* What, bool Value);
	bool TestFalse(const TCHAR* What, bool Value);
	bool TestEqual(const TCHAR* What, const int32 Actual, const int32 Expected);
	bool TestEqual(
		const TCHAR* What, const double Actual, const double Expected, double Tolerance = 1.e-4);
	bool TestEqual(const TCHAR* What, const FString& Actual, const FString& Expected);

	//~ Headless
	const FString& GetTestName() const
	{
		return TestName;
	}
	/** What went wrong since the last time, unmet expectations too. */
	TArray<FString> TakeErrors();
	/** Hears a line of the log. */
	void HearLog(int32 Verbosity, const FString& Text);
	static const TArray<FAutomationTestBase*>& GetAll();

private:
	struct FExpectedError
	{
		FString Text;
		int32 Wanted = 1;
		int32 Heard = 0;
	};

	FString TestName;
	TArray<FString> Errors;
	TArray<FExpectedError> ExpectedErrors;
};

using FDoneDelegate = FSimpleDelegate;

/** A test that says what it tests in sentences, and is defined before it runs. */
class FAutomationSpecBase : public FAutomationTestBase
{
public:
	using FAutomationTestBase::FAutomationTestBase;

	virtual void Define() = 0;

	void Describe(const FString& InDescription, TFunction<void()> DoWork);
	void It(const FString& InDescription, TFunction<void()> DoWork);
	void xIt(const FString& InDescription, TFunction<void()> DoWork);
	/** Over once the delegate was executed. */
	void LatentIt(const FString& InDescription, TFunction<void(const FDoneDelegate&)> DoWork);
	void BeforeEach(TFunction<void()> DoWork);
	void AfterEach(TFunction<void()> DoWork);

	//~ Headless
	/** The sentences, with the descriptions that they are under. */
	TArray<FString> GetSentences();
	/** Runs one, and returns what went wrong. */
	TArray<FString> Run(const FString& Sentence);

private:
	struct FScope
	{
		FString Description;
		TArray<TFunction<void()>> Before;
		TArray<TFunction<void()>> After;
	};
	struct FSentence
	{
		FString Text;
		TFunction<void()> Run;
		TArray<TFunction<void()>> Before;
		TArray<TFunction<void()>> After;
	};

	void DefineOnce();

	bool bDefined = false;
	TArray<FScope> Scopes;
	TArray<FSentence> Sentences;
};

#define BEGIN_DEFINE_SPEC(TClass, PrettyName, TFlags)                                              \
	class TClass : public FAutomationSpecBase                                                      \
	{                                                                                              \
	public:                                                                                        \
		TClass()                                                                                   \
			: FAutomationSpecBase(TEXT(PrettyName), false)                                         \
		{                                                                                          \
			static_assert(static_cast<uint32>(TFlags) != 0, "Expected a context and a filter");    \
		}                                                                                          \
		virtual void Define() override;                                                            \
                                                                                                   \
	private:

#define END_DEFINE_SPEC(TClass)                                                                    \
	}                                                                                              \
	;                                                                                              \
	static TClass G##TClass##Instance;

#define DEFINE_SPEC(TClass, PrettyName, TFlags)                                                    \
	BEGIN_DEFINE_SPEC(TClass, PrettyName, TFlags)                                                  \
	END_DEFINE_SPEC(TClass)
