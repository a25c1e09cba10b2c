// SPDX-License-Identifier: MIT
#include "GameFramework/GameModeBase.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(GameModeBase)
