// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"
#include "BlueprintAsyncActionBase.generated.h"

class UGameInstance;

/**
 * The base of async nodes: made by a static function, activated once its pins are bound.
 *
 * Source:
 * https://dev.epicgames.com/documentation/en-us/unreal-engine/API/Runtime/Engine/UBlueprintAsyncActionBase
 */
UCLASS()
class UBlueprintAsyncActionBase : public UObject
{
	GENERATED_BODY()

public:
	UBlueprintAsyncActionBase();

	virtual void Activate();
	/** Keeps the action alive until it is ready to be destroyed, or the game instance ends. */
	virtual void RegisterWithGameInstance(const UObject* WorldContextObject);
	virtual void SetReadyToDestroy();

protected:
	void RegisterWithGameInstance(UGameInstance* GameInstance);

	TWeakObjectPtr<UGameInstance> RegisteredWithGameInstance;

public:
	//~ Headless
	/** Actions that nobody refers to, since the last call: they live for the frame. */
	static TArray<UObject*> TakeLoose();
};
