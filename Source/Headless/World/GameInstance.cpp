// SPDX-License-Identifier: MIT
#include "Engine/GameInstance.h"

#include "Game.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(GameInstance)

void UGameInstance::Init()
{
	FSubsystemCollectionBase Collection;
	for (UClass* Class : Headless::FindDerivedClasses(UGameInstanceSubsystem::StaticClass()))
	{
		if (static_cast<USubsystem*>(Class->GetDefaultObject())->ShouldCreateSubsystem(this))
		{
			auto* Subsystem = NewObject<UGameInstanceSubsystem>(this, Class);
			Subsystems.Add(Subsystem);
			Subsystem->Initialize(Collection);
		}
	}
}

void UGameInstance::Shutdown()
{
	while (Subsystems.Num() > 0)
	{
		UGameInstanceSubsystem* Subsystem = Subsystems.Pop();
		Subsystem->Deinitialize();
		Game->AddGarbage(Subsystem);
	}
	for (const TObjectPtr<UObject>& Referenced : ReferencedObjects)
	{
		Game->AddGarbage(Referenced.Get());
	}
	ReferencedObjects.Empty();
}

void UGameInstance::RegisterReferencedObject(UObject* ObjectToReference)
{
	ReferencedObjects.Add(ObjectToReference);
}

void UGameInstance::UnregisterReferencedObject(UObject* ObjectToReference)
{
	if (ReferencedObjects.RemoveAll([ObjectToReference](const TObjectPtr<UObject>& Each)
			{ return Each.Get() == ObjectToReference; }) > 0)
	{
		// Nobody else is known to refer to it: the next collection takes it.
		Game->AddGarbage(ObjectToReference);
	}
}

UWorld* UGameInstance::GetWorld() const
{
	return Game->GetWorld();
}
