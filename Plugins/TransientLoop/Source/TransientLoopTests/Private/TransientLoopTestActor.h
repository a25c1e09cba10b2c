// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "Templates/Function.h"
#include "TransientLoopEndReason.h"
#include "TransientLoopTestActor.generated.h"

class FTransientLoopStory;
class UTransientLoopComponent;

/** An actor with a loop, which tells a story of what becomes of it: "A begins", "A ticks", "A ends:
 * Destroyed". */
UCLASS(Transient)
class ATransientLoopTestActor : public AActor
{
	GENERATED_BODY()

public:
	ATransientLoopTestActor();

	/** Named so in the story. Set before its components are initialised. */
	void Join(FTransientLoopStory& InStory, const FString& InName);
	/** Adds another loop, which begins when it is registered. */
	UTransientLoopComponent* AddLoop();

	UPROPERTY()
	TObjectPtr<UTransientLoopComponent> Loop;

	/** Called in BeginPlay, before its Super. */
	TFunction<void()> OnBeginPlay;
	/** Called in the actor's own tick. */
	TFunction<void()> OnTick;

	/** Seconds of the loop's time in its last tick. */
	double Seconds = 0.0;

	//~ AActor
	virtual void PreInitializeComponents() override;
	virtual void Tick(float DeltaSeconds) override;

protected:
	virtual void BeginPlay() override;

private:
	void Listen(UTransientLoopComponent& Component);
	void Tell(const FString& What) const;

	UFUNCTION()
	void HandleLoopStarted();
	UFUNCTION()
	void HandleLoopEnded(ETransientLoopEndReason Reason);
	UFUNCTION()
	void HandleScriptEvent(const FString& EventName, const FString& Payload);

	FTransientLoopStory* Story = nullptr;
	FString StoryName;
};
