// SPDX-License-Identifier: MIT
// What the component asks of its script, and tells of it, for Blueprints and for other scripts.
#include "TransientLoopComponent.h"

#include "Engine/World.h"
#include "GameFramework/Actor.h"
#include "TransientLoopAction.h"
#include "TransientLoopEnvironment.h"
#include "TransientLoopScriptFiles.h"

namespace
{
/** Those that script knows by number. */
TMap<int32, UTransientLoopComponent*>& KnownLoops()
{
	static TMap<int32, UTransientLoopComponent*> Loops;
	return Loops;
}

int32 LastLoopNumber = 0;
}

ETransientLoopTaskState UTransientLoopComponent::GetTaskState(int32 TaskNumber)
{
	return static_cast<ETransientLoopTaskState>(
		Ask(ETransientLoopOperation::TaskState, TaskNumber));
}

void UTransientLoopComponent::PauseLoop()
{
	Ask(ETransientLoopOperation::PauseTask, 0);
}

void UTransientLoopComponent::ResumeLoop()
{
	Ask(ETransientLoopOperation::ResumeTask, 0);
}

bool UTransientLoopComponent::IsLoopPaused()
{
	return Ask(ETransientLoopOperation::IsPaused, 0) != 0;
}

bool UTransientLoopComponent::PauseTask(int32 TaskNumber)
{
	return TaskNumber > 0 && Ask(ETransientLoopOperation::PauseTask, TaskNumber) != 0;
}

bool UTransientLoopComponent::ResumeTask(int32 TaskNumber)
{
	return TaskNumber > 0 && Ask(ETransientLoopOperation::ResumeTask, TaskNumber) != 0;
}

void UTransientLoopComponent::SetScript(const FString& Module, const FString& Arguments)
{
	// A script reads these when it first wants to know them.
	Ask(ETransientLoopOperation::ScriptChanges, 0);
	ScriptModule = Module;
	ScriptArguments = Arguments;
}

void UTransientLoopComponent::SetClock(ETransientLoopClock NewClock)
{
	if (IsLoopRunning())
	{
		LeaveHibernation();
		Hibernation = EHibernation::No;
	}
	Clock = NewClock;
	bInRealTime = Clock == ETransientLoopClock::Real;
	const UWorld* World = GetWorld();
	if (!IsLoopRunning() || World == nullptr)
	{
		return;
	}
	RealTimeWorld = World;
	RealTimeSeconds = World->GetRealTimeSeconds();
	if (!bCrossing)
	{
		ReadyTick();
	}
}

void UTransientLoopComponent::SetTickBudget(int32 Steps, float Milliseconds)
{
	TickBudgetSteps = FMath::Max(Steps, 0);
	TickBudgetMilliseconds = FMath::Max(Milliseconds, 0.0f);
	Ask(ETransientLoopOperation::BudgetChanged, 0);
}

void UTransientLoopComponent::SetLoopTickEvenWhenPaused(bool bEvenWhenPaused)
{
	bTickEvenWhenPaused = bEvenWhenPaused;
	SetTickableWhenPaused(bEvenWhenPaused);
}

TArray<FString> UTransientLoopComponent::GetScriptOptions() const
{
	return TransientLoop::FindScripts();
}

int32 UTransientLoopComponent::FindLoopNumber(AActor* Actor, int32 Index)
{
	TArray<UTransientLoopComponent*> Loops;
	if (Actor != nullptr)
	{
		Actor->GetComponents(Loops);
	}
	if (!Loops.IsValidIndex(Index))
	{
		return 0;
	}
	UTransientLoopComponent& Found = *Loops[Index];
	if (Found.LoopNumber == 0)
	{
		Found.LoopNumber = ++LastLoopNumber;
		KnownLoops().Add(Found.LoopNumber, &Found);
	}
	return Found.LoopNumber;
}

UTransientLoopComponent* UTransientLoopComponent::FindLoop(int32 Number)
{
	UTransientLoopComponent* Found = KnownLoops().FindRef(Number);
	return IsValid(Found) ? Found : nullptr;
}

void UTransientLoopComponent::ForgetNumber()
{
	KnownLoops().Remove(LoopNumber);
}

void UTransientLoopComponent::TellTaskStarts(int32 TaskNumber)
{
	for (const TWeakObjectPtr<UTransientLoopAction>& Action : CopyActions())
	{
		if (Action.IsValid())
		{
			Action->HearTaskStarts(TaskNumber);
		}
	}
}

bool UTransientLoopComponent::HearsTasks() const
{
	return Actions.Num() > 0 || OnTaskFinished.IsBound() || OnTaskFailed.IsBound() ||
		   OnTaskCancelled.IsBound();
}

bool UTransientLoopComponent::TellTask(int32 TaskNumber, ETransientLoopTaskOutcome Outcome,
	const FString& TaskName, const FString& Text)
{
	TellStart();
	bool bAwaited = false;
	for (const TWeakObjectPtr<UTransientLoopAction>& Action : CopyActions())
	{
		bAwaited |= Action.IsValid() && Action->HearTask(TaskNumber, Outcome, Text);
	}
	switch (Outcome)
	{
	case ETransientLoopTaskOutcome::Finished:
		OnTaskFinished.Broadcast(TaskNumber, TaskName, Text);
		break;
	case ETransientLoopTaskOutcome::Failed:
		OnTaskFailed.Broadcast(TaskNumber, TaskName, Text);
		break;
	case ETransientLoopTaskOutcome::Cancelled:
		OnTaskCancelled.Broadcast(TaskNumber, TaskName, Text);
		break;
	}
	return bAwaited;
}

bool UTransientLoopComponent::HearsEvents() const
{
	return Actions.Num() > 0 || OnScriptEvent.IsBound();
}

void UTransientLoopComponent::TellEvent(const FString& Name, const FString& Payload)
{
	TellStart();
	for (const TWeakObjectPtr<UTransientLoopAction>& Action : CopyActions())
	{
		if (Action.IsValid())
		{
			Action->HearEvent(Name, Payload);
		}
	}
	OnScriptEvent.Broadcast(Name, Payload);
}

void UTransientLoopComponent::TellStart()
{
	if (bStartUntold)
	{
		bStartUntold = false;
		OnLoopStarted.Broadcast();
	}
}

void UTransientLoopComponent::TellEnd(ETransientLoopEndReason Reason)
{
	TellStart();
	for (const TWeakObjectPtr<UTransientLoopAction>& Action : CopyActions())
	{
		if (Action.IsValid())
		{
			Action->HearEnd(Reason);
		}
	}
	OnLoopEnded.Broadcast(Reason);
}

void UTransientLoopComponent::AddAction(UTransientLoopAction& Action)
{
	Actions.Add(&Action);
}

void UTransientLoopComponent::RemoveAction(UTransientLoopAction& Action)
{
	// Not by a look at what is there: a weak pointer to one that is being destroyed is null.
	Actions.RemoveAll([&Action](const TWeakObjectPtr<UTransientLoopAction>& Each)
		{ return !Each.IsValid() || Each.Get() == &Action; });
}

TArray<TWeakObjectPtr<UTransientLoopAction>> UTransientLoopComponent::CopyActions() const
{
	return Actions;
}
