// SPDX-License-Identifier: MIT
#include "TransientLoopWorldLibrary.h"

#include "Engine/LevelStreaming.h"
#include "Engine/World.h"
#include "EngineUtils.h"
#include "GameFramework/Actor.h"
#include "Kismet/GameplayStatics.h"
#include "Kismet/KismetSystemLibrary.h"
#include "Misc/Paths.h"
#include "TransientLoopSpawner.h"
#include "UObject/UObjectGlobals.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopWorldLibrary)

namespace
{
UWorld* FindWorld(const UObject* WorldContextObject)
{
	return WorldContextObject != nullptr ? WorldContextObject->GetWorld() : nullptr;
}

ULevelStreaming* FindStreamedLevel(const UObject* WorldContextObject, FName Level)
{
	return FindWorld(WorldContextObject) != nullptr
			   ? UGameplayStatics::GetStreamingLevel(WorldContextObject, Level)
			   : nullptr;
}
}

UClass* UTransientLoopWorldLibrary::FindActorClass(const FString& Name)
{
	UClass* Found = nullptr;
	if (Name.Contains(TEXT("/")))
	{
		// The class that a Blueprint makes is named as the asset, with a suffix.
		const FString Path = Name.Contains(TEXT("."))
								 ? Name
								 : Name + TEXT(".") + FPaths::GetBaseFilename(Name) + TEXT("_C");
		Found = LoadClass<AActor>(nullptr, *Path);
	}
	else
	{
		Found = FindFirstObject<UClass>(*Name, EFindFirstObjectOptions::NativeFirst);
	}
	return Found != nullptr && Found->IsChildOf(AActor::StaticClass()) ? Found : nullptr;
}

AActor* UTransientLoopWorldLibrary::SpawnScriptedActor(const UObject* WorldContextObject,
	UClass* ActorClass, const FTransientLoopSpawnOptions& Options, FString& Error)
{
	Error = FString();
	UWorld* World = FindWorld(WorldContextObject);
	if (World == nullptr)
	{
		Error = TEXT("Expected a world to spawn in, but there is none");
		return nullptr;
	}
	if (ActorClass == nullptr || !ActorClass->IsChildOf(AActor::StaticClass()) ||
		ActorClass->HasAnyClassFlags(CLASS_Abstract))
	{
		Error = FString::Printf(TEXT("Expected a class of actors that can be spawned, but got %s"),
			ActorClass != nullptr ? *ActorClass->GetName() : TEXT("none"));
		return nullptr;
	}
	return TransientLoop::SpawnActor(*World, *ActorClass, Options, Error);
}

AActor* UTransientLoopWorldLibrary::FindActorByLabel(
	const UObject* WorldContextObject, const FString& Label)
{
	const UWorld* World = FindWorld(WorldContextObject);
	if (World == nullptr || Label.IsEmpty())
	{
		return nullptr;
	}
	const FName NameOfLabel = MakeObjectNameFromDisplayLabel(Label, NAME_None);
	AActor* Named = nullptr;
	for (TActorIterator<AActor> It(World); It; ++It)
	{
		if (It->GetActorNameOrLabel() == Label)
		{
			return *It;
		}
		if (Named == nullptr && It->GetFName() == NameOfLabel)
		{
			Named = *It;
		}
	}
	return Named;
}

TArray<AActor*> UTransientLoopWorldLibrary::GetWorldActors(const UObject* WorldContextObject)
{
	TArray<AActor*> Actors;
	if (const UWorld* World = FindWorld(WorldContextObject))
	{
		for (TActorIterator<AActor> It(World); It; ++It)
		{
			Actors.Add(*It);
		}
	}
	return Actors;
}

bool UTransientLoopWorldLibrary::IsStreamedLevelVisible(
	const UObject* WorldContextObject, FName Level)
{
	const ULevelStreaming* Found = FindStreamedLevel(WorldContextObject, Level);
	return Found != nullptr && Found->IsLevelVisible();
}

bool UTransientLoopWorldLibrary::SetStreamedLevelVisible(
	const UObject* WorldContextObject, FName Level, bool bVisible)
{
	ULevelStreaming* Found = FindStreamedLevel(WorldContextObject, Level);
	if (Found == nullptr)
	{
		return false;
	}
	if (bVisible)
	{
		Found->SetShouldBeLoaded(true);
	}
	Found->SetShouldBeVisible(bVisible);
	return true;
}

bool UTransientLoopWorldLibrary::EndGame(const UObject* WorldContextObject)
{
	const UWorld* World = FindWorld(WorldContextObject);
	if (World == nullptr || !World->IsGameWorld())
	{
		return false;
	}
	// Not QuitGame, which asks the first player: a dedicated server has none.
	UKismetSystemLibrary::ExecuteConsoleCommand(WorldContextObject, TEXT("quit"));
	return true;
}
