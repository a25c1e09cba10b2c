// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/EngineTypes.h"
#include "TransientLoopEndReason.generated.h"

/**
 * Why a loop ended; its tasks are told. The first five are the engine's EEndPlayReason, in its
 * order.
 *
 * The numbers cross to TypeScript: END_REASONS in end-reason.ts is the same list.
 */
UENUM(BlueprintType)
enum class ETransientLoopEndReason : uint8
{
	Destroyed,
	LevelTransition,
	EndPlayInEditor,
	RemovedFromWorld,
	Quit,
	Stopped,
	Restarted,
	EnvironmentLost
};

namespace TransientLoop
{
/** The end reason that stands for the engine's. */
TRANSIENTLOOP_API ETransientLoopEndReason ToEndReason(EEndPlayReason::Type EndPlayReason);

/** As scripts read it, such as "level-transition". */
TRANSIENTLOOP_API FString ToText(ETransientLoopEndReason Reason);
}
