// SPDX-License-Identifier: MIT
#include "Components/AudioComponent.h"

#include "Sound/SoundWaveProcedural.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(AudioComponent)

UAudioComponent::UAudioComponent()
	: bAllowSpatialization(1)
{
	bAutoActivate = true;
}

void UAudioComponent::SetSound(USoundBase* NewSound)
{
	Stop();
	Sound = NewSound;
}

void UAudioComponent::Play(float)
{
	Stop();
	if (!IsRegistered() || !Sound.IsValid())
	{
		return;
	}
	bPlaying = true;
	if (auto* Wave = Cast<USoundWaveProcedural>(Sound.Get()))
	{
		Wave->BeginPlayback(*this);
	}
}

void UAudioComponent::Stop()
{
	if (bPlaying)
	{
		bPlaying = false;
		if (auto* Wave = Cast<USoundWaveProcedural>(Sound.Get()))
		{
			Wave->EndPlayback();
		}
	}
}

bool UAudioComponent::IsPlaying() const
{
	return bPlaying;
}

void UAudioComponent::OnUnregister()
{
	Stop();
	Super::OnUnregister();
}
