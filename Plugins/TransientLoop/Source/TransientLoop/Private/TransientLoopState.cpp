// SPDX-License-Identifier: MIT
#include "TransientLoopState.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopState)
