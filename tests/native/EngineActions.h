// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/CancellableAsyncAction.h"
#include "LatentActions.h"
#include "EngineActions.generated.h"

DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FTestActionSignature, int32, Score);

/** An async action that ends when a test says so. */
UCLASS()
class UTestAsyncAction : public UCancellableAsyncAction
{
	GENERATED_BODY()

public:
	UPROPERTY(BlueprintAssignable, Category = "Test")
	FTestActionSignature OnSuccess;
};

namespace NativeTest
{
/** A latent action that goes on after so many updates, and tells what became of it. */
class FTestLatentAction : public FPendingLatentAction
{
public:
	FTestLatentAction(const FLatentActionInfo& InInfo, int32 InUpdates, TArray<FString>& InTold)
		: Info(InInfo)
		, Updates(InUpdates)
		, Told(InTold)
	{
	}
	virtual ~FTestLatentAction() override
	{
		Told.Add(TEXT("deleted"));
	}
	virtual void UpdateOperation(FLatentResponse& Response) override
	{
		Response.FinishAndTriggerIf(--Updates <= 0, Info.ExecutionFunction, Info.Linkage,
			FWeakObjectPtr(Info.CallbackTarget.Get()));
	}
	virtual void NotifyObjectDestroyed() override
	{
		Told.Add(TEXT("destroyed"));
	}
	virtual void NotifyActionAborted() override
	{
		Told.Add(TEXT("aborted"));
	}

private:
	FLatentActionInfo Info;
	int32 Updates;
	TArray<FString>& Told;
};
}
