// SPDX-License-Identifier: MIT
#pragma once

#include "Subsystems/WorldSubsystem.h"
#include "RecorderSubsystem.generated.h"

/** Writes its callbacks to the recorder as "WSub". Every world has one. */
UCLASS()
class URecorderSubsystem : public UWorldSubsystem
{
	GENERATED_BODY()

public:
	virtual void Initialize(FSubsystemCollectionBase& Collection) override;
	virtual void OnWorldBeginPlay(UWorld& InWorld) override;
	virtual void Deinitialize() override;
};
