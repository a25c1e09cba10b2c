// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Engine/LatentActionManager.h"
#include "Kismet/BlueprintFunctionLibrary.h"
#include "KismetSystemLibrary.generated.h"

class APlayerController;

/** Calls that Blueprints make of the engine as a whole. */
UCLASS()
class UKismetSystemLibrary : public UBlueprintFunctionLibrary
{
	GENERATED_BODY()

public:
	/** Goes on after so many seconds of game time. While it counts, calling it again does nothing.
	 */
	UFUNCTION(BlueprintCallable, Category = "Utilities|FlowControl",
		meta = (Latent, WorldContext = "WorldContextObject", LatentInfo = "LatentInfo"))
	static void Delay(
		const UObject* WorldContextObject, float Duration, FLatentActionInfo LatentInfo);

	/** A command of the console, of the engine's own "quit" alone: it ends the game after the
	 * frame. Headless there are no players. */
	UFUNCTION(
		BlueprintCallable, Category = "Development", meta = (WorldContext = "WorldContextObject"))
	static void ExecuteConsoleCommand(const UObject* WorldContextObject, const FString& Command,
		APlayerController* SpecificPlayer = nullptr);
};
