// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Subsystems/EngineSubsystem.h"
#include "UObject/Object.h"
#include "Engine.generated.h"

class UWorld;

namespace Headless
{
class FGame;
}

/** A track of worlds: one is in it at a time. */
struct FWorldContext
{
	UWorld* World() const;
	void SetCurrentWorld(UWorld* World);

	//~ Headless
	Headless::FGame* Game = nullptr;
};

/** The engine. Headless there is one only while there is an editor: a game needs none. */
UCLASS(Abstract)
class UEngine : public UObject
{
	GENERATED_BODY()

public:
	template <class T>
	T* GetEngineSubsystem() const
	{
		for (const TObjectPtr<UEngineSubsystem>& Subsystem : Subsystems)
		{
			if (T* Found = Cast<T>(Subsystem.Get()))
			{
				return Found;
			}
		}
		return nullptr;
	}

	/** Forgets that a world is in a context. */
	void DestroyWorldContext(UWorld* InWorld);

	//~ Headless
	void Init(Headless::FGame& Game);
	/** Says that the engine is about to end, then ends its subsystems. */
	void PreExit();

protected:
	FWorldContext EditorContext;

private:
	TArray<TObjectPtr<UEngineSubsystem>> Subsystems;
};

extern UEngine* GEngine;
extern bool GIsEditor;
