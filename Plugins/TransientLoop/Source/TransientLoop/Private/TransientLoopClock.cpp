// SPDX-License-Identifier: MIT
#include "TransientLoopClock.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopClock)
