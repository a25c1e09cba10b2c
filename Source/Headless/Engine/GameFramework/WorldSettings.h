// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "WorldSettings.generated.h"

class AGameModeBase;

/** The time settings of a world. */
UCLASS()
class AWorldSettings : public AActor
{
	GENERATED_BODY()

public:
	/** The rules that SetGameMode begins with. */
	TSubclassOf<AGameModeBase> DefaultGameMode;
	float TimeDilation = 1.f;
	float CinematicTimeDilation = 1.f;
	float DemoPlayTimeDilation = 1.f;
	float MinGlobalTimeDilation = 0.0001f;
	float MaxGlobalTimeDilation = 20.f;
	float MinUndilatedFrameTime = 0.0005f;
	float MaxUndilatedFrameTime = 0.4f;

	float GetEffectiveTimeDilation() const;
	/** Clamps, and returns what was set. */
	virtual float SetTimeDilation(float NewTimeDilation);
	virtual float FixupDeltaSeconds(float DeltaSeconds, float RealDeltaSeconds);
};
