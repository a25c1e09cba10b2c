// SPDX-License-Identifier: MIT
#pragma once

#include "RecorderActor.h"
#include "LoopActor.generated.h"

/** A recorder actor whose class has a loop component, as that of a Blueprint has. */
UCLASS()
class ALoopActor : public ARecorderActor
{
	GENERATED_BODY()

public:
	ALoopActor();
};
