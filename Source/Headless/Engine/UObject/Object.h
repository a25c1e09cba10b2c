// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Class.h"
#include "UObject/ObjectPtr.h"

#include <tuple>
#include <utility>

class FObjectInitializer;
class UGameInstance;
class UWorld;

namespace Headless
{
class FObjects;
}

/** The base of all reflected objects. */
class UObject
{
public:
	UObject();
	virtual ~UObject() = default;
	UObject(const UObject&) = delete;
	UObject& operator=(const UObject&) = delete;

	using ThisClass = UObject;
	static UClass* StaticClass();

	virtual void PostInitProperties()
	{
	}
	virtual void PostLoad()
	{
	}
	/** In place of PostLoad, of an object that is the copy of another. */
	virtual void PostDuplicate(bool bDuplicateForPIE)
	{
		(void)bDuplicateForPIE;
	}
	virtual void BeginDestroy()
	{
		++BeginDestroyCalls;
	}
	virtual void FinishDestroy()
	{
	}
	virtual UWorld* GetWorld() const
	{
		return OuterPrivate != nullptr ? OuterPrivate->GetWorld() : nullptr;
	}

	UClass* GetClass() const
	{
		return ClassPrivate;
	}
	UObject* GetOuter() const
	{
		return OuterPrivate;
	}
	FName GetFName() const
	{
		return FName(GetName());
	}
	FString GetName() const;
	FString GetPathName() const;
	bool IsA(const UClass* Class) const
	{
		return ClassPrivate->IsChildOf(Class);
	}
	template <typename T>
	bool IsA() const
	{
		return IsA(T::StaticClass());
	}
	bool HasAnyFlags(EObjectFlags Flags) const
	{
		return (FlagsPrivate & Flags) != 0;
	}
	/** A class default object, an archetype, or a part of one. */
	bool IsTemplate() const
	{
		return HasAnyFlags(static_cast<EObjectFlags>(RF_ClassDefaultObject | RF_ArchetypeObject)) ||
			   (OuterPrivate != nullptr && OuterPrivate->IsTemplate());
	}
	void MarkAsGarbage()
	{
		bGarbage = true;
	}
	template <typename T>
	T* CreateDefaultSubobject(const TCHAR* Name);
	UFunction* FindFunction(FName InName) const
	{
		return ClassPrivate->FindFunctionByName(InName);
	}
	virtual void ProcessEvent(UFunction* Function, void* Parms)
	{
		Function->Invoke(this, Parms);
	}

	/** Source:
	 * https://dev.epicgames.com/documentation/unreal-engine/API/Runtime/CoreUObject/UObject/UObjectBase/GetUniqueID.
	 * Headless never given twice. */
	uint32 GetUniqueID() const
	{
		return static_cast<uint32>(UniqueId);
	}

	//~ Headless: for the object table
	bool IsGarbage() const
	{
		return bGarbage;
	}

private:
	friend class Headless::FObjects;
	friend class FWeakObjectPtr;

	UClass* ClassPrivate = nullptr;
	UObject* OuterPrivate = nullptr;
	/** Empty for most: then the name is the class's and the number. */
	FString NamePrivate;
	int32 UniqueId = 0;
	int32 TableSlot = INDEX_NONE;
	int32 FlagsPrivate = RF_NoFlags;
	int32 BeginDestroyCalls = 0;
	bool bGarbage = false;
};

