// SPDX-License-Identifier: MIT
#include "TransientLoopTable.h"

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

void FTransientLoopTable::BindMemory(FTransientLoopRecord* InRecords, int32 InCapacity)
{
	Records = InRecords;
	Capacity = InCapacity;
}

void FTransientLoopTable::LoseAll()
{
	for (UTransientLoopComponent* Component : Components)
	{
		if (Component != nullptr)
		{
			Component->LoseLoop();
		}
	}
	Components.Empty();
	Generations.Empty();
	FreeSlots.Empty();
	BindMemory(nullptr, 0);
}
