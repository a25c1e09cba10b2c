// SPDX-License-Identifier: MIT
#pragma once

#include "FakeScript.h"
#include "LifecycleSentences.h"
#include "LoopActor.h"

#include <map>

namespace NativeTest
{
/**
 * A game whose loops tick in every frame, from start to end of a row. At its end every loop has
 * ended, nothing has been called for one that had, and nothing is in the log.
 */
class FLifecycleStage
{
public:
	explicit FLifecycleStage(const FSwitches& Switches);
	~FLifecycleStage();
	UE_NONCOPYABLE(FLifecycleStage);

	/** Runs once, inside the call into script that this line of the story tells of. */
	void Once(const std::string& Line, TFunction<void()> Handler);
	/** Compares what was told of the loops since the last time. */
	void Expect(const char* When, const FEvents& Expected);
	/** The same without the ticks, and in no order: for frames of which only that counts. */
	void ExpectLives(const char* When, FEvents Expected);
	/** The ticks since the last time. */
	int32 TakeTicks(const std::string& Name = "A");

	/** A level "Main" with one loop on actor A that has ticked once; the story begins after it. */
	FLifecycleStage& StartWithLoop();
	/** The same, with the actor in a level "Sub" of it. */
	FLifecycleStage& StartWithSub();
	/** Enough frames for a level to leave or come in any position of the switches. */
	void Settle();
	/** An actor of a class with a loop. Null if the world refuses. */
	ALoopActor* Spawn(const char* Name = "N");
	UTransientLoopComponent& Loop(const char* Actor = "A");
	double Now(const char* Actor = "A");

	FFakeScript Script;
	FTestGame Test;

private:
	void Hear(const std::string& Line);

	FEvents Story;
	std::map<std::string, TFunction<void()>> Handlers;
};

using FLifecycleRowBody = void (*)(const FSwitches& Switches, FLifecycleStage& Stage);

/** Notes that there is a test of the row. */
struct FLifecycleRow
{
	explicit FLifecycleRow(const TCHAR* Sentence);
};

/** Plays a row in every position of the switches. */
void PlayRow(const TCHAR* Sentence, FLifecycleRowBody Body);
}

/** LIFECYCLE_ROW(07, ActorIsDestroyed) { … } is a test of the row of this number; it has Switches
 * and a Stage. */
#define LIFECYCLE_ROW(Number, Name)                                                                \
	static void PlayRow##Number(                                                                   \
		const ::NativeTest::FSwitches& Switches, ::NativeTest::FLifecycleStage& Stage);            \
	static const ::NativeTest::FLifecycleRow GRow##Number(TransientLoopLifecycle::Row##Number);    \
	TEST(LifecycleRow##Number##_##Name)                                                            \
	{                                                                                              \
		::NativeTest::PlayRow(TransientLoopLifecycle::Row##Number, &PlayRow##Number);              \
	}                                                                                              \
	static void PlayRow##Number([[maybe_unused]] const ::NativeTest::FSwitches& Switches,          \
		[[maybe_unused]] ::NativeTest::FLifecycleStage& Stage)
