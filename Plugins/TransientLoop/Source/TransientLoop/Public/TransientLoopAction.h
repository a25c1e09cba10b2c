// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/CancellableAsyncAction.h"
#include "TransientLoopEndReason.h"
#include "TransientLoopTaskInfo.h"
#include "TransientLoopAction.generated.h"

class UTransientLoopComponent;

DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FTransientLoopActionPin, const FString&, Text);

/**
 * An async node that waits for something of one loop: exactly one of its pins fires.
 *
 * It ends with the loop: inside EndPlay at the latest, and nothing fires after that.
 */
UCLASS(Abstract)
class TRANSIENTLOOP_API UTransientLoopAction : public UCancellableAsyncAction
{
	GENERATED_BODY()

public:
	/** What was waited for is there. The text is JSON, or empty. */
	UPROPERTY(BlueprintAssignable, Category = "TransientLoop")
	FTransientLoopActionPin Completed;

	/** It will not come, because something failed. The text says what. */
	UPROPERTY(BlueprintAssignable, Category = "TransientLoop")
	FTransientLoopActionPin Failed;

	/** It will not come, because somebody cancelled it, or the loop ended. The text is the reason.
	 */
	UPROPERTY(BlueprintAssignable, Category = "TransientLoop")
	FTransientLoopActionPin Cancelled;

	/** Gives up what it waits for; Cancelled fires with reason "cancelled", unless another pin has
	 * fired. */
	virtual void Cancel() override;

	virtual void Activate() override;
	virtual void SetReadyToDestroy() override;
	virtual void BeginDestroy() override;

	//~ For the component

	virtual void HearTaskStarts(int32 TaskNumber);
	/** True if it waits for that very task. */
	virtual bool HearTask(int32 TaskNumber, ETransientLoopTaskOutcome Outcome, const FString& Text);
	virtual void HearEvent(const FString& Name, const FString& Payload);
	void HearEnd(ETransientLoopEndReason Reason);

protected:
	/** Begins to wait; the loop runs. */
	virtual void Begin(UTransientLoopComponent& Loop);

	/** Gives up what it waits for in the loop. A pin may fire meanwhile. */
	virtual void Withdraw(UTransientLoopComponent& Loop);

	/** Fires a pin, and is done. The second call does nothing. */
	void Finish(FTransientLoopActionPin& Pin, const FString& Text);

	/** Registered with the game instance, so that it lives until it is done. */
	void SetUp(const UObject* WorldContextObject, UTransientLoopComponent* Loop);

private:
	TWeakObjectPtr<UTransientLoopComponent> Component;
	bool bDone = false;
};
