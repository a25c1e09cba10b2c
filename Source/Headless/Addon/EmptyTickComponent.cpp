// SPDX-License-Identifier: MIT
#include "EmptyTickComponent.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(EmptyTickComponent)

UEmptyTickComponent::UEmptyTickComponent()
{
	PrimaryComponentTick.bCanEverTick = true;
	PrimaryComponentTick.TickGroup = TG_PrePhysics;
}

void UEmptyTickComponent::TickComponent(
	float DeltaTime, ELevelTick TickType, FActorComponentTickFunction* ThisTickFunction)
{
	Super::TickComponent(DeltaTime, TickType, ThisTickFunction);
}
