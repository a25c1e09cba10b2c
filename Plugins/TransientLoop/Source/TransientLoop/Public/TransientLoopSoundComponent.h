// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Components/ActorComponent.h"
#include "TransientLoopSoundComponent.generated.h"

class AActor;
class UAudioComponent;
class USoundWaveProcedural;

/**
 * The sound that scripts make: samples are queued, and play on the actor's audio component.
 *
 * Place a UAudioComponent on the actor to decide where and how loud it is heard. Without one it
 * gets one that is heard everywhere.
 */
UCLASS(ClassGroup = (Scripting), meta = (BlueprintSpawnableComponent))
class TRANSIENTLOOP_API UTransientLoopSoundComponent : public UActorComponent
{
	GENERATED_BODY()

public:
	/** Most sound that may wait, in seconds. Where no device plays, such as on a server, nothing
	 * else would end it. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "TransientLoop")
	double MaxQueuedSeconds = 30.0;

	/**
	 * Gets the sound of an actor, by number; adds a component if it has none.
	 *
	 * A number is never given twice, and means nothing once play has ended for the component.
	 * Returns 0 for an actor that has not begun play or has ended it.
	 */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	static int32 FindOrAddSound(AActor* Actor);

	/** Null once play has ended for it. */
	static UTransientLoopSoundComponent* FindSound(int32 Sound);

	/**
	 * Queues 16-bit samples, channels interleaved, and plays them after what is queued already.
	 *
	 * Another sample rate or number of channels drops what is queued. Returns false, and queues
	 * nothing, if too much is waiting or the numbers make no sense.
	 */
	bool QueueAudio(const int16* Samples, int32 NumSamples, int32 SampleRate, int32 NumChannels);

	/** Seconds of sound that wait to be played. */
	UFUNCTION(BlueprintPure, Category = "TransientLoop")
	double GetQueuedSeconds() const;

	/** How often sound came too late: everything before it had been played. */
	UFUNCTION(BlueprintPure, Category = "TransientLoop")
	int32 GetUnderruns() const;

	/** Falls silent at once; what is queued is dropped. */
	UFUNCTION(BlueprintCallable, Category = "TransientLoop")
	void StopAudio();

	//~ UActorComponent
	virtual void BeginPlay() override;
	virtual void EndPlay(const EEndPlayReason::Type EndPlayReason) override;
	virtual void BeginDestroy() override;

private:
	void MakeWave(int32 SampleRate, int32 NumChannels);
	void FindOrAddPlayer();
	void Forget();

	UPROPERTY(Transient)
	TObjectPtr<USoundWaveProcedural> Wave;

	UPROPERTY(Transient)
	TObjectPtr<UAudioComponent> Player;

	/** Of the wave. */
	int32 WaveSampleRate = 0;
	int32 WaveChannels = 0;

	int32 Underruns = 0;
	/** 0 until somebody asks for it. */
	int32 SoundNumber = 0;
	bool bEnded = false;
};
