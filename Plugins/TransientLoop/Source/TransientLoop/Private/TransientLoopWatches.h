// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Containers/Ticker.h"
#include "UObject/StrongObjectPtr.h"
#include "UObject/WeakObjectPtr.h"

class AActor;
class FTransientLoopEnvironment;
class UTransientLoopWatcher;

/**
 * The objects whose end script wants to know of, because it waits for their delegates.
 *
 * An actor, and a component of one, is told of when play ends for the actor. Of other objects the
 * engine says nothing: they are looked at once a second.
 */
class FTransientLoopWatches
{
public:
	explicit FTransientLoopWatches(FTransientLoopEnvironment& InEnvironment);
	~FTransientLoopWatches();

	UE_NONCOPYABLE(FTransientLoopWatches);

	/** A number above 0; 0 for an object that has ended already. */
	int32 Watch(UObject* Object);
	void Unwatch(int32 Number);

	void HandleActorEndPlay(const AActor* Actor);

	/** How many are watched. */
	int32 Num() const
	{
		return All.Num();
	}

private:
	struct FWatch
	{
		TWeakObjectPtr<UObject> Object;
		/** The actor with which it ends, if there is one, and its number while it lives. */
		TWeakObjectPtr<AActor> Actor;
		uint32 ActorId = 0;
	};

	void Bind(AActor& Actor);
	/** Unbinds from an actor that nobody watches any more. */
	void Release(const FWatch& Watch, int32 Number);
	bool LookAtAll(float DeltaTime);
	/** Takes all of them out, then tells of them: who is told may watch others. */
	void TellOf(const TArray<int32>& Numbers);

	FTransientLoopEnvironment& Environment;
	TMap<int32, FWatch> All;
	/** The numbers of those that end with an actor, by its number. */
	TMap<uint32, TArray<int32>> ByActor;
	TStrongObjectPtr<UTransientLoopWatcher> Watcher;
	FTSTicker::FDelegateHandle Ticker;
	int32 LastNumber = 0;
};
