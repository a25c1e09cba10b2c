// SPDX-License-Identifier: MIT
#include "TransientLoopWaitForEventAction.h"

#include "TransientLoopComponent.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopWaitForEventAction)

UTransientLoopWaitForEventAction* UTransientLoopWaitForEventAction::WaitForScriptEvent(
	UObject* WorldContextObject, UTransientLoopComponent* Loop, const FString& EventName)
{
	UTransientLoopWaitForEventAction* Action = NewObject<UTransientLoopWaitForEventAction>();
	Action->EventName = EventName;
	Action->SetUp(WorldContextObject, Loop);
	return Action;
}

void UTransientLoopWaitForEventAction::HearEvent(const FString& Name, const FString& Payload)
{
	// Names of events are as scripts have them; FString compares without regard to case.
	if (EventName.IsEmpty() || Name.Equals(EventName))
	{
		Finish(Completed, Payload);
	}
}
