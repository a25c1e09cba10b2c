// SPDX-License-Identifier: MIT
#include "GameListener.h"

#include "ScriptText.h"
#include "UObject/UObjectGlobals.h"

namespace Headless
{
FGameListener::~FGameListener()
{
	Stop();
}

void FGameListener::SetFunction(PUERTS_NAMESPACE::Function Event)
{
	Function = Event;
}

void FGameListener::Listen(FGame& InGame)
{
	Game = &InGame;
	Game->OnActorBegins = [this](AActor& Actor)
	{
		if (!Actor.IsA<AWorldSettings>())
		{
			Send(EEvent::ActorBegins, static_cast<int32>(Actor.GetUniqueID()), FString());
		}
	};
	FWorldDelegates::LevelAddedToWorld.AddRaw(this, &FGameListener::HandleLevelAdded);
	FWorldDelegates::LevelRemovedFromWorld.AddRaw(this, &FGameListener::HandleLevelRemoved);
	FCoreUObjectDelegates::PostLoadMapWithWorld.AddRaw(this, &FGameListener::HandleMapLoaded);
}

void FGameListener::Stop()
{
	Game = nullptr;
	FWorldDelegates::LevelAddedToWorld.RemoveAll(this);
	FWorldDelegates::LevelRemovedFromWorld.RemoveAll(this);
	FCoreUObjectDelegates::PostLoadMapWithWorld.RemoveAll(this);
}

void FGameListener::Send(EEvent Kind, int32 Actor, const FString& Text)
{
	if (Function.IsValid())
	{
		Function.Action(static_cast<int32>(Kind), Actor, ToScript(Text));
	}
}

void FGameListener::HandleLevelAdded(ULevel* Level, UWorld* World)
{
	if (Game != nullptr && World == Game->GetWorld())
	{
		Send(EEvent::LevelShown, 0, Level->GetOuter()->GetName());
	}
}

void FGameListener::HandleLevelRemoved(ULevel* Level, UWorld* World)
{
	if (Game != nullptr && World == Game->GetWorld() && Level != nullptr)
	{
		Send(EEvent::LevelHidden, 0, Level->GetOuter()->GetName());
	}
}

void FGameListener::HandleMapLoaded(UWorld* World)
{
	if (Game != nullptr && World == Game->GetWorld() && World != nullptr)
	{
		Send(EEvent::WorldBegins, 0, World->GetName());
	}
}
}
