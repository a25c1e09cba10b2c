// SPDX-License-Identifier: MIT
#include "Sound/SoundWave.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(SoundWave)

USoundWave::USoundWave()
	: bLooping(0)
{
}

void USoundWave::SetSampleRate(uint32 InSampleRate, const bool)
{
	SampleRate = static_cast<int32>(InSampleRate);
}
