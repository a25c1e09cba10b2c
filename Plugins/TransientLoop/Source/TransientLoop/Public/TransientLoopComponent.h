// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Components/ActorComponent.h"
#include "TransientLoopClock.h"
#include "TransientLoopEndReason.h"
#include "TransientLoopErrorPolicy.h"
#include "TransientLoopHandle.h"
#include "TransientLoopOwner.h"
#include "TransientLoopState.h"
#include "TransientLoopTaskInfo.h"
#include "TransientLoopComponent.generated.h"

class AActor;
class FTransientLoopEnvironment;
class FTransientLoopTable;
class UTransientLoopAction;
class UWorld;
enum class ETransientLoopOperation : uint8;

DECLARE_DYNAMIC_MULTICAST_DELEGATE(FTransientLoopStarted);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FTransientLoopEnded, ETransientLoopEndReason, Reason);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_ThreeParams(FTransientLoopTaskFinished, int32, TaskNumber,
	const FString&, TaskName, const FString&, Result);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_ThreeParams(
	FTransientLoopTaskFailed, int32, TaskNumber, const FString&, TaskName, const FString&, Message);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_ThreeParams(FTransientLoopTaskCancelled, int32, TaskNumber,
	const FString&, TaskName, const FString&, Reason);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(
	FTransientLoopScriptEvent, const FString&, Name, const FString&, Payload);

/**
 * Owns one TypeScript event loop of its actor: started in BeginPlay, ticked here, ended in EndPlay.
 *
 * When EndPlay returns the actor has no task, timer, subscription or socket left, and the `finally`
 * blocks of its scripts have run while the actor was still valid.
 */
UCLASS(ClassGroup = (Scripting), meta = (BlueprintSpawnableComponent))
class TRANSIENTLOOP_API UTransientLoopComponent : public UActorComponent, public FTransientLoopOwner
{
	GENERATED_BODY()

	// First, next to what the engine's dispatch has just read: an idle tick, and a crossing, touch
	// nothing else of the component.

	/** Where a tick counts. Null while there is no loop, and while script runs for this component:
	 * the time of the tick in progress has been counted. */
	FTransientLoopTable* TickTable = nullptr;

	FTransientLoopHandle Loop;

	/** Null while there is no loop. The subsystem that owns it calls LoseLoop before it goes. */
	FTransientLoopEnvironment* Environment = nullptr;

	/** Script runs for this component alone, further down the stack. */
	bool bCrossing = false;
	/** Its clock is the real one: what it says when the loop begins, or in SetClock. */
	bool bInRealTime = false;
	/** It was due, and stands in the batch of this frame. */
	bool bInBatch = false;

	enum class EHibernation : uint8
	{
		/** Ticks, as every loop whose component does not hibernate. */
		No,
		/** Has not ticked yet: looked at once it has. */
		FirstTick,
		/** Its tick is off. */
		Asleep,
		/** Its tick is on again, and has not come yet. */
		Waking
	};

	EHibernation Hibernation = EHibernation::No;

public:
	// Here for the same reason.

	/**
	 * Turn the tick of this component off while nothing of its loop is due for at least
	 * HibernationSeconds, and be woken in time. For worlds of very many loops that sleep long: one
	 * that hibernates costs a frame nothing.
	 *
	 * What comes from elsewhere (an event, a message, a task of another actor) may come one tick
	 * later than to a loop that ticks. While it hibernates a Blueprint's tick event and latent
	 * actions of this component stand, and a CustomTimeDilation that is not set by script or by
	 * SetActorTimeDilation is noticed only after WakeLoop.
	 */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop", AdvancedDisplay)
	bool bHibernate = false;

	/**
	 * Cross into script together with all other loops that batch, once all actors of the world have
	 * ticked, and not inside the tick of this component. For worlds of very many loops: most
	 * of them share one call.
	 *
	 * Tick groups and prerequisites then decide the order of such loops among each other alone.
	 */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop", AdvancedDisplay)
	bool bBatch = false;

	UTransientLoopComponent();

