// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Components/SceneComponent.h"
#include "UObject/WeakObjectPtr.h"
#include "AudioComponent.generated.h"

class USoundBase;

/** Plays a sound. Here nobody listens; only procedural sounds take time. */
UCLASS(ClassGroup = (Audio, Common), meta = (BlueprintSpawnableComponent))
class UAudioComponent : public USceneComponent
{
	GENERATED_BODY()

public:
	UAudioComponent();

	uint8 bAllowSpatialization : 1;

	void SetSound(USoundBase* NewSound);
	virtual void Play(float StartTime = 0.f);
	virtual void Stop();
	virtual bool IsPlaying() const;

protected:
	virtual void OnUnregister() override;

private:
	TWeakObjectPtr<USoundBase> Sound;
	bool bPlaying = false;
};
