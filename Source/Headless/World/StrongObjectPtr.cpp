// SPDX-License-Identifier: MIT
#include "UObject/StrongObjectPtr.h"

namespace Headless
{
namespace
{
TMap<UObject*, int32>& Counts()
{
	static TMap<UObject*, int32> Held;
	return Held;
}

TArray<UObject*>& Unreferenced()
{
	static TArray<UObject*> Objects;
	return Objects;
}
}

void FStrongReferences::Add(UObject* Object)
{
	if (Object != nullptr)
	{
		++Counts().FindOrAdd(Object);
	}
}

void FStrongReferences::Remove(UObject* Object)
{
	if (Object == nullptr || --Counts().FindOrAdd(Object) > 0)
	{
		return;
	}
	Counts().Remove(Object);
	Object->MarkAsGarbage();
	Unreferenced().Add(Object);
}

void FStrongReferences::Collect()
{
	const TArray<UObject*> Ripe = MoveTemp(Unreferenced());
	Unreferenced().Reset();
	for (UObject* Object : Ripe)
	{
		FObjects::Delete(Object);
	}
}
}
