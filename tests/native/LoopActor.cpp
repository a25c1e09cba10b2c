// SPDX-License-Identifier: MIT
#include "LoopActor.h"

#include "TransientLoopComponent.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(LoopActor)

ALoopActor::ALoopActor()
{
	CreateDefaultSubobject<UTransientLoopComponent>(TEXT("Loop"));
}
