// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Components/ActorComponent.h"
#include "EmptyTickComponent.generated.h"

/** Ticks and does nothing: the floor that benchmarks measure a loop above. */
UCLASS()
class UEmptyTickComponent : public UActorComponent
{
	GENERATED_BODY()

public:
	UEmptyTickComponent();

	virtual void TickComponent(float DeltaTime, ELevelTick TickType,
		FActorComponentTickFunction* ThisTickFunction) override;
};
