// SPDX-License-Identifier: MIT
#include "LoopHearer.h"

#include "TransientLoopRunTaskAction.h"
#include "TransientLoopWaitForEventAction.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(LoopHearer)

void ULoopHearer::Hear(UTransientLoopComponent& InLoop)
{
	Loop = &InLoop;
	Loop->OnLoopStarted.AddDynamic(this, &ULoopHearer::HandleStarted);
	Loop->OnLoopEnded.AddDynamic(this, &ULoopHearer::HandleEnded);
	Loop->OnTaskFinished.AddDynamic(this, &ULoopHearer::HandleFinished);
	Loop->OnTaskFailed.AddDynamic(this, &ULoopHearer::HandleFailed);
	Loop->OnTaskCancelled.AddDynamic(this, &ULoopHearer::HandleCancelled);
	Loop->OnScriptEvent.AddDynamic(this, &ULoopHearer::HandleEvent);
}

UTransientLoopAction* ULoopHearer::Run(const TCHAR* ExportName)
{
	return RunOn(Loop, ExportName);
}

UTransientLoopAction* ULoopHearer::RunOn(UTransientLoopComponent* On, const TCHAR* ExportName)
{
	return Activate(UTransientLoopRunTaskAction::RunTypeScriptTask(Loop, On, ExportName));
}

UTransientLoopAction* ULoopHearer::Wait(const TCHAR* EventName)
{
	return Activate(UTransientLoopWaitForEventAction::WaitForScriptEvent(Loop, Loop, EventName));
}

UTransientLoopAction* ULoopHearer::Activate(UTransientLoopAction* Action)
{
	Action->Completed.AddDynamic(this, &ULoopHearer::HandleNodeCompleted);
	Action->Failed.AddDynamic(this, &ULoopHearer::HandleNodeFailed);
	Action->Cancelled.AddDynamic(this, &ULoopHearer::HandleNodeCancelled);
	Action->Activate();
	return Action;
}

void ULoopHearer::Write(const FString& Line)
{
	Lines.push_back(Headless::ToUtf8(*Line));
}

void ULoopHearer::HandleStarted()
{
	Write(TEXT("started"));
}

void ULoopHearer::HandleEnded(ETransientLoopEndReason Reason)
{
	Write(FString(TEXT("ended: ")) + TransientLoop::ToText(Reason));
	if (OnEnded)
	{
		OnEnded();
	}
}

void ULoopHearer::HandleFinished(int32 Number, const FString& Name, const FString& Result)
{
	Write(FString::Printf(TEXT("%d %s finished: %s"), Number, *Name, *Result));
}

void ULoopHearer::HandleFailed(int32 Number, const FString& Name, const FString& Message)
{
	Write(FString::Printf(TEXT("%d %s failed: %s"), Number, *Name, *Message));
}

void ULoopHearer::HandleCancelled(int32 Number, const FString& Name, const FString& Reason)
{
	Write(FString::Printf(TEXT("%d %s cancelled: %s"), Number, *Name, *Reason));
}

void ULoopHearer::HandleEvent(const FString& Name, const FString& Payload)
{
	Write(FString::Printf(TEXT("event %s: %s"), *Name, *Payload));
}

void ULoopHearer::HandleNodeCompleted(const FString& Text)
{
	Write(FString(TEXT("completed: ")) + Text);
}

void ULoopHearer::HandleNodeFailed(const FString& Text)
{
	Write(FString(TEXT("failed: ")) + Text);
}

void ULoopHearer::HandleNodeCancelled(const FString& Text)
{
	Write(FString(TEXT("cancelled: ")) + Text);
}
