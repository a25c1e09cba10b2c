// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/CancellableAsyncAction.h"
#include "TimerManager.h"
#include "CountdownAction.generated.h"

DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FCountdownSignature, int32, SecondsCounted);

/** An async action of the demo: counts down seconds of game time, and lifts off or does not. */
UCLASS()
class TRANSIENTLOOPDEMO_API UCountdownAction : public UCancellableAsyncAction
{
	GENERATED_BODY()

public:
	/** Called once, with the seconds that were counted. */
	UPROPERTY(BlueprintAssignable, Category = "TransientLoop|Demo")
	FCountdownSignature OnLiftOff;

	/** Called instead of it where the countdown is to fail. */
	UPROPERTY(BlueprintAssignable, Category = "TransientLoop|Demo")
	FCountdownSignature OnAborted;

	UFUNCTION(BlueprintCallable, Category = "TransientLoop|Demo",
		meta = (BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject"))
	static UCountdownAction* Countdown(UObject* WorldContextObject, int32 Seconds, bool bFails);

	//~ UBlueprintAsyncActionBase
	virtual void Activate() override;

	//~ UCancellableAsyncAction
	virtual void Cancel() override;

private:
	void Count();

	FTimerHandle Timer;
	int32 SecondsLeft = 0;
	int32 SecondsCounted = 0;
	bool bFailsAtEnd = false;
};
