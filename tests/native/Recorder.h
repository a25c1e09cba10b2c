// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"

#include <map>
#include <string>
#include <vector>

class ARecorderActor;
class URecorderComponent;

namespace NativeTest
{
using FEvents = std::vector<std::string>;

/**
 * The list that recorder actors and components write their callbacks to, such as "A.BeginPlay[pre]"
 * or "C.EndPlay(Quit)". Checks the order of an object's callbacks by itself, not trusting what the
 * world asserts.
 */
class FRecorder
{
public:
	static FRecorder& Get();

	/** Back to the beginning: no events, no handlers, no defaults. */
	void Reset();

	/** Runs once, inside the next such callback, after it was recorded. */
	void Once(const std::string& Event, TFunction<void()> Handler);
	/** Runs inside each such callback. */
	void Each(const std::string& Event, TFunction<void()> Handler);

	/** Components that the constructor of a recorder actor makes, by name. */
	std::vector<std::string> DefaultComponents;
	/** A component that destroys itself from its own EndPlay gets a second one inside the first. */
	bool bNestedEndPlayIsExpected = false;
	/** A world that is destroyed directly leaves actors begun for ever, and ends components late.
	 */
	bool bUnroutedIsExpected = false;
	/** Run in the constructors. */
	TFunction<void(ARecorderActor&)> OnMakeActor;
	TFunction<void(URecorderComponent&)> OnMakeComponent;

	/** All events since the last call. */
	FEvents Take();
	/** Those events since the last call whose text after the dot begins with one of the words. */
	FEvents Take(const std::vector<std::string>& Words);
	/** How often an event was recorded since the last Take. */
	int32 Count(const std::string& Event) const;
	/** Place of an event since the last Take, or -1. */
	int32 Find(const std::string& Event) const;

	void Record(const std::string& Event);
	//~ Recorded and checked for one object
	void RecordOf(const UObject& Object, const std::string& Tag, const std::string& Callback);
	/** Fails for each object that began and did not end. */
	void ExpectAllEnded();

private:
	struct FLife
	{
		std::string Tag;
		bool bBegun = false;
		bool bMayTick = false;
		int32 EndsInProgress = 0;
		int64 LastTickFrame = -1;
	};

	void CheckLife(FLife& Life, const std::string& Callback, const std::string& Event);
	void CheckTick(const UObject& Object, FLife& Life, const std::string& Event);

	FEvents Events;
	std::map<std::string, std::vector<TFunction<void()>>> OnceHandlers;
	std::map<std::string, TFunction<void()>> EachHandlers;
	std::map<uint32, FLife> Lives;
	int64 ClockFrame = -1;
	double ClockSeconds = 0.0;
};

/** The name of an EEndPlayReason. */
std::string ReasonName(int32 Reason);
}
