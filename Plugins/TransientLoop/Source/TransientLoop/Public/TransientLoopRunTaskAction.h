// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopAction.h"
#include "TransientLoopRunTaskAction.generated.h"

/** The node "Run TypeScript Task": starts a task that a script exports, and waits for its end. */
UCLASS(meta = (DisplayName = "Run TypeScript Task"))
class TRANSIENTLOOP_API UTransientLoopRunTaskAction : public UTransientLoopAction
{
	GENERATED_BODY()

public:
	/**
	 * Starts a task on a loop that runs. Completed gives its result as JSON, Failed its message,
	 * Cancelled the reason; a failure is not reported besides. Cancel cancels the task.
	 */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop",
		meta = (BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject",
			DisplayName = "Run TypeScript Task"))
	static UTransientLoopRunTaskAction* RunTypeScriptTask(
		UObject* WorldContextObject, UTransientLoopComponent* Loop, const FString& ExportName);

	virtual void HearTaskStarts(int32 StartedTask) override;
	virtual bool HearTask(
		int32 EndedTask, ETransientLoopTaskOutcome Outcome, const FString& Text) override;

protected:
	virtual void Begin(UTransientLoopComponent& Loop) override;
	virtual void Withdraw(UTransientLoopComponent& Loop) override;

private:
	FString ExportName;
	bool bStarting = false;
	/** 0 until the task is started. */
	int32 TaskNumber = 0;
};
