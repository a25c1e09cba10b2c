// SPDX-License-Identifier: MIT
#include "TransientLoopAction.h"

#include "TransientLoopComponent.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopAction)

void UTransientLoopAction::SetUp(const UObject* WorldContextObject, UTransientLoopComponent* Loop)
{
	Component = Loop;
	RegisterWithGameInstance(WorldContextObject);
}

void UTransientLoopAction::Activate()
{
	UTransientLoopComponent* Loop = Component.Get();
	if (Loop == nullptr)
	{
		Finish(Failed, TEXT("Expected a loop component, but got none"));
	}
	else if (!Loop->IsLoopRunning())
	{
		Finish(Failed, FString::Printf(TEXT("%s: expected a loop that runs, but none does"),
						   *GetPathNameSafe(Loop)));
	}
	else
	{
		Loop->AddAction(*this);
		Begin(*Loop);
	}
}

void UTransientLoopAction::Cancel()
{
	if (!bDone)
	{
		if (UTransientLoopComponent* Loop = Component.Get())
		{
			Withdraw(*Loop);
		}
		Finish(Cancelled, TEXT("cancelled"));
	}
	Super::Cancel();
}

void UTransientLoopAction::SetReadyToDestroy()
{
	// Also called by the end of the game instance: nothing may fire after that.
	bDone = true;
	if (UTransientLoopComponent* Loop = Component.Get())
	{
		Loop->RemoveAction(*this);
	}
	Super::SetReadyToDestroy();
}

void UTransientLoopAction::BeginDestroy()
{
	// First: the base cancels, and nobody may hear of that from an object that goes.
	bDone = true;
	Super::BeginDestroy();
}

void UTransientLoopAction::HearTaskStarts(int32)
{
}

bool UTransientLoopAction::HearTask(int32, ETransientLoopTaskOutcome, const FString&)
{
	return false;
}

void UTransientLoopAction::HearEvent(const FString&, const FString&)
{
}

void UTransientLoopAction::HearEnd(ETransientLoopEndReason Reason)
{
	Finish(Cancelled, TransientLoop::ToText(Reason));
}

void UTransientLoopAction::Begin(UTransientLoopComponent&)
{
}

void UTransientLoopAction::Withdraw(UTransientLoopComponent&)
{
}

void UTransientLoopAction::Finish(FTransientLoopActionPin& Pin, const FString& Text)
{
	if (bDone)
	{
		return;
	}
	bDone = true;
	Pin.Broadcast(Text);
	SetReadyToDestroy();
}
