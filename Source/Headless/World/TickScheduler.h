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
	explicit FTickScheduler(const FSwitches& InSwitches)
		: Switches(InSwitches)
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
	/** A function that is switched off is in no list, and costs a frame nothing. */
	void SetListed(FTickFunction& Function, bool bListed);

	/** Names a function by its place in a group, where there is null once it is unregistered. */
	struct FPlace
	{
		ETickingGroup Group;
		int32 Index;
	};

	/** Asks for the memory of functions that come soon: thousands of them are in no cache. */
	static void Prefetch(const TArray<FTickFunction*>& Functions, int32 Index);
	void Run(FTickFunction& Function, ETickingGroup Group);
	/** Runs functions by their places, those too that are added meanwhile, and forgets them. */
	void RunPlaces(TArray<FPlace>& Places, ETickingGroup Group);
	void Call(FTickFunction& Function, ELevelTick TickType, float Delta);
	/** Runs what the function depends on first; false if that puts it off to a later group. */
	bool RunPrerequisites(FTickFunction& Function, ETickingGroup Group);
	/** The first group in which all that the function depends on can have run. */
	ETickingGroup FindStartGroup(FTickFunction& Function) const;
	/** What is required, if it is yet to run in this frame; else null. */
	FTickFunction* FindPending(const FTickFunction::FPrerequisite& Prerequisite) const;
	bool TakeInterval(FTickFunction& Function, float& Delta) const;
	/** Adds a registered function to the list of its group, or takes it out. */
	void Insert(FTickFunction& Function);
	void Remove(FTickFunction& Function);
	void Compact(ETickingGroup Group);

	const FSwitches& Switches;
	/** By group, what is registered and enabled; null where a function was taken out. */
	TArray<FTickFunction*> Groups[TG_MAX];
	int32 Holes[TG_MAX] = {};
	/** Put off to this group because what they depend on runs there. */
	TArray<FPlace> Late[TG_MAX];
	/** Registered when their group had begun to run: they run after the group that does. */
	TArray<FPlace> NewlySpawned;
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
