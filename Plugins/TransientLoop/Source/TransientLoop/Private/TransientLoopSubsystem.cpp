// SPDX-License-Identifier: MIT
#include "TransientLoopSubsystem.h"

#if WITH_EDITOR
#include "Editor.h"
#endif
#include "Engine/GameInstance.h"
#include "Engine/World.h"
#include "TransientLoopComponent.h"
#include "TransientLoopEnvironment.h"
#include "TransientLoopLog.h"
#include "TransientLoopSettings.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopSubsystem)

void UTransientLoopSubsystem::Initialize(FSubsystemCollectionBase& Collection)
{
	Super::Initialize(Collection);
	FWorldDelegates::OnWorldCleanup.AddUObject(this, &UTransientLoopSubsystem::OnWorldCleanup);
	FWorldDelegates::LevelRemovedFromWorld.AddUObject(
		this, &UTransientLoopSubsystem::OnLevelRemoved);
	FWorldDelegates::OnSeamlessTravelStart.AddUObject(
		this, &UTransientLoopSubsystem::OnSeamlessTravelStart);
	FWorldDelegates::OnSeamlessTravelTransition.AddUObject(
		this, &UTransientLoopSubsystem::OnSeamlessTravelTransition);
#if WITH_EDITOR
	FEditorDelegates::PrePIEEnded.AddUObject(this, &UTransientLoopSubsystem::OnPrePIEEnded);
#endif
}

void UTransientLoopSubsystem::Deinitialize()
{
	// Here if the actors end play only afterwards, or never: script still lives.
	EndSession(GetSessionEndReason());
	FWorldDelegates::OnWorldTickStart.Remove(WorldTickStartHandle);
	FWorldDelegates::OnWorldCleanup.RemoveAll(this);
	FWorldDelegates::LevelRemovedFromWorld.RemoveAll(this);
	FWorldDelegates::OnSeamlessTravelStart.RemoveAll(this);
	FWorldDelegates::OnSeamlessTravelTransition.RemoveAll(this);
#if WITH_EDITOR
	FEditorDelegates::PrePIEEnded.RemoveAll(this);
#endif
	FWorldDelegates::OnWorldPreActorTick.Remove(WorldPreActorTickHandle);
	FWorldDelegates::OnWorldPostActorTick.Remove(WorldPostActorTickHandle);
	Environment.Reset();
	Super::Deinitialize();
}

UObject* UTransientLoopSubsystem::GetHubContext() const
{
	return GetGameInstance();
}

UTransientLoopComponent* UTransientLoopSubsystem::GetComponentOfSlot(int32 Slot) const
{
	return Environment.IsValid() ? Environment->GetTable().FindComponent(Slot) : nullptr;
}

bool UTransientLoopSubsystem::RestartEnvironment()
{
	if (bEnding)
	{
		return false;
	}
	if (!Environment.IsValid())
	{
		return GetEnvironment() != nullptr;
	}
	if (Environment->IsCrossing())
	{
		bRestartWanted = true;
		return true;
	}
	bRestartWanted = false;
	ToStartAfterRestart = Environment->TakeLost();
	ToStartAfterRestart.Append(Environment->GetTable().GetLiveComponents());
	bEnding = true;
	bRestarting = true;
	const TArray<FTransientLoopHubScript> HubScripts = Environment->GetHub().GetScripts();
	EndLoops(nullptr, ETransientLoopEndReason::EnvironmentLost);
	Environment->GetHub().End(ETransientLoopEndReason::EnvironmentLost);
	bRestarting = false;
	bEnding = false;
	FWorldDelegates::OnWorldTickStart.Remove(WorldTickStartHandle);
	FWorldDelegates::OnWorldPreActorTick.Remove(WorldPreActorTickHandle);
	FWorldDelegates::OnWorldPostActorTick.Remove(WorldPostActorTickHandle);
	Environment.Reset();
	const bool bStarted = GetEnvironment() != nullptr;
	const TArray<TWeakObjectPtr<UTransientLoopComponent>> ToStart = MoveTemp(ToStartAfterRestart);
	ToStartAfterRestart.Reset();
	for (const FTransientLoopHubScript& HubScript : HubScripts)
	{
		if (bStarted)
		{
			Environment->GetHub().Run(HubScript.Module, HubScript.Arguments);
		}
	}
	for (const TWeakObjectPtr<UTransientLoopComponent>& Component : ToStart)
	{
		// One that an earlier one ended stays ended.
		if (bStarted && Component.IsValid() && Component->HasBegunPlay())
		{
			Component->StartLoop();
		}
	}
	return bStarted;
}

void UTransientLoopSubsystem::StartAfterRestart(UTransientLoopComponent& Component)
{
	if (bRestarting)
	{
		ToStartAfterRestart.Add(&Component);
	}
}

