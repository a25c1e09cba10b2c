// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Sound/SoundBase.h"
#include "SoundWave.generated.h"

/** Samples of sound. */
UCLASS(BlueprintType)
class USoundWave : public USoundBase
{
	GENERATED_BODY()

public:
	USoundWave();

	int32 NumChannels = 0;
	uint8 bLooping : 1;

	/** The second parameter came with a later version of the engine. */
	void SetSampleRate(uint32 InSampleRate, const bool bFromDecoders = false);

protected:
	int32 SampleRate = 44100;
};
