// SPDX-License-Identifier: MIT
#include "TransientLoopSubsystem.h"

#include "Engine/World.h"
#include "TransientLoopEnvironment.h"
#include "TransientLoopLog.h"
#include "TransientLoopSettings.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopSubsystem)

void UTransientLoopSubsystem::Deinitialize()
{
	FWorldDelegates::OnWorldTickStart.Remove(WorldTickStartHandle);
	FWorldDelegates::OnWorldPreActorTick.Remove(WorldPreActorTickHandle);
	if (Environment.IsValid())
	{
		// Nothing ticks any more: what lingers is cut, and says so.
		Environment->GetHub().End(ETransientLoopEndReason::Quit);
	}
	Environment.Reset();
	Super::Deinitialize();
}

UTransientLoopComponent* UTransientLoopSubsystem::GetComponentOfSlot(int32 Slot) const
{
	return Environment.IsValid() ? Environment->GetTable().FindComponent(Slot) : nullptr;
}

FTransientLoopEnvironment* UTransientLoopSubsystem::GetEnvironment()
{
	if (!Environment.IsValid())
	{
		const UTransientLoopSettings* Settings = GetDefault<UTransientLoopSettings>();
		Environment = MakePimpl<FTransientLoopEnvironment>(
			Settings->ScriptRoot, Settings->EnvironmentModule, this);
		WorldTickStartHandle = FWorldDelegates::OnWorldTickStart.AddUObject(
			this, &UTransientLoopSubsystem::OnWorldTickStart);
		WorldPreActorTickHandle = FWorldDelegates::OnWorldPreActorTick.AddUObject(
			this, &UTransientLoopSubsystem::OnWorldPreActorTick);
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
	if (World->GetGameInstance() == GetGameInstance())
	{
		Environment->BeginFrame();
	}
}

void UTransientLoopSubsystem::OnWorldPreActorTick(UWorld* World, ELevelTick, float)
{
	if (World->GetGameInstance() == GetGameInstance())
	{
		Environment->WakeDue(*World);
	}
}
