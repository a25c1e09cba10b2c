// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Components/ActorComponent.h"
#include "TransientLoopEndReason.h"
#include "TransientLoopErrorPolicy.h"
#include "TransientLoopHandle.h"
#include "TransientLoopOwner.h"
#include "TransientLoopComponent.generated.h"

class FTransientLoopEnvironment;
class FTransientLoopTable;

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

	// First, next to what the engine's dispatch has just read: an idle tick touches nothing else of
	// the component.

	/** Where a tick counts. Null while there is no loop, and while script runs for this component:
	 * the time of the tick in progress has been counted. */
	FTransientLoopTable* TickTable = nullptr;

	FTransientLoopHandle Loop;

	/** Null while there is no loop. The subsystem that owns it calls LoseLoop before it goes. */
	FTransientLoopEnvironment* Environment = nullptr;

public:
	UTransientLoopComponent();

	/** Module of the script to run, below the script root, without extension; for example
	 * "tutorial/timers". */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	FString ScriptModule;

	/** What the script reads as self.arguments: a JSON object as text, or nothing. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	FString ScriptArguments;

	/** Start the loop in BeginPlay. Off: it starts when StartLoop is called. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	bool bAutoStart = true;

	/** What happens when a task fails and nobody waited for it, after it was reported. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	ETransientLoopErrorPolicy ErrorPolicy = ETransientLoopErrorPolicy::Report;

	/**
	 * Turn the tick of this component off while nothing of its loop is due for at least
	 * HibernationSeconds, and be woken in time. For worlds of very many loops that sleep long: one
	 * that hibernates costs a frame nothing.
	 *
	 * What comes from elsewhere (an event, a message, a task of another actor) may come one tick
	 * later than to a loop that ticks. While it hibernates a Blueprint's tick event and latent
	 * actions of this component stand, and a CustomTimeDilation set by other than script is noticed
	 * only after WakeLoop.
	 */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop", AdvancedDisplay)
	bool bHibernate = false;

	/** Starts the loop and enters the script's main task. False, with a line in the log, if it
	 * cannot be. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	bool StartLoop();

	/** Cancels every task and timer before it returns. Safe to call twice and from inside a tick.
	 */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void StopLoop(ETransientLoopEndReason Reason = ETransientLoopEndReason::Stopped);

	UFUNCTION(BlueprintPure, Category = "TransientLoop")
	bool IsLoopRunning() const;

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

	/** Turns the tick of a hibernating loop on again; it may hibernate once more after its next
	 * tick. Nothing if it does not hibernate. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void WakeLoop();

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
	virtual void OnUnregister() override;
	virtual void SetComponentTickEnabled(bool bEnabled) override;

private:
	/** Counts the time of a pause tick, in which game time stands. */
	void TickInPause(float DeltaTime);

	/** Crosses into script for a loop that is due, again while it asks for more in this tick. */
	void CrossIntoScript(float DeltaTime);

	/** Refuses a tick that comes from inside a call into script for this component. */
	void RefuseTick() const;

	class FCrossing;
	bool bCrossing = false;

	//~ Hibernation

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

	EHibernation Hibernation = EHibernation::No;
	/** Seconds of the world's time at which the loop's time was zero. */
	double WorldSecondsAtZero = 0.0;
	/** Seconds that the world had stood in pauses when the loop fell asleep. */
	double WorldSecondsInPause = 0.0;
};
