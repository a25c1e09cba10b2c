// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

/** What a task above the actors ends with, innermost first; LOOP_SCOPES in loop-scope.ts is the
 * same. */
enum class ETransientLoopScope : uint8
{
	/** The level of its actor, when that is streamed out or hidden, and with its world at the
	 * latest. */
	Level,
	World,
	/** The game instance, over all its worlds. */
	Game,
	/** The hub: the last of all. */
	Hub
};
