// SPDX-License-Identifier: MIT
#pragma once

#include "Subsystems/Subsystem.h"
#include "GameInstanceSubsystem.generated.h"

class UGameInstance;

/** A subsystem that lives as long as its game instance, over all maps. */
UCLASS(Abstract, Within = GameInstance)
class UGameInstanceSubsystem : public USubsystem
{
	GENERATED_BODY()

public:
	UGameInstance* GetGameInstance() const;
};
