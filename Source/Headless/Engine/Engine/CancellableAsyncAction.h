// SPDX-License-Identifier: MIT
#pragma once

#include "Kismet/BlueprintAsyncActionBase.h"
#include "CancellableAsyncAction.generated.h"

/**
 * An async node that may be cancelled.
 *
 * Source:
 * https://dev.epicgames.com/documentation/en-us/unreal-engine/API/Runtime/Engine/UCancellableAsyncAction
 */
UCLASS(Abstract)
class UCancellableAsyncAction : public UBlueprintAsyncActionBase
{
	GENERATED_BODY()

public:
	virtual void Cancel();
	virtual bool IsActive() const;
	virtual bool ShouldBroadcastDelegates() const;
	bool IsRegistered() const;
	virtual void BeginDestroy() override;
};
