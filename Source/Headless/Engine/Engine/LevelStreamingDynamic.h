// SPDX-License-Identifier: MIT
#pragma once

#include "Engine/LevelStreaming.h"
#include "LevelStreamingDynamic.generated.h"

/** A streamed level that is controlled at run time. */
UCLASS()
class ULevelStreamingDynamic : public ULevelStreaming
{
	GENERATED_BODY()
};
