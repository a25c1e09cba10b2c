// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopState.generated.h"

/** What a component's loop does; LOOP_STATES in loop-state.ts is the same list. */
UENUM(BlueprintType)
enum class ETransientLoopState : uint8
{
	/** Nobody has started it. */
	NotStarted,
	/** It lives; its tasks may stand still. */
	Running,
	/** Its tasks are being ended. */
	Ending,
	/** It has ended, and its script begins afresh in the component's next tick. */
	Restarting,
	/** It is gone; it may be started again. */
	Ended
};
