// SPDX-License-Identifier: MIT
#include "TransientLoopEditorSubsystem.h"

#if WITH_EDITOR
#include "Editor.h"
#endif
#include "Engine/World.h"
#include "Misc/CoreDelegates.h"
#include "TransientLoopComponent.h"
#include "TransientLoopEnvironment.h"
#include "TransientLoopLog.h"
#include "TransientLoopSettings.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopEditorSubsystem)

namespace
{
UWorld* FindEditorWorld()
{
#if WITH_EDITOR
	return GEditor != nullptr ? GEditor->GetEditorWorldContext().World() : nullptr;
#else
	return nullptr;
#endif
}
}

bool UTransientLoopEditorSubsystem::ShouldCreateSubsystem(UObject* Outer) const
{
#if WITH_EDITOR
	return GIsEditor && Super::ShouldCreateSubsystem(Outer);
#else
	return false;
#endif
}

void UTransientLoopEditorSubsystem::Initialize(FSubsystemCollectionBase& Collection)
{
	Super::Initialize(Collection);
	FWorldDelegates::OnWorldCleanup.AddUObject(
		this, &UTransientLoopEditorSubsystem::OnWorldCleanup);
	FWorldDelegates::LevelRemovedFromWorld.AddUObject(
		this, &UTransientLoopEditorSubsystem::OnLevelRemoved);
	// Script is still there then: subsystems of the engine go when modules may have gone.
	FCoreDelegates::OnEnginePreExit.AddUObject(this, &UTransientLoopEditorSubsystem::EndScripts);
}

void UTransientLoopEditorSubsystem::Deinitialize()
{
	FWorldDelegates::OnWorldCleanup.RemoveAll(this);
	FWorldDelegates::LevelRemovedFromWorld.RemoveAll(this);
	FCoreDelegates::OnEnginePreExit.RemoveAll(this);
	EndScripts();
	Super::Deinitialize();
}

UTransientLoopComponent* UTransientLoopEditorSubsystem::GetComponentOfSlot(int32) const
{
	return nullptr;
}

UObject* UTransientLoopEditorSubsystem::GetHubContext() const
{
	return FindEditorWorld();
}

FTransientLoopEnvironment* UTransientLoopEditorSubsystem::GetEnvironment()
{
	if (bEnding)
	{
		return nullptr;
	}
	if (!Environment.IsValid())
	{
		const UTransientLoopSettings* Settings = GetDefault<UTransientLoopSettings>();
		Environment = MakePimpl<FTransientLoopEnvironment>(
			Settings->ScriptRoot, Settings->EnvironmentModule, this);
		Environment->GetHub().SetWorldFinder([]() { return FindEditorWorld(); }, false);
		if (!Environment->IsAttached())
		{
			UE_LOG(LogTransientLoop, Error,
				TEXT("Expected module \"%s\" below Content/%s to attach its loops, but it did not"),
				*Settings->EnvironmentModule, *Settings->ScriptRoot);
		}
	}
	return Environment->IsAttached() ? Environment.Get() : nullptr;
}

void UTransientLoopEditorSubsystem::OnWorldCleanup(UWorld* World, bool, bool)
{
	if (Environment.IsValid())
	{
		Environment->GetHub().EndWorld(*World, ETransientLoopEndReason::LevelTransition);
	}
}

void UTransientLoopEditorSubsystem::OnLevelRemoved(ULevel* Level, UWorld*)
{
	if (Level != nullptr && Environment.IsValid())
	{
		Environment->GetHub().EndLevel(*Level);
	}
}

void UTransientLoopEditorSubsystem::EndScripts()
{
	bEnding = true;
	if (Environment.IsValid())
	{
		Environment->GetHub().End(ETransientLoopEndReason::Quit);
		Environment.Reset();
	}
}
