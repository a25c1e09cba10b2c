// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "LatentActions.h"

/**
 * A latent action beside one that script waits for: the engine tells an action that it is dropped,
 * and never its target.
 */
class FTransientLoopLatentGuard : public FPendingLatentAction
{
public:
	FTransientLoopLatentGuard(int32 InEnvironment, int32 InNumber);
	virtual ~FTransientLoopLatentGuard() override;

	//~ FPendingLatentAction
	virtual void UpdateOperation(FLatentResponse& Response) override;
	virtual void NotifyObjectDestroyed() override;
	virtual void NotifyActionAborted() override;
#if WITH_EDITOR
	virtual FString GetDescription() const override;
#endif

private:
	void TellAborted() const;

	int32 Environment;
	int32 Number;
};
