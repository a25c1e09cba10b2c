// SPDX-License-Identifier: MIT
#include "Kismet/BlueprintAsyncActionBase.h"

#include "Engine/GameInstance.h"
#include "Engine/World.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(BlueprintAsyncActionBase)

namespace
{
TArray<UObject*>& LooseActions()
{
	static TArray<UObject*> Actions;
	return Actions;
}
}

UBlueprintAsyncActionBase::UBlueprintAsyncActionBase()
{
	if (!HasAnyFlags(RF_ClassDefaultObject))
	{
		LooseActions().Add(this);
	}
}

TArray<UObject*> UBlueprintAsyncActionBase::TakeLoose()
{
	const TArray<UObject*> Loose = MoveTemp(LooseActions());
	LooseActions() = TArray<UObject*>();
	return Loose;
}

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
	if (GameInstance != nullptr)
	{
		RegisteredWithGameInstance = GameInstance;
		LooseActions().Remove(this);
		GameInstance->RegisterReferencedObject(this);
	}
}

void UBlueprintAsyncActionBase::SetReadyToDestroy()
{
	if (UGameInstance* GameInstance = RegisteredWithGameInstance.Get())
	{
		RegisteredWithGameInstance = nullptr;
		GameInstance->UnregisterReferencedObject(this);
	}
}
