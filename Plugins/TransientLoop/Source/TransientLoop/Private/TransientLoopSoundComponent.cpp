// SPDX-License-Identifier: MIT
#include "TransientLoopSoundComponent.h"

#include "Components/AudioComponent.h"
#include "GameFramework/Actor.h"
#include "Sound/SoundWaveProcedural.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopSoundComponent)

namespace
{
constexpr int32 MinSampleRate = 8000;
constexpr int32 MaxSampleRate = 192000;
constexpr int32 MaxChannels = 8;

/** Those that script knows by number. */
TMap<int32, UTransientLoopSoundComponent*>& KnownSounds()
{
	static TMap<int32, UTransientLoopSoundComponent*> Sounds;
	return Sounds;
}

int32 LastSoundNumber = 0;
}

int32 UTransientLoopSoundComponent::FindOrAddSound(AActor* Actor)
{
	if (Actor == nullptr || Actor->IsActorBeingDestroyed() ||
		!(Actor->HasActorBegunPlay() || Actor->IsActorBeginningPlay()))
	{
		return 0;
	}
	UTransientLoopSoundComponent* Component =
		Actor->FindComponentByClass<UTransientLoopSoundComponent>();
	if (Component == nullptr)
	{
		Component = NewObject<UTransientLoopSoundComponent>(Actor);
		Component->RegisterComponent();
	}
	if (Component->bEnded)
	{
		return 0;
	}
	if (Component->SoundNumber == 0)
	{
		Component->SoundNumber = ++LastSoundNumber;
		KnownSounds().Add(Component->SoundNumber, Component);
	}
	return Component->SoundNumber;
}

UTransientLoopSoundComponent* UTransientLoopSoundComponent::FindSound(int32 Sound)
{
	return KnownSounds().FindRef(Sound);
}

bool UTransientLoopSoundComponent::QueueAudio(
	const int16* Samples, int32 NumSamples, int32 SampleRate, int32 NumChannels)
{
	const bool bPlayable = SampleRate >= MinSampleRate && SampleRate <= MaxSampleRate &&
						   NumChannels >= 1 && NumChannels <= MaxChannels;
	if (bEnded || !bPlayable || Samples == nullptr || NumSamples <= 0 ||
		NumSamples % NumChannels != 0)
	{
		return false;
	}
	const double Seconds = static_cast<double>(NumSamples) / NumChannels / SampleRate;
	if (Wave == nullptr || SampleRate != WaveSampleRate || NumChannels != WaveChannels)
	{
		if (Seconds > MaxQueuedSeconds)
		{
			return false;
		}
		MakeWave(SampleRate, NumChannels);
	}
	else if (GetQueuedSeconds() + Seconds > MaxQueuedSeconds)
	{
		return false;
	}
	else if (Player->IsPlaying() && Wave->GetAvailableAudioByteCount() == 0)
	{
		++Underruns;
	}
	Wave->QueueAudio(reinterpret_cast<const uint8*>(Samples), NumSamples * 2);
	// After queueing: whether a sound without samples goes on is not documented.
	if (!Player->IsPlaying())
	{
		Player->Play();
	}
	return true;
}

double UTransientLoopSoundComponent::GetQueuedSeconds() const
{
	return Wave != nullptr ? static_cast<double>(Wave->GetAvailableAudioByteCount()) / 2 /
								 WaveChannels / WaveSampleRate
						   : 0.0;
}

int32 UTransientLoopSoundComponent::GetUnderruns() const
{
	return Underruns;
}

void UTransientLoopSoundComponent::StopAudio()
{
	if (Wave == nullptr)
	{
		return;
	}
	// The designer may have taken it away meanwhile.
	if (IsValid(Player))
	{
		Player->Stop();
		Player->SetSound(nullptr);
	}
	Wave->ResetAudio();
	// A new one each time: the audio thread may still be at work with this one.
	Wave = nullptr;
	Player = nullptr;
}

void UTransientLoopSoundComponent::MakeWave(int32 SampleRate, int32 NumChannels)
{
	StopAudio();
	FindOrAddPlayer();
	Wave = NewObject<USoundWaveProcedural>(this);
	Wave->SetSampleRate(static_cast<uint32>(SampleRate));
	Wave->NumChannels = NumChannels;
	Wave->Duration = INDEFINITELY_LOOPING_DURATION;
	Wave->bLooping = false;
	WaveSampleRate = SampleRate;
	WaveChannels = NumChannels;
	Player->SetSound(Wave);
}

void UTransientLoopSoundComponent::FindOrAddPlayer()
{
	Player = GetOwner()->FindComponentByClass<UAudioComponent>();
	if (Player == nullptr)
	{
		Player = NewObject<UAudioComponent>(GetOwner());
		Player->SetAutoActivate(false);
		// It is attached to nothing, so it would be heard from the origin of the world.
		Player->bAllowSpatialization = false;
		Player->RegisterComponent();
	}
}

void UTransientLoopSoundComponent::BeginPlay()
{
	Super::BeginPlay();
	bEnded = false;
}

void UTransientLoopSoundComponent::EndPlay(const EEndPlayReason::Type EndPlayReason)
{
	Forget();
	Super::EndPlay(EndPlayReason);
}

void UTransientLoopSoundComponent::BeginDestroy()
{
	Forget();
	Super::BeginDestroy();
}

void UTransientLoopSoundComponent::Forget()
{
	StopAudio();
	bEnded = true;
	KnownSounds().Remove(SoundNumber);
	SoundNumber = 0;
}
