// SPDX-License-Identifier: MIT
#pragma once

#include "Containers/UnrealString.h"

#include <string>
#include <type_traits>
#include <vector>

/** A test program in a hundred lines: TEST(Name) { ... } registers itself, EXPECT_* report and go
 * on. */
namespace NativeTest
{
struct FRegistration
{
	FRegistration(const char* Name, void (*Body)());
};

/** Counts a failure of the running test and prints it. */
void Fail(const char* File, int Line, const std::string& Message);

/** Failures of the running test so far. */
int CountFailures();

/** Named in the failures of as long as it lives, for example the switch that is being tried. */
class FContext
{
public:
	explicit FContext(const std::string& Name);
	~FContext();
	FContext(const FContext&) = delete;
	FContext& operator=(const FContext&) = delete;
};

inline std::string Show(const std::string& Value)
{
	return "\"" + Value + "\"";
}

inline std::string Show(const char* Value)
{
	return Show(std::string(Value));
}

inline std::string Show(const FString& Value)
{
	return Show(Headless::ToUtf8(*Value));
}

template <typename T>
std::string Show(const T& Value)
{
	if constexpr (std::is_same_v<T, bool>)
	{
		return Value ? "true" : "false";
	}
	else if constexpr (std::is_enum_v<T>)
	{
		return std::to_string(static_cast<long long>(Value));
	}
	else if constexpr (std::is_arithmetic_v<T>)
	{
		return std::to_string(Value);
	}
	else
	{
		return Value == nullptr ? "null" : "an object";
	}
}

template <typename T>
std::string Show(const std::vector<T>& Values)
{
	std::string Out = "[";
	for (const T& Value : Values)
	{
		Out += (Out.size() > 1 ? ", " : "") + Show(Value);
	}
	return Out + "]";
}

template <typename A, typename B>
void ExpectEqual(
	const char* File, int Line, const char* Expression, const A& Actual, const B& Expected)
{
	if (!(Actual == Expected))
	{
		Fail(File, Line,
			std::string(Expression) + "\n    expected " + Show(Expected) + "\n    but got  " +
				Show(Actual));
	}
}

void ExpectNear(const char* File, int Line, const char* Expression, double Actual, double Expected);
}

#define TEST(Name)                                                                                 \
	static void Name();                                                                            \
	static const ::NativeTest::FRegistration GRegister##Name(#Name, &Name);                        \
	static void Name()

#define EXPECT_EQ(Actual, Expected)                                                                \
	::NativeTest::ExpectEqual(__FILE__, __LINE__, #Actual, (Actual), (Expected))
#define EXPECT_TRUE(Condition) EXPECT_EQ(static_cast<bool>(Condition), true)
#define EXPECT_FALSE(Condition) EXPECT_EQ(static_cast<bool>(Condition), false)
/** Equal but for the noise of floats. */
#define EXPECT_NEAR(Actual, Expected)                                                              \
	::NativeTest::ExpectNear(__FILE__, __LINE__, #Actual, (Actual), (Expected))
