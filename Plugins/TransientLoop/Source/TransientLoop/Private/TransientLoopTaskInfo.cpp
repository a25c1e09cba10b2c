// SPDX-License-Identifier: MIT
#include "TransientLoopTaskInfo.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopTaskInfo)
