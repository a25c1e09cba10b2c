// SPDX-License-Identifier: MIT
#include "TransientLoopRunTaskAction.h"

#include "TransientLoopComponent.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopRunTaskAction)

UTransientLoopRunTaskAction* UTransientLoopRunTaskAction::RunTypeScriptTask(
	UObject* WorldContextObject, UTransientLoopComponent* Loop, const FString& ExportName)
{
	UTransientLoopRunTaskAction* Action = NewObject<UTransientLoopRunTaskAction>();
	Action->ExportName = ExportName;
	Action->SetUp(WorldContextObject, Loop);
	return Action;
}

void UTransientLoopRunTaskAction::Begin(UTransientLoopComponent& Loop)
{
	// It may end before this returns.
	bStarting = true;
	const int32 Started = Loop.StartTask(ExportName);
	bStarting = false;
	if (Started == 0)
	{
		Finish(
			Failed, FString::Printf(
						TEXT("%s: expected a script that exports a task \"%s\", but it has none"),
						*GetPathNameSafe(&Loop), *ExportName));
	}
}

void UTransientLoopRunTaskAction::Withdraw(UTransientLoopComponent& Loop)
{
	if (TaskNumber != 0)
	{
		Loop.CancelTask(TaskNumber);
	}
}

void UTransientLoopRunTaskAction::HearTaskStarts(int32 StartedTask)
{
	// Others that are started meanwhile come later than this one.
	if (bStarting && TaskNumber == 0)
	{
		TaskNumber = StartedTask;
	}
}

bool UTransientLoopRunTaskAction::HearTask(
	int32 EndedTask, ETransientLoopTaskOutcome Outcome, const FString& Text)
{
	if (TaskNumber == 0 || EndedTask != TaskNumber)
	{
		return false;
	}
	Finish(Outcome == ETransientLoopTaskOutcome::Finished ? Completed
		   : Outcome == ETransientLoopTaskOutcome::Failed ? Failed
														  : Cancelled,
		Text);
	return true;
}
