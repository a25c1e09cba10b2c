// SPDX-License-Identifier: MIT
#include "Components/SceneComponent.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(SceneComponent)
