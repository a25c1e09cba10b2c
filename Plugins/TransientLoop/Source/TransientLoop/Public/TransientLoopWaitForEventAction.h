// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopAction.h"
#include "TransientLoopWaitForEventAction.generated.h"

/** The node "Wait For Script Event": waits for the next event that a script posts. */
UCLASS(meta = (DisplayName = "Wait For Script Event"))
class TRANSIENTLOOP_API UTransientLoopWaitForEventAction : public UTransientLoopAction
{
	GENERATED_BODY()

public:
	/**
	 * Waits for the next self.post of this name, any for an empty one. Completed gives its payload
	 * as JSON, Cancelled the reason of the loop's end, Failed says that no loop runs.
	 */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop",
		meta = (BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject",
			DisplayName = "Wait For Script Event"))
	static UTransientLoopWaitForEventAction* WaitForScriptEvent(
		UObject* WorldContextObject, UTransientLoopComponent* Loop, const FString& EventName);

	virtual void HearEvent(const FString& Name, const FString& Payload) override;

private:
	FString EventName;
};
