// SPDX-License-Identifier: MIT
#include "TransientLoopTable.h"

#include "Engine/World.h"
#include "TransientLoopComponent.h"

FTransientLoopHandle FTransientLoopTable::Allocate(UTransientLoopComponent& Component)
{
	FTransientLoopHandle Handle;
	if (FreeSlots.Num() > 0)
	{
		Handle.Slot = FreeSlots.Pop();
		Components[Handle.Slot] = &Component;
	}
	else
	{
		Handle.Slot = Components.Add(&Component);
		Generations.Add(0);
	}
	Handle.Generation = ++Generations[Handle.Slot];
	return Handle;
}

void FTransientLoopTable::Free(const FTransientLoopHandle& Handle)
{
	if (!Generations.IsValidIndex(Handle.Slot) || Generations[Handle.Slot] != Handle.Generation ||
		Components[Handle.Slot] == nullptr)
	{
		return;
	}
	Components[Handle.Slot] = nullptr;
	FreeSlots.Add(Handle.Slot);
}

UTransientLoopComponent* FTransientLoopTable::FindComponent(int32 Slot) const
{
	return Components.IsValidIndex(Slot) ? Components[Slot] : nullptr;
}

TArray<TWeakObjectPtr<UTransientLoopComponent>> FTransientLoopTable::GetLiveComponents() const
{
	TArray<TWeakObjectPtr<UTransientLoopComponent>> Live;
	for (UTransientLoopComponent* Component : Components)
	{
		if (Component != nullptr)
		{
			Live.Add(Component);
		}
	}
	return Live;
}

void FTransientLoopTable::BindMemory(FTransientLoopRecord* InRecords, int32 InCapacity)
{
	Records = InRecords;
	Capacity = InCapacity;
}

void FTransientLoopTable::BindClocks(FTransientLoopRecord* InRecords, int32 InCapacity)
{
	Clocks.BindMemory(InRecords, InCapacity);
}

void FTransientLoopTable::StartClocks(int32 Slot)
{
	Records[Slot].Now = 0.0;
	Clocks.Start(Slot, *Components[Slot]->GetWorld());
}

bool FTransientLoopTable::LookAtClocks(int32 Slot)
{
	// None while an actor is on its way out of one.
	const UWorld* World = Components[Slot]->GetWorld();
	return World != nullptr && Clocks.Look(Slot, Records[Slot].Now, *World);
}

void FTransientLoopTable::LoseAll()
{
	TArray<TWeakObjectPtr<UTransientLoopComponent>> Lost;
	for (UTransientLoopComponent* Component : Components)
	{
		if (Component != nullptr)
		{
			Component->LoseLoop();
			Lost.Add(Component);
		}
	}
	Components.Empty();
	Generations.Empty();
	FreeSlots.Empty();
	BindMemory(nullptr, 0);
	BindClocks(nullptr, 0);
	// Last: whoever hears of it may do anything.
	for (const TWeakObjectPtr<UTransientLoopComponent>& Component : Lost)
	{
		if (Component.IsValid())
		{
			Component->TellEnd(ETransientLoopEndReason::EnvironmentLost);
		}
	}
}
