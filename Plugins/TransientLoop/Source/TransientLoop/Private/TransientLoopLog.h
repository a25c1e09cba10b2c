// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Logging/LogMacros.h"

DECLARE_LOG_CATEGORY_EXTERN(LogTransientLoop, Log, All);