	/** Module of the script to run, below the script root, without extension; for example
	 * "tutorial/timers". @see SetScript */
	UPROPERTY(EditAnywhere, BlueprintReadOnly, Category = "TransientLoop",
		meta = (GetOptions = "GetScriptOptions"))
	FString ScriptModule;

	/** What the script reads as self.arguments: a JSON object as text, or nothing. @see SetScript
	 */
	UPROPERTY(EditAnywhere, BlueprintReadOnly, Category = "TransientLoop")
	FString ScriptArguments;

	/** Start the loop in BeginPlay. Off: it starts when StartLoop is called. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	bool bAutoStart = true;

	/** What happens when a task fails and nobody waited for it, after it was reported. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	ETransientLoopErrorPolicy ErrorPolicy = ETransientLoopErrorPolicy::Report;

	/** The time that scripts count in unless they say otherwise. @see SetClock */
	UPROPERTY(EditAnywhere, BlueprintReadOnly, Category = "TransientLoop")
	ETransientLoopClock Clock = ETransientLoopClock::Game;

	/** Steps that the loop does in one tick at most, the rest in the next; 0 for the default of
	 * 10,000. @see SetTickBudget */
	UPROPERTY(EditAnywhere, BlueprintReadOnly, Category = "TransientLoop", AdvancedDisplay,
		meta = (ClampMin = "0"))
	int32 TickBudgetSteps = 0;

	/** Milliseconds that the loop takes in one tick at most; 0 for no bound. @see SetTickBudget */
	UPROPERTY(EditAnywhere, BlueprintReadOnly, Category = "TransientLoop", AdvancedDisplay,
		meta = (ClampMin = "0.0", Units = "ms"))
	float TickBudgetMilliseconds = 0.0f;

	/** Tick in a paused world, for the clocks that go on in it. Off: unpaused time stands as game
	 * time does, and real time is counted in the first tick after. @see SetLoopTickEvenWhenPaused
	 */
	UPROPERTY(EditAnywhere, BlueprintReadOnly, Category = "TransientLoop", AdvancedDisplay)
	bool bTickEvenWhenPaused = true;

	/** A loop has begun: the first step of its script is done, unless something is told of it
	 * before. */
	UPROPERTY(BlueprintAssignable, Category = "TransientLoop")
	FTransientLoopStarted OnLoopStarted;

	/** A loop has ended, and nothing is left of it. */
	UPROPERTY(BlueprintAssignable, Category = "TransientLoop")
	FTransientLoopEnded OnLoopEnded;

	/** The main task, or one that StartTask started, has succeeded. Its result is JSON, or empty.
	 */
	UPROPERTY(BlueprintAssignable, Category = "TransientLoop")
	FTransientLoopTaskFinished OnTaskFinished;

	/** One of those has failed. The failure is reported as well. */
	UPROPERTY(BlueprintAssignable, Category = "TransientLoop")
	FTransientLoopTaskFailed OnTaskFailed;

	/** One of those was cancelled: by somebody, or by the end of the loop. */
	UPROPERTY(BlueprintAssignable, Category = "TransientLoop")
	FTransientLoopTaskCancelled OnTaskCancelled;

	/** The script has posted an event: self.post. Its payload is JSON, or empty. */
	UPROPERTY(BlueprintAssignable, Category = "TransientLoop")
	FTransientLoopScriptEvent OnScriptEvent;

	/** Starts the loop and enters the script's main task. False, with a line in the log, if it
	 * cannot be: in EndPlay nothing starts. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	bool StartLoop();

	/** Cancels every task and timer before it returns. Safe to call twice and from inside a tick.
	 */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void StopLoop(ETransientLoopEndReason Reason = ETransientLoopEndReason::Stopped);

	/**
	 * Ends the loop's tasks with reason Restarted, and starts the script afresh; a loop that does
	 * not run is started.
	 *
	 * Called from inside a call into script for this component, such as by its own script or by a
	 * handler of its events, the fresh loop begins in the next tick. False, with a line in the log,
	 * if it cannot be started.
	 */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	bool RestartLoop();

