// SPDX-License-Identifier: MIT
#include "TransientLoopScript.h"

#include "Engine/World.h"
#include "TransientLoopComponent.h"
#include "TransientLoopLog.h"
#include "TransientLoopStats.h"

namespace
{
FTransientLoopEnvironment* StartingEnvironment = nullptr;

/** By number; null where the environment is gone. Numbers are not used again. */
TArray<FTransientLoopEnvironment*>& AllEnvironments()
{
	static TArray<FTransientLoopEnvironment*> Environments;
	return Environments;
}
}

FTransientLoopEnvironment::FTransientLoopEnvironment(
	const FString& ScriptRoot, const FString& Module, UObject* Argument)
	: Number(AllEnvironments().Add(this))
	, Script(MakePimpl<FScript>(ScriptRoot))
	, Watches(*this)
	, LatentActions(*this)
	, Hub(*this)
{
	FTransientLoopEnvironment* const Outer = StartingEnvironment;
	StartingEnvironment = this;
	TArray<TPair<FString, UObject*>> Arguments;
	Arguments.Add(TPair<FString, UObject*>(TEXT("TransientLoop"), Argument));
	Script->JsEnv.Start(Module, Arguments);
	StartingEnvironment = Outer;
}

FTransientLoopEnvironment::~FTransientLoopEnvironment()
{
	Table.LoseAll();
	TasksAlive = nullptr;
	AllEnvironments()[Number] = nullptr;
}

bool FTransientLoopEnvironment::IsAttached() const
{
	return Script->TickFunction.IsValid() && Script->LifecycleFunction.IsValid();
}

void FTransientLoopEnvironment::Tick(const FTransientLoopHandle& Handle, float DeltaSeconds)
{
	// A function of an environment that is gone does nothing, and so leaves the loop due: asked
	// then, not every time.
	if (DeltaSeconds == SameTick && !Script->TickFunction.IsValid())
	{
		Lose();
		return;
	}
	if (DeltaSeconds != SameTick)
	{
		FTransientLoopStats::CountDueLoop();
	}
	const bool bBegins = DeltaSeconds >= 0.0f;
	if (bBegins)
	{
		Table.ReachBeginning(Handle.Slot, DeltaSeconds);
	}
	CallTick(Handle.Slot, Handle.Generation, bBegins ? BegunTick : DeltaSeconds);
}

void FTransientLoopEnvironment::CallTick(int32 Slot, int32 Generation, float DeltaSeconds)
{
	SCOPE_CYCLE_COUNTER(STAT_TransientLoopCrossing);
	TRACE_CPUPROFILER_EVENT_SCOPE(TransientLoop_Crossing);
	++Crossings;
	Script->TickFunction.Action(Slot, Generation, static_cast<double>(DeltaSeconds));
	--Crossings;
}

bool FTransientLoopEnvironment::AddToBatch(const FTransientLoopHandle& Handle, float DeltaSeconds)
{
	if (Batch.IsRunning())
	{
		return false;
	}
	if (Batch.Num() >= Batch.GetCapacity())
	{
		// As many as there may be loops: each is in it once.
		if (!Operate(ETransientLoopOperation::GrowBatch, Handle, Table.GetCapacity()) ||
			Batch.Num() >= Batch.GetCapacity())
		{
			return false;
		}
	}
	FTransientLoopStats::CountDueLoop();
	Table.ReachBeginning(Handle.Slot, DeltaSeconds);
	Batch.Add(Handle);
	return true;
}

void FTransientLoopEnvironment::TickBatch(int32 Count)
{
	if (!Script->TickFunction.IsValid())
	{
		Lose();
		return;
	}
	CallTick(FTransientLoopBatch::BatchSlot, Count, BegunTick);
}

void FTransientLoopEnvironment::Begin(
	const FTransientLoopHandle& Handle, bool bHasBudget, bool bOfHub)
{
	if (Handle.Slot >= Table.GetCapacity())
	{
		const int32 Wanted = FMath::Max(Table.GetCapacity() * 2, Handle.Slot + 1);
		if (!Operate(ETransientLoopOperation::Grow, Handle, Wanted))
		{
			return;
		}
		if (Handle.Slot >= Table.GetCapacity())
		{
			UE_LOG(LogTransientLoop, Error,
				TEXT("Expected script to share memory for %d loops, but it did for %d"), Wanted,
				Table.GetCapacity());
			Lose();
			return;
		}
	}
	Table.StartClocks(Handle.Slot);
	const FString Module = Table.FindOwner(Handle.Slot)->GetLoopScript();
	// Most loops of a level have the same: its name crosses once.
	const bool bSameScript = Module.Equals(LatestModule);
	LatestModule = Module;
	Operate(ETransientLoopOperation::Begin, Handle,
		(bHasBudget ? 1 : 0) + (bOfHub ? 2 : 0) + (bSameScript ? 4 : 0));
}

