// SPDX-License-Identifier: MIT
#pragma once

#include "CoreTypes.h"

/** Counts the frames of the engine; who ticks a world himself counts them himself. */
extern uint64 GFrameCounter;
