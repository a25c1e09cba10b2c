// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopClock.generated.h"

/** Which time a loop's default time follows: what scripts read as self.now and sleep on unless they
 * say otherwise. LOOP_CLOCKS in loop-setting.ts is the same list. */
UENUM(BlueprintType)
enum class ETransientLoopClock : uint8
{
	/** The actor's game time: stands in pause, follows dilation. */
	Game,
	/** Follows dilation, and goes on in pause. */
	Unpaused,
	/** Real seconds: follows neither pause nor dilation, and no hitch is cut. */
	Real
};
