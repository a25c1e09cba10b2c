// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/DeveloperSettings.h"
#include "TransientLoopSettings.generated.h"

/** Project settings of the plugin, kept in DefaultGame.ini. */
UCLASS(Config = Game, DefaultConfig, meta = (DisplayName = "Transient Loop"))
class TRANSIENTLOOP_API UTransientLoopSettings : public UDeveloperSettings
{
	GENERATED_BODY()

public:
	/** The page stands under "Plugins". */
	virtual FName GetCategoryName() const override;

	/** Folder below Content that PuerTS loads scripts from. */
	UPROPERTY(Config, EditAnywhere, Category = "Scripts")
	FString ScriptRoot = TEXT("JavaScript");

	/** Module that sets up the loops when an environment starts. */
	UPROPERTY(Config, EditAnywhere, Category = "Scripts")
	FString EnvironmentModule = TEXT("hosts/unreal/environment");

	/** Steps that all loops of a game instance do in one frame together; 0 for no bound. Scripts
	 * may change it. */
	UPROPERTY(Config, EditAnywhere, Category = "Budget", meta = (ClampMin = "0"))
	int32 WorldBudgetSteps = 0;

	/** Milliseconds that all loops of a game instance may take in one frame together; 0 for no
	 * bound. Scripts may change it. */
	UPROPERTY(Config, EditAnywhere, Category = "Budget", meta = (ClampMin = "0.0", Units = "ms"))
	float WorldBudgetMilliseconds = 0.0f;
};
