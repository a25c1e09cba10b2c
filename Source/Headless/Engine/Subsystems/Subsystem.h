// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"
#include "Subsystem.generated.h"

class FSubsystemCollectionBase
{
};

/** Something that is made once for each of what it belongs to. */
UCLASS(Abstract)
class USubsystem : public UObject
{
	GENERATED_BODY()

public:
	/** Asked on the class default object. */
	virtual bool ShouldCreateSubsystem(UObject* Outer) const
	{
		return Outer != nullptr;
	}
	virtual void Initialize(FSubsystemCollectionBase& Collection)
	{
		(void)Collection;
	}
	virtual void Deinitialize()
	{
	}
};
