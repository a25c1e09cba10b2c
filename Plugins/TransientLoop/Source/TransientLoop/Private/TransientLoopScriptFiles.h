// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

namespace TransientLoop
{
/** The modules of all scripts below the project's script root, by name, in alphabetical order. */
TArray<FString> FindScripts();
}
