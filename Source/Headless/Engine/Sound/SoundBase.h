// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"
#include "SoundBase.generated.h"

/** Sources, as for all that is about sound: docs/unreal-api.md. */
#define INDEFINITELY_LOOPING_DURATION (10000.0f)

/** What an audio component can play. */
UCLASS(BlueprintType, Abstract)
class USoundBase : public UObject
{
	GENERATED_BODY()

public:
	/** In seconds. */
	float Duration = 0.f;
};
