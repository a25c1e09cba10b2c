// SPDX-License-Identifier: MIT
#include "TickScheduler.h"

#include "UObject/Object.h"

/** Stands for the task graph's event, which nothing here needs. */
class FGraphEventRef
{
};

namespace Headless
{
namespace
{
// Found by measuring empty worlds of 1,000 to 100,000 components.

/** As many functions, with what they read, fit in a cache. */
constexpr int32 CACHED_FUNCTIONS = 4096;
/** How far ahead a function is fetched, and then, when it is there, what it reads. */
constexpr int32 FUNCTION_DISTANCE = 12;
constexpr int32 TARGET_DISTANCE = 6;

}

FTickScheduler::~FTickScheduler()
{
	for (TArray<FTickFunction*>& Functions : Groups)
	{
		for (FTickFunction* Function : Functions)
		{
			if (Function != nullptr)
			{
				Function->Scheduler = nullptr;
			}
		}
	}
}

void FTickScheduler::BeginFrame(
	float InDeltaSeconds, double InTimeSeconds, double InUnpausedSeconds)
{
	// Counted over all worlds: a function may travel from one to another.
	static uint32 LastFrameOfAll = 1;
	Frame = ++LastFrameOfAll;
	bInFrame = true;
	CurrentGroup = TG_MAX;
	DeltaSeconds = InDeltaSeconds;
	TimeSeconds = InTimeSeconds;
	UnpausedSeconds = InUnpausedSeconds;
	for (int32 Group = 0; Group < TG_MAX; ++Group)
	{
		// Moving all up costs a look at each: not for every one that goes.
		if (Holes[Group] * 4 > Groups[Group].Num())
		{
			Compact(static_cast<ETickingGroup>(Group));
		}
	}
}

void FTickScheduler::EndFrame()
{
	bInFrame = false;
	CurrentGroup = TG_MAX;
	NewlySpawned.Reset();
	for (TArray<FPlace>& Places : Late)
	{
		Places.Reset();
	}
}

void FTickScheduler::RunGroup(ETickingGroup Group)
{
	CurrentGroup = Group;
	// By index, and no further than now: functions come and go meanwhile.
	TArray<FTickFunction*>& Functions = Groups[Group];
	for (int32 Index = 0, Before = Functions.Num(); Index < Before; ++Index)
	{
		if (Before > CACHED_FUNCTIONS && Index + FUNCTION_DISTANCE < Before)
		{
			Prefetch(Functions, Index);
		}
		if (FTickFunction* Function = Functions[Index])
		{
			Run(*Function, Group);
		}
	}
	RunPlaces(Late[Group], Group);
	RunPlaces(NewlySpawned, Group);
}

void FTickScheduler::Prefetch(const TArray<FTickFunction*>& Functions, int32 Index)
{
	const auto* Bytes = reinterpret_cast<const char*>(Functions[Index + FUNCTION_DISTANCE]);
	__builtin_prefetch(Bytes);
	__builtin_prefetch(Bytes + 64);
	if (const FTickFunction* Function = Functions[Index + TARGET_DISTANCE])
	{
		Function->Prefetch();
	}
}

void FTickScheduler::RunPlaces(TArray<FPlace>& Places, ETickingGroup Group)
{
	for (int32 Index = 0; Index < Places.Num(); ++Index)
	{
		const FPlace Place = Places[Index];
		if (FTickFunction* Function = Groups[Place.Group][Place.Index])
		{
			Run(*Function, Group);
		}
	}
	Places.Reset();
}

void FTickScheduler::RunPauseFrame()
{
	const float Delta = Switches.bZeroDeltaInPause ? 0.f : DeltaSeconds;
	for (TArray<FTickFunction*>& Functions : Groups)
	{
		for (int32 Index = 0, Before = Functions.Num(); Index < Before; ++Index)
		{
			FTickFunction* Function = Functions[Index];
			if (Function != nullptr && Function->bTickEvenWhenPaused && Function->bEnabled &&
				Function->LastFrame != Frame && Function->FirstFrame <= Frame)
			{
				Call(*Function, LEVELTICK_PauseTick, Delta);
			}
		}
	}
}

void FTickScheduler::Run(FTickFunction& Function, ETickingGroup Group)
{
	if (Function.LastFrame == Frame || Function.FirstFrame > Frame)
	{
		return;
	}
	if (Function.TickGroup != Function.RegisteredGroup)
	{
		Remove(Function);
		Insert(Function);
		if (Function.RegisteredGroup > Group)
		{
			return;
		}
	}
	if (Function.Prerequisites && !RunPrerequisites(Function, Group))
	{
		return;
	}
	float Delta = DeltaSeconds;
	if (Function.TickInterval > 0.f && !TakeInterval(Function, Delta))
	{
		// Once in a frame: it may be asked again as a prerequisite.
		Function.LastFrame = Frame;
		return;
	}
	Call(Function, LEVELTICK_All, Delta);
}

void FTickScheduler::Call(FTickFunction& Function, ELevelTick TickType, float Delta)
{
	Function.LastFrame = Frame;
	Function.LastTime = Function.bTickEvenWhenPaused ? UnpausedSeconds : TimeSeconds;
	Function.ExecuteTick(Delta, TickType, ENamedThreads::GameThread, FGraphEventRef());
}

bool FTickScheduler::RunPrerequisites(FTickFunction& Function, ETickingGroup Group)
{
	const ETickingGroup StartGroup = FindStartGroup(Function);
	if (StartGroup > Group)
	{
		Late[StartGroup].Add(FPlace{Function.RegisteredGroup, Function.Place});
		return false;
	}
	// Marked as called while its prerequisites run, so that a cycle ends.
	const uint32 LastFrame = Function.LastFrame;
	Function.LastFrame = Frame;
	for (int32 Index = 0; Index < Function.Prerequisites->All.Num(); ++Index)
	{
		FTickFunction* Required = FindPending(Function.Prerequisites->All[Index]);
		if (Required != nullptr && FindStartGroup(*Required) <= Group)
		{
			Run(*Required, Group);
		}
	}
	Function.LastFrame = LastFrame;
	return Function.IsTickFunctionRegistered() && Function.bEnabled;
}

ETickingGroup FTickScheduler::FindStartGroup(FTickFunction& Function) const
{
	if (!Function.Prerequisites)
	{
		return Function.TickGroup;
	}
	FTickFunction::FPrerequisites& Prerequisites = *Function.Prerequisites;
	if (Prerequisites.Frame != Frame)
	{
		// Set first, so that a cycle ends.
		Prerequisites.Frame = Frame;
		Prerequisites.StartGroup = Function.TickGroup;
		Prerequisites.All.RemoveAll([](const FTickFunction::FPrerequisite& Prerequisite)
			{ return Prerequisite.Object.IsStale(); });
		for (const FTickFunction::FPrerequisite& Prerequisite : Prerequisites.All)
		{
			if (FTickFunction* Required = FindPending(Prerequisite))
			{
				Prerequisites.StartGroup =
					FMath::Max(Prerequisites.StartGroup.GetValue(), FindStartGroup(*Required));
			}
		}
	}
	return Prerequisites.StartGroup;
}

FTickFunction* FTickScheduler::FindPending(const FTickFunction::FPrerequisite& Prerequisite) const
{
	if (!Prerequisite.Object.IsValid() || Prerequisite.AddedInFrame == Frame)
	{
		return nullptr;
	}
	FTickFunction& Required = *Prerequisite.Function;
	const bool bPending = Required.IsTickFunctionRegistered() && Required.bEnabled &&
						  Required.LastFrame != Frame && Required.FirstFrame <= Frame;
	return bPending ? &Required : nullptr;
}

bool FTickScheduler::TakeInterval(FTickFunction& Function, float& Delta) const
{
	const double Now = Function.bTickEvenWhenPaused ? UnpausedSeconds : TimeSeconds;
	if (Function.LastTime >= 0.0)
	{
		Function.Cooldown -= DeltaSeconds;
		if (Function.Cooldown > 0.f)
		{
			return false;
		}
		Delta = static_cast<float>(Now - Function.LastTime);
	}
	// What the wait ran over is taken off the next one, but never makes up for a missed call.
	Function.Cooldown = FMath::Max(0.f, Function.TickInterval + FMath::Min(Function.Cooldown, 0.f));
	return true;
}

void FTickScheduler::Register(FTickFunction& Function)
{
	Function.Scheduler = this;
	Function.FirstFrame = bInFrame && Switches.bNewlySpawnedTickNextFrame ? Frame + 1 : 0;
	Function.LastTime = -1.0;
	Function.Cooldown = 0.f;
	++Registered;
	if (!Function.bEnabled)
	{
		return;
	}
	Insert(Function);
	if (bInFrame && CurrentGroup != TG_MAX && Function.RegisteredGroup <= CurrentGroup)
	{
		NewlySpawned.Add(FPlace{Function.RegisteredGroup, Function.Place});
	}
}

void FTickScheduler::Unregister(FTickFunction& Function)
{
	SetListed(Function, false);
	Function.Scheduler = nullptr;
	--Registered;
}

void FTickScheduler::SetListed(FTickFunction& Function, bool bListed)
{
	if (bListed)
	{
		Insert(Function);
	}
	else if (Function.Place != INDEX_NONE)
	{
		Remove(Function);
	}
}

void FTickScheduler::Insert(FTickFunction& Function)
{
	Function.RegisteredGroup = Function.TickGroup;
	Function.Place = Groups[Function.TickGroup].Add(&Function);
}

void FTickScheduler::Remove(FTickFunction& Function)
{
	Groups[Function.RegisteredGroup][Function.Place] = nullptr;
	++Holes[Function.RegisteredGroup];
	Function.Place = INDEX_NONE;
}

void FTickScheduler::Compact(ETickingGroup Group)
{
	TArray<FTickFunction*>& Functions = Groups[Group];
	int32 Kept = 0;
	for (int32 Index = 0; Index < Functions.Num(); ++Index)
	{
		if (FTickFunction* Function = Functions[Index])
		{
			Function->Place = Kept;
			Functions[Kept++] = Function;
		}
	}
	Functions.SetNum(Kept);
	Holes[Group] = 0;
}
}
