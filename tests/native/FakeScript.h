// SPDX-License-Identifier: MIT
#pragma once

#include "TestGame.h"
#include "TransientLoopComponent.h"
#include "TransientLoopEnvironment.h"

#include <map>
#include <string>
#include <vector>

namespace NativeTest
{
/** Plays the part of script to the plugin: two functions, and the records of the loops. */
class FFakeScript
{
public:
	FFakeScript();
	~FFakeScript();
	UE_NONCOPYABLE(FFakeScript);

	/** What the loop does in a tick; by default it sleeps for ever. */
	TFunction<void(FTransientLoopRecord&)> OnTick;
	TFunction<void(ETransientLoopOperation)> OnOperation;
	TFunction<void(ETransientLoopOperation, int32)> OnArgument;
	/** Returns from a batch after each loop, as for one whose promise jobs are to run. */
	bool bPausesBatch = false;
	/** The number that StartTask is answered with. */
	int32 StartedTask = 0;
	/** Hears of the lives of all loops as they go on: "A begins", "A ticks", "A ends: Destroyed".
	 */
	TFunction<void(const std::string&)> OnLine;
	/** The calls so far, such as "Begin", "Tick", "SameTick", "PauseTick" or "Batch". */
	FEvents Calls;
	/** Why loops ended, in order, as the actor says it: "A: Destroyed". */
	FEvents Ends;
	/** Loops that have begun and not ended. */
	int32 CountLive() const
	{
		return static_cast<int32>(LiveGenerations.size());
	}
	/** What was told of the engine, by name and number. */
	FEvents Told;
	/** Lines of the plugin's log. */
	FEvents Log;

	FTransientLoopRecord& Record(int32 Slot = 0)
	{
		return Records[static_cast<SIZE_T>(Slot)];
	}
	/** The unpaused and the real clock of the first loop, from UseClocks on. */
	FTransientLoopRecord& Unpaused()
	{
		return Clocks[0];
	}
	FTransientLoopRecord& Real()
	{
		return Clocks[1];
	}
	/** Shares memory for those, and says that somebody sleeps on them, though for ever. */
	void UseClocks();
	FTransientLoopEnvironment* GetEnvironment() const
	{
		return Environment;
	}
	/** Takes the two functions away, as an environment that dies. */
	void Die();

private:
	void Start();
	void Operate(ETransientLoopOperation Operation, int32 Slot, int32 Generation, int32 Argument);
	bool IsLive(int32 Slot, int32 Generation) const;
	void Tick(int32 Slot);
	void TickBatch(int32 Count);
	/** Begins and ends alternate, and nothing comes for a loop that is not alive. */
	void CheckLife(ETransientLoopOperation Operation, int32 Slot, int32 Generation);
	std::string NameOf(int32 Slot) const;
	void Say(int32 Slot, const std::string& What) const;

	FTransientLoopEnvironment* Environment = nullptr;
	/** By slot. */
	std::map<int32, int32> LiveGenerations;
	std::vector<FTransientLoopRecord> Records;
	std::vector<FTransientLoopRecord> Clocks;
	std::vector<int32> Batch;
};

/** The first loop component of an actor. */
UTransientLoopComponent& LoopOf(const AActor& Actor);

/** A placed actor with one loop component and no other. */
FPlacedActor PlacedLoop(const char* Name = "A");
}
