// SPDX-License-Identifier: MIT
#include "TestHarness.h"

#include <cmath>
#include <cstdio>
#include <cstring>

namespace NativeTest
{
namespace
{
struct FTest
{
	const char* Name;
	void (*Body)();
};

std::vector<FTest>& Tests()
{
	static std::vector<FTest> All;
	return All;
}

std::vector<std::string>& Contexts()
{
	static std::vector<std::string> All;
	return All;
}

const char* Running = "";
int Failures = 0;
constexpr int MAX_PRINTED = 5;
}

FRegistration::FRegistration(const char* Name, void (*Body)())
{
	Tests().push_back(FTest{Name, Body});
}

void Fail(const char* File, int Line, const std::string& Message)
{
	// Under a dozen switches the same failure comes a dozen times.
	if (++Failures > MAX_PRINTED)
	{
		return;
	}
	std::string Where;
	for (const std::string& Context : Contexts())
	{
		Where += " [" + Context + "]";
	}
	const char* Name = std::strrchr(File, '/') != nullptr ? std::strrchr(File, '/') + 1 : File;
	std::printf("%s%s: %s:%d: %s\n", Running, Where.c_str(), Name, Line, Message.c_str());
}

int CountFailures()
{
	return Failures;
}

FContext::FContext(const std::string& Name)
{
	Contexts().push_back(Name);
}

FContext::~FContext()
{
	Contexts().pop_back();
}

void ExpectNear(const char* File, int Line, const char* Expression, double Actual, double Expected)
{
	if (!(std::fabs(Actual - Expected) <= 1e-5))
	{
		ExpectEqual(File, Line, Expression, Actual, Expected);
	}
}
}

/** Runs the tests whose names contain one of the arguments; all without arguments. */
int main(int Count, char** Arguments)
{
	using namespace NativeTest;
	int Passed = 0;
	int Failed = 0;
	for (const FTest& Test : Tests())
	{
		bool bWanted = Count == 1;
		for (int Index = 1; Index < Count; ++Index)
		{
			bWanted = bWanted || std::strstr(Test.Name, Arguments[Index]) != nullptr;
		}
		if (!bWanted)
		{
			continue;
		}
		Running = Test.Name;
		Failures = 0;
		Test.Body();
		if (Failures > MAX_PRINTED)
		{
			std::printf("%s: and %d more\n", Test.Name, Failures - MAX_PRINTED);
		}
		(Failures == 0 ? Passed : Failed) += 1;
	}
	std::printf("%d passed, %d failed\n", Passed, Failed);
	// A filter that fits nothing is a mistake, not a success.
	return Failed == 0 && Passed > 0 ? 0 : 1;
}
