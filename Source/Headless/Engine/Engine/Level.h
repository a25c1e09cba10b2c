// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"
#include "Level.generated.h"

class AActor;

/** The actors of one map. Its outer is the map's package: the object that has the map's name. */
UCLASS()
class ULevel : public UObject
{
	GENERATED_BODY()

public:
	TArray<TObjectPtr<AActor>> Actors;
	TObjectPtr<UWorld> OwningWorld;
	bool bIsVisible = false;

	virtual UWorld* GetWorld() const override final
	{
		return OwningWorld;
	}
};
