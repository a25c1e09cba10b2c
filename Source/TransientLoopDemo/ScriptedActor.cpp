// SPDX-License-Identifier: MIT
#include "ScriptedActor.h"

#include "TransientLoopComponent.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(ScriptedActor)

AScriptedActor::AScriptedActor()
{
	Loop = CreateDefaultSubobject<UTransientLoopComponent>(TEXT("Loop"));
}
