// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

namespace Headless
{
enum class EStatKind : uint8
{
	/** Calls and time of a scope in the frame. */
	Cycle,
	/** Cleared every frame. */
	Counter,
	/** Keeps its value over frames. */
	Accumulator,
	/** A scope, and a counter, of Insights. */
	TraceScope,
	TraceCounter
};

/** What the engine's stats and Insights would show, by name: STAT_X, or a name of Insights. */
struct FStat
{
	/** Known from then on. */
	FStat(const TCHAR* InName, const TCHAR* InDescription, const TCHAR* InGroup, EStatKind InKind);
	UE_NONCOPYABLE(FStat);

	const TCHAR* const Name;
	const TCHAR* const Description;
	const TCHAR* const Group;
	const EStatKind Kind;
	int64 Value = 0;
	/** Of a scope in the frame. */
	int32 Calls = 0;
	double Seconds = 0.0;
};

/** True while numbers are collected. Off at first, as in the engine: a scope costs a look at it. */
extern bool bCollectingStats;

/** Forgets all numbers, and collects from now on, or not. */
void CollectStats(bool bCollect);

/** Null if no stat has this name. */
FStat* FindStat(const FString& Name);

/** Clears what is cleared every frame. The game does it when a frame begins. */
void BeginStatFrame();

/** Counts a call of a scope, and its time. */
class FStatScope
{
public:
	explicit FStatScope(FStat& InStat)
		: Stat(bCollectingStats ? &InStat : nullptr)
	{
		if (Stat != nullptr)
		{
			Started = ReadClock();
		}
	}

	~FStatScope()
	{
		if (Stat != nullptr)
		{
			++Stat->Calls;
			Stat->Seconds += ReadClock() - Started;
		}
	}

	UE_NONCOPYABLE(FStatScope);

private:
	static double ReadClock();

	FStat* const Stat;
	double Started = 0.0;
};

inline void SetStat(FStat& Stat, int64 Value)
{
	if (bCollectingStats)
	{
		Stat.Value = Value;
	}
}

inline void AddToStat(FStat& Stat, int64 Value)
{
	if (bCollectingStats)
	{
		Stat.Value += Value;
	}
}
}
