// SPDX-License-Identifier: MIT
#pragma once

#include "Report.h"
#include "UObject/Object.h"

class AActor;

namespace Headless
{
/** What the engine promises of every life, and asks of every override. */
class FLifeChecks
{
public:
	/** Makes a call that must reach its Super once. Calls inside it, of the same object too, are
	 * counted by themselves. */
	template <typename CallType>
	static void ExpectSuper(
		const UObject& Object, int32& SuperCalls, const TCHAR* Callback, CallType Call)
	{
		const int32 Outer = SuperCalls;
		SuperCalls = 0;
		Call();
		if (SuperCalls != 1)
		{
			ReportViolation(TEXT("Expected %s of %s to call Super once, but it did %d times"),
				Callback, *Object.GetPathName(), SuperCalls);
		}
		SuperCalls = Outer;
	}

	/** Asserts that an object that is about to be freed has ended as often as it has begun. */
	static void AssertBalanced(const UObject& Object);
	/** Nobody will route the end of play to this actor and its components: its world was destroyed
	 * directly. */
	static void ExcuseUnrouted(const AActor& Actor);

private:
	static TSet<int32>& Unrouted();
};
}
