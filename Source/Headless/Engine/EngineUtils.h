// SPDX-License-Identifier: MIT
#pragma once

#include "Engine/World.h"

/** Walks over the actors of one class in visible levels, as they were when the walk began. */
template <class T>
class TActorIterator
{
public:
	explicit TActorIterator(const UWorld* World)
	{
		for (const ULevel* Level : World->GetLevels())
		{
			if (!Level->bIsVisible)
			{
				continue;
			}
			for (const TObjectPtr<AActor>& Actor : Level->Actors)
			{
				if (T* Found = Cast<T>(Actor.Get()))
				{
					Actors.Add(TWeakObjectPtr<T>(Found));
				}
			}
		}
		SkipGone();
	}
	explicit operator bool() const
	{
		return Place < Actors.Num();
	}
	TActorIterator& operator++()
	{
		++Place;
		SkipGone();
		return *this;
	}
	T* operator*() const
	{
		return Actors[Place].Get();
	}
	T* operator->() const
	{
		return Actors[Place].Get();
	}

private:
	void SkipGone()
	{
		while (Place < Actors.Num() && !Actors[Place].IsValid())
		{
			++Place;
		}
	}

	TArray<TWeakObjectPtr<T>> Actors;
	int32 Place = 0;
};
