// SPDX-License-Identifier: MIT
#include "UObject/Object.h"

#include "Components/ActorComponent.h"
#include "Report.h"

namespace
{
/** What a constructor of UObject takes over: the engine's FObjectInitializer. */
struct FUnderConstruction
{
	UClass* Class;
	UObject* Outer;
	FString Name;
	int32 Flags;
};

TArray<FUnderConstruction>& ConstructionStack()
{
	static TArray<FUnderConstruction> Stack;
	return Stack;
}

struct FObjectSlot
{
	UObject* Object = nullptr;
	int32 Serial = 0;
};

struct FObjectTable
{
	TArray<FObjectSlot> Slots;
	TArray<int32> FreeSlots;
	int32 LastUniqueId = 0;
};

FObjectTable& Table()
{
	static FObjectTable Objects;
	return Objects;
}

/** What lives inside a component and is named by nobody else: the engine's collector would find it.
 */
TMap<UObject*, TArray<UObject*>>& ObjectsInComponents()
{
	static TMap<UObject*, TArray<UObject*>> Objects;
	return Objects;
}

TMap<FString, UClass*>& ClassesByName()
{
	static TMap<FString, UClass*> Classes;
	return Classes;
}
}

UClass* UObject::StaticClass()
{
	static UClass* const Class = Headless::RegisterClass(
		TEXT("Object"), nullptr, []() -> UObject* { return new UObject(); }, false);
	return Class;
}

UObject::UObject()
{
	checkf(ConstructionStack().Num() > 0,
		TEXT("Expected NewObject or SpawnActor to make an object, not new"));
	const FUnderConstruction& Given = ConstructionStack().Last();
	ClassPrivate = Given.Class;
	OuterPrivate = Given.Outer;
	NamePrivate = Given.Name;
	FlagsPrivate = Given.Flags;
	// Here and not after construction: constructors of derived classes bind delegates to this.
	FObjectTable& Objects = Table();
	UniqueId = ++Objects.LastUniqueId;
	TableSlot =
		Objects.FreeSlots.Num() > 0 ? Objects.FreeSlots.Pop() : Objects.Slots.Add(FObjectSlot());
	Objects.Slots[TableSlot].Object = this;
}

FString UObject::GetName() const
{
	return NamePrivate.IsEmpty()
			   ? FString::Printf(TEXT("%s_%d"), *ClassPrivate->GetName(), UniqueId)
			   : NamePrivate;
}

FString UObject::GetPathName() const
{
	return OuterPrivate != nullptr ? OuterPrivate->GetPathName() + FString(TEXT(".")) + GetName()
								   : GetName();
}

FString GetNameSafe(const UObject* Object)
{
	return Object != nullptr ? Object->GetName() : FString(TEXT("None"));
}

FString GetPathNameSafe(const UObject* Object)
{
	return Object != nullptr ? Object->GetPathName() : FString(TEXT("None"));
}

FWeakObjectPtr::FWeakObjectPtr(const UObject* Object)
{
	if (::IsValid(Object))
	{
		Slot = Object->TableSlot;
		Serial = Headless::FObjects::SerialOf(Slot);
	}
}

UObject* FWeakObjectPtr::Get() const
{
	UObject* Object = Headless::FObjects::Resolve(Slot, Serial);
	return ::IsValid(Object) ? Object : nullptr;
}

namespace Headless
{
UObject* FObjects::Make(UClass* Class, UObject* Outer, const FString& Name, int32 Flags)
{
	checkf(Class != nullptr && !Class->IsAbstract(), TEXT("Expected a class that is not abstract"));
	const bool bNamed = !Name.IsEmpty() && Name != FString(TEXT("None"));
	ConstructionStack().Add(FUnderConstruction{Class, Outer, bNamed ? Name : FString(), Flags});
	UObject* Object = Class->Make();
	ConstructionStack().Pop();
	Object->PostInitProperties();
	if (Outer != nullptr && Outer->IsA<UActorComponent>())
	{
		ObjectsInComponents().FindOrAdd(Outer).Add(Object);
	}
	return Object;
}

void FObjects::Delete(UObject* Object)
{
	Object->bGarbage = true;
	const int32 Before = Object->BeginDestroyCalls;
	Object->BeginDestroy();
	if (Object->BeginDestroyCalls != Before + 1)
	{
		ReportViolation(
			TEXT("Expected BeginDestroy of %s to call Super once"), *Object->GetPathName());
	}
	Object->FinishDestroy();
	if (const TArray<UObject*>* Inside = ObjectsInComponents().Find(Object))
	{
		const TArray<UObject*> Orphans = *Inside;
		ObjectsInComponents().Remove(Object);
		for (UObject* Orphan : Orphans)
		{
			Delete(Orphan);
		}
	}
	FObjectSlot& Slot = Table().Slots[Object->TableSlot];
	Slot.Object = nullptr;
	++Slot.Serial;
	Table().FreeSlots.Add(Object->TableSlot);
	delete Object;
}

UObject* FObjects::Resolve(int32 Slot, int32 Serial)
{
	const TArray<FObjectSlot>& Slots = Table().Slots;
	return Slots.IsValidIndex(Slot) && Slots[Slot].Serial == Serial ? Slots[Slot].Object : nullptr;
}

int32 FObjects::SerialOf(int32 Slot)
{
	return Table().Slots[Slot].Serial;
}

int32 FObjects::Num()
{
	return Table().Slots.Num() - Table().FreeSlots.Num();
}

UClass* RegisterClass(const TCHAR* Name, UClass* Super, UClass::FMake Make, bool bAbstract)
{
	UClass* Class = new UClass(Name, Super, Make, bAbstract);
	ClassesByName().Add(Name, Class);
	return Class;
}

UClass* FindClass(const FString& NameWithoutPrefix)
{
	return ClassesByName().FindRef(NameWithoutPrefix);
}

TArray<UClass*> FindDerivedClasses(const UClass* Base)
{
	TArray<FString> Names;
	ClassesByName().GenerateKeyArray(Names);
	TArray<UClass*> Found;
	for (const FString& Name : Names)
	{
		UClass* Class = ClassesByName().FindRef(Name);
		if (!Class->IsAbstract() && Class->IsChildOf(Base))
		{
			Found.Add(Class);
		}
	}
	return Found;
}
}
