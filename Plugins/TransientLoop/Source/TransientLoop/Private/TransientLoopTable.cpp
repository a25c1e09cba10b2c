// SPDX-License-Identifier: MIT
#include "TransientLoopTable.h"

#include "Engine/World.h"
#include "TransientLoopComponent.h"

FTransientLoopHandle FTransientLoopTable::Allocate(FTransientLoopOwner& Owner)
{
	FTransientLoopHandle Handle;
	if (FreeSlots.Num() > 0)
	{
		Handle.Slot = FreeSlots.Pop();
		Owners[Handle.Slot] = &Owner;
	}
	else
	{
		Handle.Slot = Owners.Add(&Owner);
		Generations.Add(0);
	}
	Handle.Generation = ++Generations[Handle.Slot];
	return Handle;
}

FTransientLoopHandle FTransientLoopTable::GetHandle(int32 Slot) const
{
	FTransientLoopHandle Handle;
	if (FindOwner(Slot) != nullptr)
	{
		Handle.Slot = Slot;
		Handle.Generation = Generations[Slot];
	}
	return Handle;
}

void FTransientLoopTable::Free(const FTransientLoopHandle& Handle)
{
	if (!IsLive(Handle))
	{
		return;
	}
	Owners[Handle.Slot] = nullptr;
	FreeSlots.Add(Handle.Slot);
}

FTransientLoopOwner* FTransientLoopTable::FindOwner(int32 Slot) const
{
	return Owners.IsValidIndex(Slot) ? Owners[Slot] : nullptr;
}

UTransientLoopComponent* FTransientLoopTable::FindComponent(int32 Slot) const
{
	FTransientLoopOwner* Owner = FindOwner(Slot);
	return Owner != nullptr ? Owner->GetLoopComponent() : nullptr;
}

TArray<TWeakObjectPtr<UTransientLoopComponent>> FTransientLoopTable::GetLiveComponents() const
{
	TArray<TWeakObjectPtr<UTransientLoopComponent>> Live;
	for (FTransientLoopOwner* Owner : Owners)
	{
		if (UTransientLoopComponent* Component =
				Owner != nullptr ? Owner->GetLoopComponent() : nullptr)
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
	Clocks.Start(Slot, Owners[Slot]->GetLoopWorld());
}

bool FTransientLoopTable::LookAtClocks(int32 Slot)
{
	const UWorld* World = Owners[Slot]->GetLoopWorld();
	// An actor has none while it is on its way out of one; a hub has no other time than its own.
	return (World != nullptr || Owners[Slot]->GetLoopActor() == nullptr) &&
		   Clocks.Look(Slot, Records[Slot].Now, World);
}

void FTransientLoopTable::LoseAll()
{
	const TArray<TWeakObjectPtr<UTransientLoopComponent>> Lost = GetLiveComponents();
	for (FTransientLoopOwner* Owner : Owners)
	{
		if (Owner != nullptr)
		{
			Owner->LoseLoop();
		}
	}
	Owners.Empty();
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
