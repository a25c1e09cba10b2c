// SPDX-License-Identifier: MIT
#include "Engine/CancellableAsyncAction.h"

#include "Engine/GameInstance.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(CancellableAsyncAction)

void UCancellableAsyncAction::Cancel()
{
	SetReadyToDestroy();
}

bool UCancellableAsyncAction::IsActive() const
{
	return IsRegistered();
}

bool UCancellableAsyncAction::ShouldBroadcastDelegates() const
{
	return IsActive();
}

bool UCancellableAsyncAction::IsRegistered() const
{
	return RegisteredWithGameInstance.IsValid();
}

void UCancellableAsyncAction::BeginDestroy()
{
	Cancel();
	Super::BeginDestroy();
}
