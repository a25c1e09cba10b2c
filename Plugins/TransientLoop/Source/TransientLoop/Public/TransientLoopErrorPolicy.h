// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopErrorPolicy.generated.h"

/**
 * What happens when a task fails and nobody waited for it. It is reported first, whatever follows.
 *
 * ERROR_POLICIES in error-policy.ts is the same list.
 */
UENUM(BlueprintType)
enum class ETransientLoopErrorPolicy : uint8
{
	/** The report is all: the other tasks of the loop go on. */
	Report,
	/** The loop ends with reason Stopped; its actor goes on without it. */
	EndLoop,
	/** The actor that owns the component is destroyed. */
	DestroyActor
};
