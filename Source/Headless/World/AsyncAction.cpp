// SPDX-License-Identifier: MIT
#include "Engine/CancellableAsyncAction.h"

#include "Engine/GameInstance.h"
#include "Engine/World.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(BlueprintAsyncActionBase)
#include UE_INLINE_GENERATED_CPP_BY_NAME(CancellableAsyncAction)

void UBlueprintAsyncActionBase::Activate()
{
}

void UBlueprintAsyncActionBase::RegisterWithGameInstance(const UObject* WorldContextObject)
{
	const UWorld* World = WorldContextObject != nullptr ? WorldContextObject->GetWorld() : nullptr;
	RegisterWithGameInstance(World != nullptr ? World->GetGameInstance() : nullptr);
}

void UBlueprintAsyncActionBase::RegisterWithGameInstance(UGameInstance* GameInstance)
{
	if (GameInstance != nullptr && !RegisteredWithGameInstance.IsValid())
	{
		RegisteredWithGameInstance = GameInstance;
		GameInstance->RegisterReferencedObject(this);
	}
}

void UBlueprintAsyncActionBase::SetReadyToDestroy()
{
	UGameInstance* GameInstance = RegisteredWithGameInstance.Get();
	RegisteredWithGameInstance.Reset();
	if (GameInstance != nullptr)
	{
		GameInstance->UnregisterReferencedObject(this);
	}
}

UWorld* UBlueprintAsyncActionBase::GetWorld() const
{
	const UGameInstance* GameInstance = RegisteredWithGameInstance.Get();
	return GameInstance != nullptr ? GameInstance->GetWorld() : nullptr;
}

void UCancellableAsyncAction::Cancel()
{
	SetReadyToDestroy();
}

bool UCancellableAsyncAction::IsActive() const
{
	return ShouldBroadcastDelegates();
}

bool UCancellableAsyncAction::ShouldBroadcastDelegates() const
{
	return IsRegistered();
}

bool UCancellableAsyncAction::IsRegistered() const
{
	return !IsGarbage() && RegisteredWithGameInstance.IsValid();
}

FTimerManager* UCancellableAsyncAction::GetTimerManager() const
{
	const UWorld* World = GetWorld();
	return World != nullptr ? &World->GetTimerManager() : nullptr;
}

void UCancellableAsyncAction::BeginDestroy()
{
	Cancel();
	Super::BeginDestroy();
}
