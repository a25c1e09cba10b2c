// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Sound/SoundWave.h"
#include "UObject/WeakObjectPtr.h"
#include "SoundWaveProcedural.generated.h"

class UAudioComponent;

/**
 * A sound that is made while it plays: bytes are queued, and the audio device takes them.
 *
 * Headless there is no device. The bytes are counted and not kept, and are gone when as much audio
 * time of the world has passed: it stops in pause and knows no dilation. Nothing is done for that
 * in a frame; it is worked out when somebody looks.
 */
UCLASS()
class USoundWaveProcedural : public USoundWave
{
	GENERATED_BODY()

public:
	/** Size in bytes of one sample. */
	int32 SampleByteSize = 2;

	void QueueAudio(const uint8* AudioData, const int32 BufferSize);
	void ResetAudio();
	/** Bytes that are queued and were not played yet. */
	int32 GetAvailableAudioByteCount();

	//~ Headless
	/** All bytes that were ever played. */
	int64 GetPlayedByteCount();

private:
	friend class UAudioComponent;

	void BeginPlayback(const UAudioComponent& Player);
	void EndPlayback();
	/** Takes away what has been played since the last look. */
	void PlayUntilNow();
	double Now() const;

	TWeakObjectPtr<const UAudioComponent> PlayingOn;
	int32 AvailableByteCount = 0;
	int64 PlayedByteCount = 0;
	/** Audio time up to which it has been played. */
	double PlayedUntil = 0.0;
};
