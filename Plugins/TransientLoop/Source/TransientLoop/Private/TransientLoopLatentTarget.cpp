// SPDX-License-Identifier: MIT
#include "TransientLoopLatentTarget.h"

#include "TransientLoopEnvironment.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopLatentTarget)

void UTransientLoopLatentTarget::HandleResumed(int32 Linkage)
{
	if (FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment))
	{
		Found->GetLatentActions().HandleResumed(Linkage);
	}
}