	UFUNCTION(BlueprintPure, Category = "TransientLoop")
	bool IsLoopRunning() const;

	UFUNCTION(BlueprintPure, Category = "TransientLoop")
	ETransientLoopState GetLoopState() const
	{
		return State;
	}

	/** Starts a task that the script module exports under this name. Returns its number, 0 if there
	 * is none. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	int32 StartTask(const FString& ExportName);

	/** Cancels one task. False if no task of the loop has this number. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	bool CancelTask(int32 TaskNumber);

	/** Cancels all tasks of the loop, which goes on without them. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void CancelAllTasks();

	/** All tasks of the loop, each before those below it; empty if it does not run. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	TArray<FTransientLoopTaskInfo> ListTasks();

	/** What a task does. NotFound once it is over; the main task is remembered. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	ETransientLoopTaskState GetTaskState(int32 TaskNumber);

	/** Makes all tasks of the loop stand still, those to come too. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void PauseLoop();

	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void ResumeLoop();

	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	bool IsLoopPaused();

	/** Makes one task, and those below it, stand still. False if there is none of this number. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	bool PauseTask(int32 TaskNumber);

	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	bool ResumeTask(int32 TaskNumber);

	/** Posts an event to the script, which hears it in its tick: self.nextEvent. The payload is
	 * JSON, or empty. False if the loop does not run, or the payload is none. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	bool PostEvent(const FString& Name, const FString& Payload);

	/** Gives the component another script. A loop that runs keeps its own until it is restarted. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void SetScript(const FString& Module, const FString& Arguments);

	/** Chooses what default time follows. It goes on from where it is, from the next tick on. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void SetClock(ETransientLoopClock NewClock);

	/** Bounds what the loop does in a tick, at once; 0 as in the properties. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void SetTickBudget(int32 Steps, float Milliseconds);

	/** From the next frame on. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void SetLoopTickEvenWhenPaused(bool bEvenWhenPaused);

	/** The modules below the script root, for the details panel. */
	UFUNCTION()
	TArray<FString> GetScriptOptions() const;

	/**
	 * The number that script knows a loop component of an actor by; 0 if it has no more of them.
	 *
	 * A number is never given twice, and stays what it is over restarts.
	 */
	UFUNCTION(
		BlueprintCallable, Category = "TransientLoop", meta = (BlueprintInternalUseOnly = "true"))
	static int32 FindLoopNumber(AActor* Actor, int32 Index);

	/** Null once the component is destroyed. */
	static UTransientLoopComponent* FindLoop(int32 Number);

	//~ For the static binding

	/** 0 if nobody has asked for it. */
	int32 GetLoopNumber() const
	{
		return LoopNumber;
	}
	/** The slot of the loop, if it runs in this environment; else INDEX_NONE. */
	int32 GetSlotIn(const FTransientLoopEnvironment* InEnvironment) const
	{
		return Environment != nullptr && Environment == InEnvironment ? Loop.Slot : INDEX_NONE;
	}
	void TellTaskStarts(int32 TaskNumber);
	bool HearsTasks() const;
	/** True if somebody waits for that very task. */
	bool TellTask(int32 TaskNumber, ETransientLoopTaskOutcome Outcome, const FString& TaskName,
		const FString& Text);
	bool HearsEvents() const;
	void TellEvent(const FString& Name, const FString& Payload);

	//~ For the async nodes: heard before the assignable events
	void AddAction(UTransientLoopAction& Action);
	void RemoveAction(UTransientLoopAction& Action);

	/** For the batch, once it has run the loop: goes on until the tick is over. */
	void FinishBatchedTick();

	/** Turns the tick of a hibernating loop on again; it may hibernate once more after its next
	 * tick. Nothing if it does not hibernate. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void WakeLoop();

	/** Sets the CustomTimeDilation of an actor, and wakes its loops that hibernate, so that their
	 * time is right from now on. Zero stands still, 1 is normal. Nothing without an actor. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	static void SetActorTimeDilation(AActor* Actor, float Dilation);

	/** Seconds of game time without anything due that a loop hibernates for. */
	static constexpr double HibernationSeconds = 0.25;

