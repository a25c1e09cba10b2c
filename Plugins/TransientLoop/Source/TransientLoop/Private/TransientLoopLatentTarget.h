// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"
#include "TransientLoopLatentTarget.generated.h"

/** Where a latent action that script waits for goes on. One at a time. */
UCLASS()
class UTransientLoopLatentTarget : public UObject
{
	GENERATED_BODY()

public:
	/** The engine calls it by its name. */
	UFUNCTION()
	void HandleResumed(int32 Linkage);

	/** Number of the environment that waits. */
	int32 Environment = INDEX_NONE;
};
