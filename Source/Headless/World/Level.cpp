// SPDX-License-Identifier: MIT
#include "Engine/Level.h"

#include "Engine/LevelStreamingDynamic.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(Level)
#include UE_INLINE_GENERATED_CPP_BY_NAME(LevelStreaming)
#include UE_INLINE_GENERATED_CPP_BY_NAME(LevelStreamingDynamic)
