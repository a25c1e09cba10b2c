// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Kismet/BlueprintFunctionLibrary.h"
#include "TransientLoopSpawnOptions.h"
#include "TransientLoopWorldLibrary.generated.h"

class AActor;

/** What scripts do with the world they are in: `self.world`. For Blueprints as well. */
UCLASS()
class TRANSIENTLOOP_API UTransientLoopWorldLibrary : public UBlueprintFunctionLibrary
{
	GENERATED_BODY()

public:
	/** A class of actors: a native one by its name without prefix, such as "Character", one of a
	 * Blueprint by its path, such as "/Game/Blueprints/BP_Car". Null if there is none. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	static UClass* FindActorClass(const FString& Name);

	/**
	 * Spawns an actor, which begins play inside the call where the world plays.
	 *
	 * With a script it gets a loop component of these options; one that a native class brings
	 * takes them. One that a Blueprint class brings is made later, and stays as the Blueprint says:
	 * a second loop beside this one. Null, with the reason in Error, if the world refuses, because
	 * it is tearing down, or if the actor ended while it began.
	 */
	UFUNCTION(
		BlueprintCallable, Category = "TransientLoop", meta = (WorldContext = "WorldContextObject"))
	static AActor* SpawnScriptedActor(const UObject* WorldContextObject, UClass* ActorClass,
		const FTransientLoopSpawnOptions& Options, FString& Error);

	/** The first actor of this label; in a game that is not in the editor, of this name, or of the
	 * one that a spawn makes of it. Null if there is none. */
	UFUNCTION(
		BlueprintCallable, Category = "TransientLoop", meta = (WorldContext = "WorldContextObject"))
	static AActor* FindActorByLabel(const UObject* WorldContextObject, const FString& Label);

	/** All actors of the levels that are visible. */
	UFUNCTION(
		BlueprintCallable, Category = "TransientLoop", meta = (WorldContext = "WorldContextObject"))
	static TArray<AActor*> GetWorldActors(const UObject* WorldContextObject);

	/** False as well if no streamed level has this name. */
	UFUNCTION(
		BlueprintCallable, Category = "TransientLoop", meta = (WorldContext = "WorldContextObject"))
	static bool IsStreamedLevelVisible(const UObject* WorldContextObject, FName Level);

	/** Streams a level in or out, in one of the next frames; out, it stays loaded. False if no
	 * streamed level has this name. */
	UFUNCTION(
		BlueprintCallable, Category = "TransientLoop", meta = (WorldContext = "WorldContextObject"))
	static bool SetStreamedLevelVisible(
		const UObject* WorldContextObject, FName Level, bool bVisible);

	/** Ends the game, in the editor its session of play. False where nothing plays. */
	UFUNCTION(
		BlueprintCallable, Category = "TransientLoop", meta = (WorldContext = "WorldContextObject"))
	static bool EndGame(const UObject* WorldContextObject);
};
