// SPDX-License-Identifier: MIT
#include "TransientLoopEndReason.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopEndReason)

namespace TransientLoop
{
ETransientLoopEndReason ToEndReason(EEndPlayReason::Type EndPlayReason)
{
	switch (EndPlayReason)
	{
	case EEndPlayReason::LevelTransition:
		return ETransientLoopEndReason::LevelTransition;
	case EEndPlayReason::EndPlayInEditor:
		return ETransientLoopEndReason::EndPlayInEditor;
	case EEndPlayReason::RemovedFromWorld:
		return ETransientLoopEndReason::RemovedFromWorld;
	case EEndPlayReason::Quit:
		return ETransientLoopEndReason::Quit;
	default:
		return ETransientLoopEndReason::Destroyed;
	}
}
}
