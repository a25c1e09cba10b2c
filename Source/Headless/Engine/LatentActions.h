// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/LatentActionManager.h"
#include "UObject/WeakObjectPtr.h"

/** What an action says of itself in an update: that it is done, and where to go on. */
struct FLatentResponse
{
	explicit FLatentResponse(float InElapsedTime)
		: Elapsed(InElapsedTime)
	{
	}

	float ElapsedTime() const
	{
		return Elapsed;
	}
	FLatentResponse& DoneIf(bool Condition)
	{
		bRemoveAction = Condition;
		return *this;
	}
	FLatentResponse& TriggerLink(
		FName ExecutionFunction, int32 LinkID, const FWeakObjectPtr& InCallbackTarget)
	{
		Links.Add(FLink{ExecutionFunction, LinkID, InCallbackTarget});
		return *this;
	}
	FLatentResponse& FinishAndTriggerIf(bool Condition, FName ExecutionFunction, int32 LinkID,
		const FWeakObjectPtr& InCallbackTarget)
	{
		bRemoveAction = Condition;
		return Condition ? TriggerLink(ExecutionFunction, LinkID, InCallbackTarget) : *this;
	}

private:
	friend struct FLatentActionManager;

	struct FLink
	{
		FName ExecutionFunction;
		int32 LinkID;
		FWeakObjectPtr CallbackTarget;
	};

	TArray<FLink> Links;
	float Elapsed;
	bool bRemoveAction = false;
};

/** A latent action that is under way. The manager deletes it. */
class FPendingLatentAction
{
public:
	FPendingLatentAction() = default;
	virtual ~FPendingLatentAction() = default;
	UE_NONCOPYABLE(FPendingLatentAction);

	virtual void UpdateOperation(FLatentResponse& Response)
	{
		Response.DoneIf(true);
	}
	/** The object it belongs to is garbage. */
	virtual void NotifyObjectDestroyed()
	{
	}
	/** It is removed before it was done. */
	virtual void NotifyActionAborted()
	{
	}
#if WITH_EDITOR
	virtual FString GetDescription() const
	{
		return TEXT("Not implemented");
	}
#endif
};
