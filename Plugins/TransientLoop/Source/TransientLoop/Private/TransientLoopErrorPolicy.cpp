// SPDX-License-Identifier: MIT
#include "TransientLoopErrorPolicy.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopErrorPolicy)
