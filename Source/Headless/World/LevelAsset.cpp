// SPDX-License-Identifier: MIT
#include "LevelAsset.h"

#include "ActorSpawner.h"

namespace Headless
{
namespace
{
UClass* FindClassOf(const FString& Name, UClass* Base)
{
	UClass* Class = FindClass(Name);
	return Class != nullptr && Class->IsChildOf(Base) && !Class->IsAbstract() ? Class : nullptr;
}

FString NamesOf(UClass* Base)
{
	FString Names;
	for (const UClass* Class : FindDerivedClasses(Base))
	{
		Names += (Names.IsEmpty() ? FString() : FString(TEXT(", "))) + Class->GetName();
	}
	return Names;
}

/** The component that the actor's constructor made for this, if there is one left; else a new one.
 */
UActorComponent* ComponentFor(AActor& Actor, UClass* Class, TSet<UActorComponent*>& Taken,
	TFunction<UActorComponent*(AActor&, UClass*)> Make)
{
	for (UActorComponent* Component : Actor.GetComponents())
	{
		if (Component->GetClass() == Class && !Taken.Contains(Component))
		{
			Taken.Add(Component);
			return Component;
		}
	}
	UActorComponent* Made = Make(Actor, Class);
	Taken.Add(Made);
	return Made;
}

void SetProperties(UObject& Object, const TArray<FPlacedProperty>& Properties)
{
	FString Error;
	for (const FPlacedProperty& Property : Properties)
	{
		const bool bSet = SetPropertyFromText(&Object, Property.Name, Property.Value, Error);
		checkf(bSet, TEXT("%s"), *Error);
	}
}
}

bool ValidatePlacedActor(const FString& Level, const FPlacedActor& Actor, FString& OutError)
{
	if (FindClassOf(Actor.Class, AActor::StaticClass()) == nullptr)
	{
		OutError = FString::Printf(
			TEXT("Level \"%s\", actor \"%s\": expected a class of actor (%s), but got \"%s\""),
			*Level, *Actor.Label, *NamesOf(AActor::StaticClass()), *Actor.Class);
		return false;
	}
	for (const FPlacedComponent& Component : Actor.Components)
	{
		UClass* Class = FindClassOf(Component.Class, UActorComponent::StaticClass());
		if (Class == nullptr)
		{
			OutError = FString::Printf(TEXT("Level \"%s\", actor \"%s\": expected a class of "
											"component (%s), but got \"%s\""),
				*Level, *Actor.Label, *NamesOf(UActorComponent::StaticClass()), *Component.Class);
			return false;
		}
		UObject* Trial = FObjects::Make(Class, nullptr, FString(), RF_ArchetypeObject);
		FString Error;
		bool bValid = true;
		for (const FPlacedProperty& Property : Component.Properties)
		{
			bValid = bValid && SetPropertyFromText(Trial, Property.Name, Property.Value, Error);
		}
		FObjects::Delete(Trial);
		if (!bValid)
		{
			OutError = FString::Printf(
				TEXT("Level \"%s\", actor \"%s\": %s"), *Level, *Actor.Label, *Error);
			return false;
		}
	}
	return true;
}

bool ValidateLevelAsset(const FLevelAsset& Asset, FString& OutError)
{
	for (const FPlacedActor& Actor : Asset.Actors)
	{
		if (!ValidatePlacedActor(Asset.Name, Actor, OutError))
		{
			return false;
		}
	}
	return true;
}

void PlaceActors(const FLevelAsset& Asset, ULevel& Level)
{
	for (const FPlacedActor& Placed : Asset.Actors)
	{
		AActor* Actor =
			FActorSpawner::Place(Level, FindClass(Placed.Class), Placed.Label, Placed.Transform);
		TSet<UActorComponent*> Taken;
		for (const FPlacedComponent& Component : Placed.Components)
		{
			SetProperties(*ComponentFor(*Actor, FindClass(Component.Class), Taken,
							  &FActorSpawner::PlaceComponent),
				Component.Properties);
		}
		FActorSpawner::FinishLoading(*Actor);
	}
}

void AddComponents(const FPlacedActor& Placed, AActor& Actor)
{
	TSet<UActorComponent*> Taken;
	for (const FPlacedComponent& Component : Placed.Components)
	{
		UActorComponent* Made = ComponentFor(Actor, FindClass(Component.Class), Taken,
			[](AActor& Owner, UClass* Class) { return NewObject<UActorComponent>(&Owner, Class); });
		SetProperties(*Made, Component.Properties);
		Made->RegisterComponent();
	}
}
}
