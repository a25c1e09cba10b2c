// SPDX-License-Identifier: MIT
#pragma once

#include "Engine/EngineTypes.h"
#include "Subsystems/Subsystem.h"
#include "WorldSubsystem.generated.h"

/** A subsystem that lives as long as its world. */
UCLASS(Abstract)
class UWorldSubsystem : public USubsystem
{
	GENERATED_BODY()

public:
	virtual void PostInitialize()
	{
	}
	/** Before any actor begins play. */
	virtual void OnWorldBeginPlay(UWorld& InWorld)
	{
		(void)InWorld;
	}
	virtual UWorld* GetWorld() const override final;

protected:
	virtual bool DoesSupportWorldType(const EWorldType::Type WorldType) const
	{
		return WorldType == EWorldType::Game || WorldType == EWorldType::Editor ||
			   WorldType == EWorldType::PIE;
	}
};
