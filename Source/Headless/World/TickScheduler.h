// SPDX-License-Identifier: MIT
#pragma once

#include "Engine/EngineBaseTypes.h"
#include "Switches.h"

namespace Headless
{
/** Calls the tick functions of one world: group by group, what a function depends on before it. */
class FTickScheduler
{
public:
	explicit FTickScheduler(const FSwitches& InSwitches) : Switches(InSwitches)
	{
	}
	~FTickScheduler();

	/** Clocks of the frame in seconds: what is passed on, and what intervals are counted in. */
	void BeginFrame(float InDeltaSeconds, double InTimeSeconds, double InUnpausedSeconds);
	void RunGroup(ETickingGroup Group);
	/** Calls what ticks even when paused, once, without regard to groups and intervals. */
	void RunPauseFrame();
	void EndFrame();

	/** Number of registered functions. */
	int32 Num() const
	{
		return Registered;
	}

private:
	friend struct ::FTickFunction;

	void Register(FTickFunction& Function);
	void Unregister(FTickFunction& Function);

	void Run(FTickFunction& Function, ETickingGroup Group);
	void Call(FTickFunction& Function, ELevelTick TickType, float Delta);
	/** Runs what the function depends on first; false if that puts it off to a later group. */
	bool RunPrerequisites(FTickFunction& Function, ETickingGroup Group);
	bool TakeInterval(FTickFunction& Function, float& Delta) const;
	void Compact(ETickingGroup Group);

	const FSwitches& Switches;
	/** By group; null where a function was unregistered, until the next frame. */
	TArray<FTickFunction*> Groups[TG_MAX];
	int32 Holes[TG_MAX] = {};
	/** Put off to this group because what they depend on runs there. */
	TArray<FTickFunction*> Late[TG_MAX];
	TArray<FTickFunction*> NewlySpawned;
	int32 Registered = 0;
	uint32 Frame = 1;
	float DeltaSeconds = 0.f;
	double TimeSeconds = 0.0;
	double UnpausedSeconds = 0.0;
	bool bInFrame = false;
	/** The group that runs or ran last; TG_MAX outside the frame. */
	ETickingGroup CurrentGroup = TG_MAX;
};
}
