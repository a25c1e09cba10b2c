// SPDX-License-Identifier: MIT
#include "TransientLoopWatcher.h"

#include "TransientLoopWatches.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopWatcher)

void UTransientLoopWatcher::HandleActorEndPlay(AActor* Actor, EEndPlayReason::Type)
{
	if (Watches != nullptr)
	{
		Watches->HandleActorEndPlay(Actor);
	}
}
