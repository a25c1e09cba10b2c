// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Kismet/BlueprintAsyncActionBase.h"
#include "CancellableAsyncAction.generated.h"

class FTimerManager;

/** An async action that can be told to stop. */
UCLASS(Abstract)
class UCancellableAsyncAction : public UBlueprintAsyncActionBase
{
	GENERATED_BODY()

public:
	UFUNCTION(BlueprintCallable, Category = "Async Action")
	virtual void Cancel();

	UFUNCTION(BlueprintCallable, Category = "Async Action")
	virtual bool IsActive() const;

	virtual bool ShouldBroadcastDelegates() const;
	bool IsRegistered() const;
	FTimerManager* GetTimerManager() const;

	virtual void BeginDestroy() override;
};
