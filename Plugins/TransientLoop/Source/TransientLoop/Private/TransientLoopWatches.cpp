// SPDX-License-Identifier: MIT
#include "TransientLoopWatches.h"

#include "Components/ActorComponent.h"
#include "GameFramework/Actor.h"
#include "TransientLoopEnvironment.h"
#include "TransientLoopWatcher.h"

namespace
{
constexpr float SecondsBetweenLooks = 1.f;

AActor* FindActorOf(UObject* Object)
{
	const UActorComponent* Component = Cast<UActorComponent>(Object);
	return Component != nullptr ? Component->GetOwner() : Cast<AActor>(Object);
}
}

FTransientLoopWatches::FTransientLoopWatches(FTransientLoopEnvironment& InEnvironment)
	: Environment(InEnvironment)
{
}

FTransientLoopWatches::~FTransientLoopWatches()
{
	TArray<int32> Numbers;
	All.GenerateKeyArray(Numbers);
	for (const int32 Number : Numbers)
	{
		Unwatch(Number);
	}
	if (Watcher.IsValid())
	{
		Watcher->Watches = nullptr;
	}
}

int32 FTransientLoopWatches::Watch(UObject* Object)
{
	AActor* Actor = FindActorOf(Object);
	if (!IsValid(Object) || (Actor != nullptr && Actor->IsActorBeingDestroyed()))
	{
		return 0;
	}
	if (All.Num() == 0)
	{
		Ticker = FTSTicker::GetCoreTicker().AddTicker(
			FTickerDelegate::CreateRaw(this, &FTransientLoopWatches::LookAtAll),
			SecondsBetweenLooks);
	}
	const int32 Number = ++LastNumber;
	FWatch Watch;
	Watch.Object = Object;
	if (Actor != nullptr)
	{
		Bind(*Actor);
		Watch.Actor = Actor;
		Watch.ActorId = Actor->GetUniqueID();
		ByActor.FindOrAdd(Watch.ActorId).Add(Number);
	}
	All.Add(Number, Watch);
	return Number;
}

void FTransientLoopWatches::Unwatch(int32 Number)
{
	if (const FWatch* Found = All.Find(Number))
	{
		const FWatch Watch = *Found;
		All.Remove(Number);
		Release(Watch, Number);
	}
}

void FTransientLoopWatches::HandleActorEndPlay(const AActor* Actor)
{
	if (const TArray<int32>* Numbers = ByActor.Find(Actor->GetUniqueID()))
	{
		const TArray<int32> Ended = *Numbers;
		TellOf(Ended);
	}
}

void FTransientLoopWatches::Bind(AActor& Actor)
{
	if (!Watcher.IsValid())
	{
		Watcher = TStrongObjectPtr<UTransientLoopWatcher>(NewObject<UTransientLoopWatcher>());
		Watcher->Watches = this;
	}
	Actor.OnEndPlay.AddUniqueDynamic(Watcher.Get(), &UTransientLoopWatcher::HandleActorEndPlay);
}

void FTransientLoopWatches::Release(const FWatch& Watch, int32 Number)
{
	if (TArray<int32>* Numbers = ByActor.Find(Watch.ActorId))
	{
		Numbers->Remove(Number);
		if (Numbers->IsEmpty())
		{
			ByActor.Remove(Watch.ActorId);
			if (AActor* Actor = Watch.Actor.Get())
			{
				Actor->OnEndPlay.RemoveDynamic(
					Watcher.Get(), &UTransientLoopWatcher::HandleActorEndPlay);
			}
		}
	}
	if (All.Num() == 0)
	{
		FTSTicker::RemoveTicker(Ticker);
	}
}

bool FTransientLoopWatches::LookAtAll(float)
{
	TArray<int32> Numbers;
	All.GenerateKeyArray(Numbers);
	Numbers.RemoveAll([this](int32 Number) { return All.FindRef(Number).Object.IsValid(); });
	TellOf(Numbers);
	return All.Num() > 0;
}

void FTransientLoopWatches::TellOf(const TArray<int32>& Numbers)
{
	for (const int32 Number : Numbers)
	{
		Unwatch(Number);
	}
	for (const int32 Number : Numbers)
	{
		Environment.Tell(ETransientLoopOperation::ObjectEnded, Number);
	}
}
