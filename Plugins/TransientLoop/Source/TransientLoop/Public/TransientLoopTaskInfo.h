// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopTaskInfo.generated.h"

/** What a task does; STATES in task-state.ts is the same list, without the first. */
UENUM(BlueprintType)
enum class ETransientLoopTaskState : uint8
{
	/** There is none of this number, or it is over and forgotten. */
	NotFound,
	/** Its body is not entered yet. */
	WaitingToStart,
	Running,
	/** Its body is over, its children are not. */
	Finishing,
	Succeeded,
	Failed,
	Cancelled
};

/** How a task ended, as script tells it; TaskOutcome in blueprint-binding.ts holds the same
 * numbers. */
UENUM(BlueprintType)
enum class ETransientLoopTaskOutcome : uint8
{
	Finished,
	Failed,
	Cancelled
};

/** A line of the list of tasks. */
USTRUCT(BlueprintType)
struct FTransientLoopTaskInfo
{
	GENERATED_BODY()

	UPROPERTY(BlueprintReadOnly, Category = "TransientLoop")
	int32 Number = 0;

	/** Of the task above it; 0 for none. */
	UPROPERTY(BlueprintReadOnly, Category = "TransientLoop")
	int32 Parent = 0;

	UPROPERTY(BlueprintReadOnly, Category = "TransientLoop")
	ETransientLoopTaskState State = ETransientLoopTaskState::NotFound;

	UPROPERTY(BlueprintReadOnly, Category = "TransientLoop")
	FString Name;

	/** In a few words; empty if it waits for nothing. */
	UPROPERTY(BlueprintReadOnly, Category = "TransientLoop")
	FString WaitsFor;
};
