// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"
#include "BlueprintFunctionLibrary.generated.h"

/** Static functions that any Blueprint can call. */
UCLASS(Abstract)
class UBlueprintFunctionLibrary : public UObject
{
	GENERATED_BODY()
};
