// SPDX-License-Identifier: MIT
#include "GarbageCollector.h"

#include "LifeChecks.h"
#include "UObject/StrongObjectPtr.h"

namespace Headless
{
FGarbageCollector::FGarbageCollector(const FSwitches& InSwitches)
	: Switches(InSwitches)
{
}

void FGarbageCollector::Add(UObject* Object, uint64 Frame)
{
	Object->MarkAsGarbage();
	Garbage.Add(FGarbage{Object, Frame});
}

void FGarbageCollector::CollectRipe(uint64 Frame)
{
	if (Switches.GarbageCollectAfterFrames < 0)
	{
		return;
	}
	FStrongReferences::Collect();
	if (Garbage.IsEmpty())
	{
		return;
	}
	const uint64 Wait = static_cast<uint64>(Switches.GarbageCollectAfterFrames);
	TArray<FGarbage> Ripe;
	TArray<FGarbage> Rest;
	for (const FGarbage& Item : Garbage)
	{
		(Frame - Item.Since >= Wait ? Ripe : Rest).Add(Item);
	}
	Garbage = MoveTemp(Rest);
	Free(Ripe);
}

void FGarbageCollector::CollectAll()
{
	FStrongReferences::Collect();
	const TArray<FGarbage> All = MoveTemp(Garbage);
	Garbage = TArray<FGarbage>();
	Free(All);
}

void FGarbageCollector::Free(const TArray<FGarbage>& Items)
{
	for (const FGarbage& Item : Items)
	{
		FLifeChecks::AssertBalanced(*Item.Object);
		FObjects::Delete(Item.Object);
	}
}
}
