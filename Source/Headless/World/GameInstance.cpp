// SPDX-License-Identifier: MIT
#include "Engine/GameInstance.h"

#include "Game.h"
#include "Standalone.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(GameInstance)

void UGameInstance::InitializeStandalone(const FName InPackageName)
{
	Headless::FStandalone::Adopt(*this);
	UWorld* const World = UWorld::CreateWorld(EWorldType::Game, false, InPackageName);
	World->SetGameInstance(this);
	GetWorldContext()->SetCurrentWorld(World);
	Init();
}

FWorldContext* UGameInstance::GetWorldContext() const
{
	return Headless::FStandalone::FindContext(*this);
}

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
	ReferencedObjects.Reset();
	Headless::FStandalone::Release(*this);
}

void UGameInstance::RegisterReferencedObject(UObject* ObjectToReference)
{
	ReferencedObjects.Add(TStrongObjectPtr<UObject>(ObjectToReference));
}

void UGameInstance::UnregisterReferencedObject(UObject* ObjectToReference)
{
	ReferencedObjects.RemoveAll([ObjectToReference](const TStrongObjectPtr<UObject>& Reference)
		{ return Reference.Get() == ObjectToReference; });
}

UWorld* UGameInstance::GetWorld() const
{
	return Game->GetWorld();
}
