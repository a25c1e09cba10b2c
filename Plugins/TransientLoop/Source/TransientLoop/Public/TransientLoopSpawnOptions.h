// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopClock.h"
#include "TransientLoopErrorPolicy.h"
#include "TransientLoopSpawnOptions.generated.h"

/** What an actor is spawned with. What is about its loop counts only with a script. */
USTRUCT(BlueprintType)
struct FTransientLoopSpawnOptions
{
	GENERATED_BODY()

	/** Its label in the editor; everywhere else its name, which the engine makes of it and may give
	 * a number. Empty: a name of the engine's. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	FString Label;

	/** Centimetres. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	FVector Location = FVector::ZeroVector;

	/** Module of a script to run on a loop of the actor; empty for no loop. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	FString ScriptModule;

	/** A JSON object as text, or nothing. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	FString ScriptArguments;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	ETransientLoopErrorPolicy ErrorPolicy = ETransientLoopErrorPolicy::Report;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	ETransientLoopClock Clock = ETransientLoopClock::Game;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	bool bAutoStart = true;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop", AdvancedDisplay)
	bool bHibernate = false;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop", AdvancedDisplay)
	bool bBatch = false;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop", AdvancedDisplay)
	bool bTickEvenWhenPaused = true;

	/** 0 for the default of 10,000. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop", AdvancedDisplay,
		meta = (ClampMin = "0"))
	int32 TickBudgetSteps = 0;

	/** 0 for no bound. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop", AdvancedDisplay,
		meta = (ClampMin = "0.0", Units = "ms"))
	float TickBudgetMilliseconds = 0.0f;
};
