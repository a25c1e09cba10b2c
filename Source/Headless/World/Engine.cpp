// SPDX-License-Identifier: MIT
#include "Engine/Engine.h"

#include "CoreGlobals.h"
#include "Editor.h"
#include "Game.h"
#include "Misc/CoreDelegates.h"
#include "Standalone.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(Engine)
#include UE_INLINE_GENERATED_CPP_BY_NAME(EditorEngine)

UEngine* GEngine = nullptr;
UEditorEngine* GEditor = nullptr;
UWorld* GWorld = nullptr;
uint64 GFrameCounter = 0;
bool GIsEditor = false;
FSimpleMulticastDelegate FCoreDelegates::OnEnginePreExit;

UWorld* FWorldContext::World() const
{
	return Game != nullptr ? Game->GetWorld() : nullptr;
}

void FWorldContext::SetCurrentWorld(UWorld* World)
{
	Headless::FStandalone::SetCurrentWorld(*Game, World);
}

void UEngine::DestroyWorldContext(UWorld* InWorld)
{
	Headless::FGame& Of = InWorld->GetGame();
	if (Of.GetWorld() == InWorld)
	{
		Headless::FStandalone::SetCurrentWorld(Of, nullptr);
	}
}

void UEngine::Init(Headless::FGame& Game)
{
	EditorContext.Game = &Game;
	FSubsystemCollectionBase Collection;
	for (UClass* Class : Headless::FindDerivedClasses(UEngineSubsystem::StaticClass()))
	{
		if (static_cast<USubsystem*>(Class->GetDefaultObject())->ShouldCreateSubsystem(this))
		{
			auto* Subsystem = NewObject<UEngineSubsystem>(this, Class);
			Subsystems.Add(Subsystem);
			Subsystem->Initialize(Collection);
		}
	}
}

void UEngine::PreExit()
{
	FCoreDelegates::OnEnginePreExit.Broadcast();
	while (Subsystems.Num() > 0)
	{
		UEngineSubsystem* Subsystem = Subsystems.Pop();
		Subsystem->Deinitialize();
		EditorContext.Game->AddGarbage(Subsystem);
	}
}
