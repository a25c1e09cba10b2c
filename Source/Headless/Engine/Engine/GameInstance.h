// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Subsystems/GameInstanceSubsystem.h"
#include "UObject/Object.h"
#include "UObject/StrongObjectPtr.h"
#include "GameInstance.generated.h"

struct FWorldContext;

namespace Headless
{
class FGame;
}

/** One running game, over all its worlds. */
UCLASS()
class UGameInstance : public UObject
{
	GENERATED_BODY()

public:
	/** Makes a world of its own that nobody else knows, without a map, and then Init. */
	void InitializeStandalone(const FName InPackageName = NAME_None);
	FWorldContext* GetWorldContext() const;
	virtual void Init();
	virtual void Shutdown();

	template <class T>
	T* GetSubsystem() const
	{
		for (const TObjectPtr<UGameInstanceSubsystem>& Subsystem : Subsystems)
		{
			if (T* Found = Cast<T>(Subsystem.Get()))
			{
				return Found;
			}
		}
		return nullptr;
	}
	virtual UWorld* GetWorld() const override final;

	/** Keeps an object alive until it is unregistered, or the game instance ends. */
	virtual void RegisterReferencedObject(UObject* ObjectToReference);
	virtual void UnregisterReferencedObject(UObject* ObjectToReference);

	//~ Headless
	Headless::FGame* Game = nullptr;

private:
	TArray<TObjectPtr<UGameInstanceSubsystem>> Subsystems;
	TArray<TStrongObjectPtr<UObject>> ReferencedObjects;
};
