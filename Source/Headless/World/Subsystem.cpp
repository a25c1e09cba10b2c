// SPDX-License-Identifier: MIT
#include "Engine/DeveloperSettings.h"
#include "Engine/GameInstance.h"
#include "Engine/World.h"
#include "Subsystems/EngineSubsystem.h"
#include "Subsystems/GameInstanceSubsystem.h"
#include "Subsystems/WorldSubsystem.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(DeveloperSettings)
#include UE_INLINE_GENERATED_CPP_BY_NAME(EngineSubsystem)
#include UE_INLINE_GENERATED_CPP_BY_NAME(GameInstanceSubsystem)
#include UE_INLINE_GENERATED_CPP_BY_NAME(Subsystem)
#include UE_INLINE_GENERATED_CPP_BY_NAME(WorldSubsystem)

UGameInstance* UGameInstanceSubsystem::GetGameInstance() const
{
	return CastChecked<UGameInstance>(GetOuter());
}

UWorld* UWorldSubsystem::GetWorld() const
{
	return CastChecked<UWorld>(GetOuter());
}
