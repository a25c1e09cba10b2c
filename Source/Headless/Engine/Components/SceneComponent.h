// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Components/ActorComponent.h"
#include "SceneComponent.generated.h"

/** A component with a place. Headless the actor alone has one. */
UCLASS(ClassGroup = (Utility, Common), BlueprintType, meta = (BlueprintSpawnableComponent))
class USceneComponent : public UActorComponent
{
	GENERATED_BODY()
};
