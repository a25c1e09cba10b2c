// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"
#include "UObject/WeakObjectPtr.h"
#include "BlueprintAsyncActionBase.generated.h"

class UGameInstance;

/** What is begun by an async node of a Blueprint, and calls one of its pins some time later. */
UCLASS()
class UBlueprintAsyncActionBase : public UObject
{
	GENERATED_BODY()

public:
	/** Called once the pins are bound. */
	UFUNCTION(BlueprintCallable, meta = (BlueprintInternalUseOnly = "true"))
	virtual void Activate();

	/** Keeps the action alive until SetReadyToDestroy, or until the game instance ends. */
	virtual void RegisterWithGameInstance(const UObject* WorldContextObject);
	virtual void SetReadyToDestroy();

	virtual UWorld* GetWorld() const override;

protected:
	virtual void RegisterWithGameInstance(UGameInstance* GameInstance);

	TWeakObjectPtr<UGameInstance> RegisteredWithGameInstance;
};
