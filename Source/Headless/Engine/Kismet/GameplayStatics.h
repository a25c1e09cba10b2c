// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Kismet/BlueprintFunctionLibrary.h"
#include "GameplayStatics.generated.h"

class ULevelStreaming;

/** Calls about the world an object is in. */
UCLASS()
class UGameplayStatics : public UBlueprintFunctionLibrary
{
	GENERATED_BODY()

public:
	/** Takes effect at the next world tick. */
	static bool SetGamePaused(const UObject* WorldContextObject, bool bPaused);
	static bool IsGamePaused(const UObject* WorldContextObject);
	static void SetGlobalTimeDilation(const UObject* WorldContextObject, float TimeDilation);
	static float GetGlobalTimeDilation(const UObject* WorldContextObject);
	/** Stored; the next engine tick performs it before the world ticks again. */
	static void OpenLevel(const UObject* WorldContextObject, FName LevelName, bool bAbsolute = true,
		FString Options = FString());
	/** Null if no streamed level has this name. */
	static ULevelStreaming* GetStreamingLevel(const UObject* WorldContextObject, FName PackageName);
	static double GetTimeSeconds(const UObject* WorldContextObject);
	static double GetUnpausedTimeSeconds(const UObject* WorldContextObject);
	static double GetRealTimeSeconds(const UObject* WorldContextObject);
};
