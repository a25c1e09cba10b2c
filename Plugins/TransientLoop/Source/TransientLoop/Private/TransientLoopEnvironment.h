// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Templates/PimplPtr.h"
#include "TransientLoopBatch.h"
#include "TransientLoopEndReason.h"
#include "TransientLoopHandle.h"
#include "TransientLoopHub.h"
#include "TransientLoopLatentActions.h"
#include "TransientLoopStats.h"
#include "TransientLoopTable.h"
#include "TransientLoopTaskInfo.h"
#include "TransientLoopWakeQueue.h"
#include "TransientLoopWatches.h"

/** What C++ asks of a loop besides ticks; LifecycleOperation in loop-registry.ts holds the same
 * numbers. */
enum class ETransientLoopOperation : uint8
{
	Begin,
	End,
	Grow,
	StartTask,
	CancelTask,
	CancelAllTasks,
	BeginFrame,
	/** Makes room for a batch of so many loops. */
	GrowBatch,

	PostEvent = 10,
	ListTasks,
	TaskState,
	PauseTask,
	ResumeTask,
	IsPaused,
	BudgetChanged,
	ScriptChanges,

	/** Answers with the text of a loop and its tasks. */
	Describe = 20,

	/** Of no loop: what is watched in the engine, by number. */
	ObjectEnded = 40,
	LatentResumed,
	LatentAborted
};

/**
 * One PuerTS environment and the loops in it.
 *
 * All calls into script go through two functions, made by the script when the environment starts.
 * If the environment goes away under us, every loop is lost and the log says so once.
 */
class FTransientLoopEnvironment
{
public:
	/** Given to Tick when the same tick crosses again. */
	static constexpr float SameTick = -1.0f;
	/** Given to Tick in a pause tick, in which game time stands. */
	static constexpr float PauseTick = -2.0f;
	/** What script is given in the place of seconds: its logical time stands at the beginning of
	 * the tick already. A whole number, which costs it no memory. */
	static constexpr float BegunTick = -3.0f;

	/** Starts the environment: runs the module, which attaches the two functions. @see IsAttached
	 */
	FTransientLoopEnvironment(const FString& ScriptRoot, const FString& Module, UObject* Argument);
	~FTransientLoopEnvironment();

	UE_NONCOPYABLE(FTransientLoopEnvironment);

	/** False if the module did not load, or did not attach. */
	bool IsAttached() const;

	FTransientLoopTable& GetTable()
	{
		return Table;
	}

	FTransientLoopWakeQueue& GetWakeQueue()
	{
		return WakeQueue;
	}

	/** Wakes the hibernating loops of a world whose time has come, before the world ticks them. */
	void WakeDue(const UWorld& World);

	/** Runs what is due in a loop. Re-validate everything afterwards: scripts may have ended
	 * anything. */
	void Tick(const FTransientLoopHandle& Handle, float DeltaSeconds);

	/** Runs the due loop of a component later in this frame, together with others; false if script
	 * makes no room for that. */
	bool AddToBatch(const FTransientLoopHandle& Handle, float DeltaSeconds);

	FTransientLoopBatch& GetBatch()
	{
		return Batch;
	}

	/** For the batch: runs what is due in its loops, or in some of them. */
	void TickBatch(int32 Count);

	/** A hub's loop refuses arguments that it cannot read before it begins. */
	void Begin(const FTransientLoopHandle& Handle, bool bHasBudget, bool bOfHub = false);
	void End(const FTransientLoopHandle& Handle, ETransientLoopEndReason Reason);
	int32 StartTask(const FTransientLoopHandle& Handle, const FString& ExportName);
	bool CancelTask(const FTransientLoopHandle& Handle, int32 TaskNumber);
	void CancelAllTasks(const FTransientLoopHandle& Handle);
	bool PostEvent(const FTransientLoopHandle& Handle, const FString& Name, const FString& Payload);
	TArray<FTransientLoopTaskInfo> ListTasks(const FTransientLoopHandle& Handle);

	/** Asks something that is answered with a number; 0 if the environment is gone. */
	int32 Ask(
		const FTransientLoopHandle& Handle, ETransientLoopOperation Question, int32 Argument = 0);

	/** A line for the loop, and one for each of its tasks. */
	FString Describe(const FTransientLoopHandle& Handle);

	/** True while a call into script is on the stack: the environment must not go. */
	bool IsCrossing() const
	{
		return Crossings > 0;
	}

	/** The components whose loops were lost with the environment, without cleanup; once. */
	TArray<TWeakObjectPtr<UTransientLoopComponent>> TakeLost()
	{
		return MoveTemp(Lost);
	}

	/** Before each frame of the world; crosses only if script wants to know. */
	void BeginFrame();

	/** Tells script of something in the engine that it waits for, by number. */
	void Tell(ETransientLoopOperation Operation, int32 Told);

	/** The loops of no actor. */
	FTransientLoopHub& GetHub()
	{
		return Hub;
	}

	FTransientLoopWatches& GetWatches()
	{
		return Watches;
	}

	FTransientLoopLatentActions& GetLatentActions()
	{
		return LatentActions;
	}

	const FTransientLoopLatentActions& GetLatentActions() const
	{
		return LatentActions;
	}

	//~ For the stats: of all environments together

	static int32 CountLoops();
	static int32 CountTasks();

	//~ For the static binding

	/** The environment whose module is being run, else null. */
	static FTransientLoopEnvironment* GetStarting();

	/** The environment of this number, or null once it is gone. */
	static FTransientLoopEnvironment* Find(int32 Number);

	int32 GetNumber() const
	{
		return Number;
	}

	/** The two functions, and what they are called with; only the files that know PuerTS see
	 * inside. */
	struct FScript;

	FScript& GetScript()
	{
		return *Script;
	}

	/** Script counts its tasks there. */
	void BindTaskCount(const int32* InTasksAlive)
	{
		TasksAlive = InTasksAlive;
	}

	FString OperationText;
	FString OperationPayload;
	TArray<FTransientLoopTaskInfo> ListedTasks;
	int32 OperationResult = 0;
	bool bFramesWanted = false;

private:
	void CallTick(int32 Slot, int32 Generation, float DeltaSeconds);

	/** Calls the lifecycle function; false if the environment is gone. */
	bool Operate(
		ETransientLoopOperation Operation, const FTransientLoopHandle& Handle, int32 Argument = 0);

	void Lose();

	int32 Number = INDEX_NONE;
	/** How deep in calls into script. */
	int32 Crossings = 0;
	bool bLost = false;
	/** Of script, as the records are; null if it shares none. */
	const int32* TasksAlive = nullptr;
	TArray<TWeakObjectPtr<UTransientLoopComponent>> Lost;
	FTransientLoopStats Stats;
	FTransientLoopTable Table;
	FTransientLoopWakeQueue WakeQueue;
	FTransientLoopBatch Batch;
	TPimplPtr<FScript> Script;
	/** Script module of the loop that began last. */
	FString LatestModule;
	// After what they tell: they go first.
	FTransientLoopWatches Watches;
	FTransientLoopLatentActions LatentActions;
	FTransientLoopHub Hub;
};