void FTransientLoopEnvironment::End(
	const FTransientLoopHandle& Handle, ETransientLoopEndReason Reason)
{
	SCOPE_CYCLE_COUNTER(STAT_TransientLoopTeardown);
	TRACE_CPUPROFILER_EVENT_SCOPE(TransientLoop_Teardown);
	INC_DWORD_STAT(STAT_TransientLoopEndedLoops);
	Operate(ETransientLoopOperation::End, Handle, static_cast<int32>(Reason));
	Table.Free(Handle);
}

int32 FTransientLoopEnvironment::StartTask(
	const FTransientLoopHandle& Handle, const FString& ExportName)
{
	OperationText = ExportName;
	return Operate(ETransientLoopOperation::StartTask, Handle) ? OperationResult : 0;
}

bool FTransientLoopEnvironment::CancelTask(const FTransientLoopHandle& Handle, int32 TaskNumber)
{
	return Operate(ETransientLoopOperation::CancelTask, Handle, TaskNumber) && OperationResult != 0;
}

void FTransientLoopEnvironment::CancelAllTasks(const FTransientLoopHandle& Handle)
{
	Operate(ETransientLoopOperation::CancelAllTasks, Handle);
}

FString FTransientLoopEnvironment::Describe(const FTransientLoopHandle& Handle)
{
	OperationText = FString();
	Operate(ETransientLoopOperation::Describe, Handle);
	return OperationText;
}

bool FTransientLoopEnvironment::PostEvent(
	const FTransientLoopHandle& Handle, const FString& Name, const FString& Payload)
{
	OperationText = Name;
	OperationPayload = Payload;
	return Ask(Handle, ETransientLoopOperation::PostEvent) != 0;
}

TArray<FTransientLoopTaskInfo> FTransientLoopEnvironment::ListTasks(
	const FTransientLoopHandle& Handle)
{
	ListedTasks.Reset();
	Operate(ETransientLoopOperation::ListTasks, Handle);
	return MoveTemp(ListedTasks);
}

int32 FTransientLoopEnvironment::Ask(
	const FTransientLoopHandle& Handle, ETransientLoopOperation Question, int32 Argument)
{
	return Operate(Question, Handle, Argument) ? OperationResult : 0;
}

void FTransientLoopEnvironment::BeginFrame()
{
	if (bFramesWanted && Script->LifecycleFunction.IsValid())
	{
		Operate(ETransientLoopOperation::BeginFrame, FTransientLoopHandle());
	}
}

void FTransientLoopEnvironment::WakeDue(const UWorld& World)
{
	const double Seconds = World.GetTimeSeconds();
	int32 Slot = WakeQueue.FindDue(&World, Seconds);
	while (Slot != INDEX_NONE)
	{
		Table.FindComponent(Slot)->WakeLoop();
		Slot = WakeQueue.FindDue(&World, Seconds);
	}
}

void FTransientLoopEnvironment::Tell(ETransientLoopOperation Operation, int32 Told)
{
	if (Script->LifecycleFunction.IsValid())
	{
		Operate(Operation, FTransientLoopHandle(), Told);
	}
}

FTransientLoopEnvironment* FTransientLoopEnvironment::GetStarting()
{
	return StartingEnvironment;
}

FTransientLoopEnvironment* FTransientLoopEnvironment::Find(int32 Number)
{
	return AllEnvironments().IsValidIndex(Number) ? AllEnvironments()[Number] : nullptr;
}

int32 FTransientLoopEnvironment::CountLoops()
{
	int32 Count = 0;
	for (const FTransientLoopEnvironment* Environment : AllEnvironments())
	{
		Count += Environment != nullptr ? Environment->Table.NumLive() : 0;
	}
	return Count;
}

int32 FTransientLoopEnvironment::CountTasks()
{
	int32 Count = 0;
	for (const FTransientLoopEnvironment* Environment : AllEnvironments())
	{
		// Once the functions are gone, so may be the memory of script.
		const bool bReadable = Environment != nullptr && Environment->TasksAlive != nullptr &&
							   Environment->IsAttached();
		Count += bReadable ? *Environment->TasksAlive : 0;
	}
	return Count;
}

bool FTransientLoopEnvironment::Operate(
	ETransientLoopOperation Operation, const FTransientLoopHandle& Handle, int32 Argument)
{
	if (!Script->LifecycleFunction.IsValid())
	{
		Lose();
		return false;
	}
	OperationResult = 0;
	++Crossings;
	Script->LifecycleFunction.Action(
		static_cast<int32>(Operation), Handle.Slot, Handle.Generation, Argument);
	--Crossings;
	return true;
}

void FTransientLoopEnvironment::Lose()
{
	if (!bLost)
	{
		bLost = true;
		UE_LOG(LogTransientLoop, Error,
			TEXT("The script environment is gone: its loops have stopped without cleanup"));
	}
	Lost.Append(Table.GetLiveComponents());
	TasksAlive = nullptr;
	Batch.BindMemory(nullptr, 0);
	Table.LoseAll();
}