FTransientLoopEnvironment* UTransientLoopSubsystem::GetEnvironment()
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
		Environment->GetHub().SetWorldFinder(
			[this]() { return GetGameInstance()->GetWorld(); }, true);
		WorldTickStartHandle = FWorldDelegates::OnWorldTickStart.AddUObject(
			this, &UTransientLoopSubsystem::OnWorldTickStart);
		WorldPreActorTickHandle = FWorldDelegates::OnWorldPreActorTick.AddUObject(
			this, &UTransientLoopSubsystem::OnWorldPreActorTick);
		WorldPostActorTickHandle = FWorldDelegates::OnWorldPostActorTick.AddUObject(
			this, &UTransientLoopSubsystem::OnWorldPostActorTick);
		if (!Environment->IsAttached())
		{
			UE_LOG(LogTransientLoop, Error,
				TEXT("Expected module \"%s\" below Content/%s to attach its loops, but it did not"),
				*Settings->EnvironmentModule, *Settings->ScriptRoot);
		}
	}
	return Environment->IsAttached() ? Environment.Get() : nullptr;
}

void UTransientLoopSubsystem::OnWorldTickStart(UWorld* World, ELevelTick, float)
{
	if (World->GetGameInstance() != GetGameInstance())
	{
		return;
	}
	EndLoopsLeftBehind();
	if (bRestartWanted)
	{
		RestartEnvironment();
	}
	if (Environment.IsValid())
	{
		Environment->BeginFrame();
	}
}

void UTransientLoopSubsystem::OnWorldCleanup(UWorld* World, bool bSessionEnded, bool)
{
	if (TravellingWorld.Get() == World)
	{
		LeftWorld = World;
		if (Environment.IsValid())
		{
			InLeftWorld = Environment->GetTable().GetLiveComponents();
			Environment->GetHub().EndWorld(*World, ETransientLoopEndReason::LevelTransition);
		}
		return;
	}
	// Whoever was told of the end has no loop any more.
	const ETransientLoopEndReason Reason =
		bSessionEnded ? GetSessionEndReason() : ETransientLoopEndReason::LevelTransition;
	EndLoops(World, Reason);
	if (Environment.IsValid())
	{
		Environment->GetHub().EndWorld(*World, Reason);
	}
}

void UTransientLoopSubsystem::OnLevelRemoved(ULevel* Level, UWorld*)
{
	// None where the whole world goes, of which more is told.
	if (Level != nullptr && Environment.IsValid())
	{
		Environment->GetHub().EndLevel(*Level);
	}
}

void UTransientLoopSubsystem::OnSeamlessTravelStart(UWorld* World, const FString&)
{
	TravellingWorld = World;
}

void UTransientLoopSubsystem::OnSeamlessTravelTransition(UWorld* World)
{
	TravellingWorld = World;
}

#if WITH_EDITOR
void UTransientLoopSubsystem::OnPrePIEEnded(const bool)
{
	// Now, while everything still lives: whether actors end play before or after the environment
	// goes depends on the version of PuerTS.
	EndSession(ETransientLoopEndReason::EndPlayInEditor);
}
#endif

void UTransientLoopSubsystem::EndSession(ETransientLoopEndReason Reason)
{
	bEnding = true;
	EndLoops(nullptr, Reason);
	if (Environment.IsValid())
	{
		// After those of actors, which may have handed something over. Nothing ticks any more: what
		// lingers is cut, and says so.
		Environment->GetHub().End(Reason);
	}
}

void UTransientLoopSubsystem::EndLoops(const UWorld* World, ETransientLoopEndReason Reason)
{
	if (!Environment.IsValid())
	{
		return;
	}
	// By slot: whoever has one is there, garbage or not, and scripts may end anything meanwhile.
	FTransientLoopTable& Table = Environment->GetTable();
	for (int32 Slot = 0; Slot < Table.NumSlots(); ++Slot)
	{
		UTransientLoopComponent* Component = Table.FindComponent(Slot);
		if (Component != nullptr && (World == nullptr || Component->GetWorld() == World))
		{
			Component->StopLoop(Reason);
		}
	}
}

void UTransientLoopSubsystem::EndLoopsLeftBehind()
{
	const TArray<TWeakObjectPtr<UTransientLoopComponent>> Left = MoveTemp(InLeftWorld);
	InLeftWorld.Reset();
	for (const TWeakObjectPtr<UTransientLoopComponent>& Component : Left)
	{
		if (Component.IsValid() && Component->GetWorld() == LeftWorld)
		{
			Component->StopLoop(ETransientLoopEndReason::LevelTransition);
		}
	}
}

ETransientLoopEndReason UTransientLoopSubsystem::GetSessionEndReason() const
{
	const UWorld* World = GetGameInstance()->GetWorld();
	return World != nullptr && World->WorldType == EWorldType::PIE
			   ? ETransientLoopEndReason::EndPlayInEditor
			   : ETransientLoopEndReason::Quit;
}

void UTransientLoopSubsystem::OnWorldPreActorTick(UWorld* World, ELevelTick, float)
{
	if (World->GetGameInstance() == GetGameInstance() && Environment.IsValid())
	{
		Environment->WakeDue(*World);
		Environment->GetHub().TickWorld(*World);
	}
}

void UTransientLoopSubsystem::OnWorldPostActorTick(UWorld* World, ELevelTick, float)
{
	if (World->GetGameInstance() == GetGameInstance() && Environment.IsValid())
	{
		Environment->GetBatch().Run(*Environment);
	}
}
