// SPDX-License-Identifier: MIT
#pragma once

#include "Subsystems/Subsystem.h"
#include "EngineSubsystem.generated.h"

/** A subsystem that is made as well when its module is loaded later than what it belongs to. */
UCLASS(Abstract)
class UDynamicSubsystem : public USubsystem
{
	GENERATED_BODY()
};

/** A subsystem that lives as long as the engine. */
UCLASS(Abstract)
class UEngineSubsystem : public UDynamicSubsystem
{
	GENERATED_BODY()
};
