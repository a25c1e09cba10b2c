// SPDX-License-Identifier: MIT
#include "Kismet/BlueprintFunctionLibrary.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(BlueprintFunctionLibrary)
