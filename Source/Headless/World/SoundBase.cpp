// SPDX-License-Identifier: MIT
#include "Sound/SoundBase.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(SoundBase)