namespace Headless
{
/** All objects of the process. */
class FObjects
{
public:
	static UObject* Make(UClass* Class, UObject* Outer, const FString& Name, int32 Flags);
	/** Gives an object another outer. */
	static void Rename(UObject& Object, UObject& NewOuter)
	{
		Object.OuterPrivate = &NewOuter;
	}
	/** Runs BeginDestroy and FinishDestroy, then frees the memory. */
	static void Delete(UObject* Object);
	static UObject* Resolve(int32 Slot, int32 Serial);
	static int32 SerialOf(int32 Slot);
	static int32 Num();
};

UClass* RegisterClass(const TCHAR* Name, UClass* Super, UClass::FMake Make, bool bAbstract);
UClass* FindClass(const FString& NameWithoutPrefix);
/** Every class registered so far that derives from Base and is not abstract. */
TArray<UClass*> FindDerivedClasses(const UClass* Base);
bool SetPropertyFromText(
	UObject* Object, const FString& Name, const FString& Text, FString& OutError);

/** Makes sure that a class is known by name from the start of the process. */
struct FClassRegistrar
{
	explicit FClassRegistrar(UClass* (*GetClass)())
	{
		GetClass();
	}
};

bool FromText(const FString& Text, bool& Out);
bool FromText(const FString& Text, int32& Out);
bool FromText(const FString& Text, int64& Out);
bool FromText(const FString& Text, float& Out);
bool FromText(const FString& Text, double& Out);
bool FromText(const FString& Text, FString& Out);
bool FromText(const FString& Text, FName& Out);
FString ToText(bool Value);
FString ToText(int32 Value);
FString ToText(int64 Value);
FString ToText(float Value);
FString ToText(double Value);
FString ToText(const FString& Value);
FString ToText(FName Value);

template <typename ClassType, typename MemberType>
void AddProperty(UClass* Class, const TCHAR* Name, const TCHAR* Type, MemberType ClassType::*Member)
{
	FProperty Property;
	Property.Name = Name;
	Property.Type = Type;
	if constexpr (std::is_enum_v<MemberType>)
	{
		const UEnum* Enum = StaticEnum<MemberType>();
		Property.Type += FString(TEXT(" (")) + Enum->JoinNames() + TEXT(")");
		Property.SetFromText = [Member, Enum](UObject* Object, const FString& Text)
		{
			const int64 Value = Enum->GetValueByNameString(Text);
			if (Value == INDEX_NONE)
			{
				return false;
			}
			static_cast<ClassType*>(Object)->*Member = static_cast<MemberType>(Value);
			return true;
		};
		Property.GetText = [Member, Enum](const UObject* Object)
		{
			return Enum->GetNameStringByValue(
				static_cast<int64>(static_cast<const ClassType*>(Object)->*Member));
		};
	}
	else
	{
		Property.SetFromText = [Member](UObject* Object, const FString& Text)
		{ return FromText(Text, static_cast<ClassType*>(Object)->*Member); };
		Property.GetText = [Member](const UObject* Object)
		{ return ToText(static_cast<const ClassType*>(Object)->*Member); };
	}
	Class->AddProperty(MoveTemp(Property));
}

/** Where each parameter lies in the block that ProcessEvent is given. */
template <typename... ParameterTypes>
TArray<SIZE_T> ParameterOffsets()
{
	TArray<SIZE_T> Offsets;
	SIZE_T End = 0;
	const auto Place = [&Offsets, &End](SIZE_T Size, SIZE_T Alignment)
	{
		const SIZE_T Offset = (End + Alignment - 1) / Alignment * Alignment;
		Offsets.Add(Offset);
		End = Offset + Size;
	};
	(void)Place;
	(Place(sizeof(ParameterTypes), alignof(ParameterTypes)), ...);
	return Offsets;
}

template <typename ClassType, typename MethodType, typename... ParameterTypes, SIZE_T... Indices>
void InvokeMethod(ClassType* Object, MethodType Method, void* Parms,
	std::index_sequence<Indices...>, std::tuple<ParameterTypes...>*)
{
	const TArray<SIZE_T> Offsets = ParameterOffsets<std::decay_t<ParameterTypes>...>();
	(void)Offsets;
	(void)Parms;
	(Object->*Method)(*reinterpret_cast<std::decay_t<ParameterTypes>*>(
		static_cast<uint8*>(Parms) + Offsets[static_cast<int32>(Indices)])...);
}

template <typename ClassType, typename MethodType, typename... ParameterTypes>
void AddMethod(
	UClass* Class, const TCHAR* Name, MethodType Method, std::tuple<ParameterTypes...>* Types)
{
	TUniquePtr<UFunction> Function = MakeUnique<UFunction>();
	Function->Name = Name;
	Function->Invoke = [Method, Types](UObject* Object, void* Parms)
	{
		InvokeMethod(static_cast<ClassType*>(Object), Method, Parms,
			std::index_sequence_for<ParameterTypes...>(), Types);
	};
	Class->AddFunction(MoveTemp(Function));
}

template <typename ClassType, typename ReturnType, typename... ParameterTypes>
void AddFunction(
	UClass* Class, const TCHAR* Name, ReturnType (ClassType::*Method)(ParameterTypes...))
{
	AddMethod<ClassType>(Class, Name, Method, static_cast<std::tuple<ParameterTypes...>*>(nullptr));
}

template <typename ClassType, typename ReturnType, typename... ParameterTypes>
void AddFunction(
	UClass* Class, const TCHAR* Name, ReturnType (ClassType::*Method)(ParameterTypes...) const)
{
	AddMethod<ClassType>(Class, Name, Method, static_cast<std::tuple<ParameterTypes...>*>(nullptr));
}

template <typename ClassType, typename... ArgumentTypes>
void AddDelegate(UClass* Class, const TCHAR* Name,
	TDynamicMulticastDelegate<ArgumentTypes...> ClassType::*Member)
{
	FDelegateProperty Delegate;
	Delegate.Name = Name;
	Delegate.Add = [Member](UObject* Object, UObject* Proxy, const FScriptHandler& Handler)
	{ (static_cast<ClassType*>(Object)->*Member).AddProxy(Proxy, Handler); };
	Delegate.Remove = [Member](UObject* Object, UObject* Proxy)
	{ (static_cast<ClassType*>(Object)->*Member).RemoveAll(Proxy); };
	Class->AddDelegate(MoveTemp(Delegate));
}
}

inline bool IsValid(const UObject* Object)
{
	return Object != nullptr && !Object->IsGarbage();
}

FString GetNameSafe(const UObject* Object);
FString GetPathNameSafe(const UObject* Object);

template <typename T>
T* Cast(UObject* Object)
{
	return Object != nullptr && Object->IsA(T::StaticClass()) ? static_cast<T*>(Object) : nullptr;
}

template <typename T>
const T* Cast(const UObject* Object)
{
	return Object != nullptr && Object->IsA(T::StaticClass()) ? static_cast<const T*>(Object)
															  : nullptr;
}

template <typename T>
T* CastChecked(UObject* Object)
{
	T* Result = Cast<T>(Object);
	check(Result != nullptr);
	return Result;
}

/** Makes an object. A component made this way is not registered, nor begun. */
template <typename T>
T* NewObject(
	UObject* Outer, const UClass* Class, FName Name = NAME_None, EObjectFlags Flags = RF_NoFlags)
{
	return static_cast<T*>(
		Headless::FObjects::Make(const_cast<UClass*>(Class), Outer, Name.ToString(), Flags));
}

template <typename T>
T* NewObject(UObject* Outer = nullptr, FName Name = NAME_None)
{
	return NewObject<T>(Outer, T::StaticClass(), Name);
}

template <typename T>
const T* GetDefault()
{
	return static_cast<const T*>(T::StaticClass()->GetDefaultObject());
}

template <typename T>
T* GetMutableDefault()
{
	return static_cast<T*>(T::StaticClass()->GetDefaultObject());
}

template <typename T>
T* UObject::CreateDefaultSubobject(const TCHAR* Name)
{
	return NewObject<T>(this, FName(Name));
}