	//~ FTransientLoopOwner
	virtual FString GetLoopName() const override;
	virtual FString GetLoopLevelName() const override;
	virtual FString GetLoopScript() const override;
	virtual FString GetLoopArguments() const override;
	virtual AActor* GetLoopActor() const override;
	virtual UWorld* GetLoopWorld() const override;
	virtual UTransientLoopComponent* GetLoopComponent() override;
	/** Does what the error policy says. Nothing for a loop that has ended, or is on its way out. */
	virtual void ApplyErrorPolicy(int32 FailedSlot) override;
	virtual void LoseLoop() override;

	//~ UActorComponent
	virtual void BeginPlay() override;
	virtual void EndPlay(const EEndPlayReason::Type EndPlayReason) override;
	virtual void TickComponent(float DeltaTime, ELevelTick TickType,
		FActorComponentTickFunction* ThisTickFunction) override;
	virtual void BeginDestroy() override;
	virtual void SetComponentTickEnabled(bool bEnabled) override;

protected:
	virtual void OnRegister() override;
	virtual void OnUnregister() override;

private:
	friend class FTransientLoopTable;

	/** Asks script something about the loop; 0 if it does not run. */
	int32 Ask(ETransientLoopOperation Question, int32 Argument);

	void ForgetNumber();

	/** Says that a loop has begun, if that was not said yet. */
	void TellStart();
	/** Says that one has ended. */
	void TellEnd(ETransientLoopEndReason Reason);
	TArray<TWeakObjectPtr<UTransientLoopAction>> CopyActions() const;

	/** Decides where the ticks to come count. */
	void ReadyTick();

	/** A tick that is not the table's: none runs, one is in progress, or time is real. */
	void TickElsewhere(float DeltaTime, bool bInPause);
	void TickInRealTime(float DeltaTime);

	/** Counts the time of a pause tick, in which game time stands. */
	void TickInPause(float DeltaTime);

	/** Crosses into script for a loop that is due, again while it asks for more in this tick. */
	void CrossIntoScript(float DeltaTime);

	/** The same, until the tick is over. */
	void GoOnThisTick(const FTransientLoopHandle& Crossed, bool bInPause);

	/** True while script runs for this component, further down the stack. */
	bool IsCrossing() const;

	/** Refuses a tick that comes from inside a call into script for this component. */
	void RefuseTick() const;

	class FCrossing;
	bool bStartUntold = false;
	bool bEndingPlay = false;
	ETransientLoopState State = ETransientLoopState::NotStarted;

	/** 0 until somebody asks for it. */
	int32 LoopNumber = 0;

	/** Of the last tick of a loop in real time; the world is to be compared only. */
	const UWorld* RealTimeWorld = nullptr;
	double RealTimeSeconds = 0.0;

	/** Async nodes that wait for something of this loop. */
	TArray<TWeakObjectPtr<UTransientLoopAction>> Actions;

	//~ Hibernation

	/** The ticks of a loop that hibernated, or was made to: they take the time from the world. */
	void TickAfterHibernation(float DeltaTime, bool bInPause);
	/** Turns the tick off if nothing is due for long enough, and if the world's time says when. */
	void HibernateIfIdle();
	bool CanHibernate() const;
	/** Takes the loop out of the queue of those that are to be woken. Touches no memory of script,
	 * which may be gone. */
	void TurnTickOn();
	/** Goes on as a loop that does not hibernate, at this time of its own. */
	void EndHibernation(double Seconds);
	/** The same, outside of its own ticks; nothing for a loop that does not hibernate. */
	void LeaveHibernation();
	/** Game time of the loop by the world's clock. */
	double GetTimeByWorld() const;
	/** The same, without the frame in progress, whose time belongs to the tick to come. */
	double GetTimeBeforeFrame() const;

	/** Seconds of the world's time at which the loop's time was zero. */
	double WorldSecondsAtZero = 0.0;
	/** Seconds that the world had stood in pauses when the loop fell asleep. */
	double WorldSecondsInPause = 0.0;
};
