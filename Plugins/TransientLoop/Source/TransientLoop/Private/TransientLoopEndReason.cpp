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

FString ToText(ETransientLoopEndReason Reason)
{
	switch (Reason)
	{
	case ETransientLoopEndReason::Destroyed:
		return TEXT("destroyed");
	case ETransientLoopEndReason::LevelTransition:
		return TEXT("level-transition");
	case ETransientLoopEndReason::EndPlayInEditor:
		return TEXT("end-play-in-editor");
	case ETransientLoopEndReason::RemovedFromWorld:
		return TEXT("removed-from-world");
	case ETransientLoopEndReason::Quit:
		return TEXT("quit");
	case ETransientLoopEndReason::Restarted:
		return TEXT("restarted");
	case ETransientLoopEndReason::EnvironmentLost:
		return TEXT("environment-lost");
	default:
		return TEXT("stopped");
	}
}
}
