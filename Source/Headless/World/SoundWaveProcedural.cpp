// SPDX-License-Identifier: MIT
#include "Sound/SoundWaveProcedural.h"

#include "Components/AudioComponent.h"
#include "Engine/World.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(SoundWaveProcedural)

void USoundWaveProcedural::QueueAudio(const uint8* AudioData, const int32 BufferSize)
{
	if (AudioData == nullptr || BufferSize <= 0)
	{
		return;
	}
	checkf(BufferSize % SampleByteSize == 0, TEXT("Expected whole samples, but got %d bytes of %d"),
		BufferSize, SampleByteSize);
	PlayUntilNow();
	AvailableByteCount += BufferSize;
}

void USoundWaveProcedural::ResetAudio()
{
	PlayUntilNow();
	AvailableByteCount = 0;
}

int32 USoundWaveProcedural::GetAvailableAudioByteCount()
{
	PlayUntilNow();
	return AvailableByteCount;
}

int64 USoundWaveProcedural::GetPlayedByteCount()
{
	PlayUntilNow();
	return PlayedByteCount;
}

void USoundWaveProcedural::BeginPlayback(const UAudioComponent& Player)
{
	PlayUntilNow();
	PlayingOn = &Player;
	PlayedUntil = Now();
}

void USoundWaveProcedural::EndPlayback()
{
	PlayUntilNow();
	PlayingOn = nullptr;
}

void USoundWaveProcedural::PlayUntilNow()
{
	if (!PlayingOn.IsValid())
	{
		return;
	}
	const double Passed = FMath::Max(0.0, Now() - PlayedUntil);
	const int32 FrameBytes = SampleByteSize * FMath::Max(1, NumChannels);
	const int64 DueFrames = static_cast<int64>(Passed * SampleRate);
	const int64 Frames = FMath::Min(DueFrames, static_cast<int64>(AvailableByteCount) / FrameBytes);
	AvailableByteCount -= static_cast<int32>(Frames * FrameBytes);
	PlayedByteCount += Frames * FrameBytes;
	// What has run dry plays silence meanwhile; otherwise a part of a frame is still to come.
	PlayedUntil =
		Frames < DueFrames ? Now() : PlayedUntil + static_cast<double>(Frames) / SampleRate;
}

double USoundWaveProcedural::Now() const
{
	const UWorld* World = PlayingOn.IsValid() ? PlayingOn->GetWorld() : nullptr;
	return World != nullptr ? World->GetAudioTimeSeconds() : PlayedUntil;
}
