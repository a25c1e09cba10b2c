// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Templates/UniquePtr.h"
#include "UObject/ScriptDelegate.h"

class UObject;

namespace Headless
{
/** One UPROPERTY of a class: how it is set from text and copied. */
struct FProperty
{
	FString Name;
	/** Type as an error message says it. */
	FString Type;
	TFunction<bool(UObject*, const FString&)> SetFromText;
	TFunction<FString(const UObject*)> GetText;
};
}

/** How a name is looked up; ours has the usual way. */
enum class EGetByNameFlags
{
	None = 0
};

/** A method that is marked UFUNCTION: called by name, with its parameters in one block of memory.
 */
class UFunction
{
public:
	const FString& GetName() const
	{
		return Name;
	}

	//~ Headless
	FString Name;
	TFunction<void(UObject*, void*)> Invoke;
};

/**
 * What the engine knows of an enum that is marked UENUM.
 *
 * Source:
 * https://dev.epicgames.com/documentation/unreal-engine/API/Runtime/CoreUObject/UObject/UEnum
 */
class UEnum
{
public:
	struct FEnumerator
	{
		FString Name;
		int64 Value;
	};

	explicit UEnum(TArray<FEnumerator> InEnumerators)
		: Enumerators(MoveTemp(InEnumerators))
	{
	}

	/** The value of an enumerator by its short name; INDEX_NONE if there is none. */
	int64 GetValueByNameString(
		const FString& SearchString, EGetByNameFlags Flags = EGetByNameFlags::None) const;
	/** The short name of an enumerator; empty for a value without one. */
	FString GetNameStringByValue(int64 InValue) const;

	//~ Headless
	/** All short names, for error messages. */
	FString JoinNames() const;

private:
	TArray<FEnumerator> Enumerators;
};

/** The header tool writes one for each UENUM. */
template <typename EnumType>
UEnum* StaticEnum();

enum EClassFlags
{
	CLASS_None = 0x00000000u,
	CLASS_Abstract = 0x00000001u
};

/** What the engine knows of a class. */
class UClass
{
public:
	using FMake = UObject* (*)();

	UClass(const TCHAR* InName, UClass* InSuper, FMake InMake, bool bInAbstract);

	const FString& GetName() const
	{
		return Name;
	}
	UClass* GetSuperClass() const
	{
		return Super;
	}
	bool IsChildOf(const UClass* Other) const;
	bool HasAnyClassFlags(EClassFlags FlagsToCheck) const
	{
		return bAbstract && (FlagsToCheck & CLASS_Abstract) != 0;
	}
	UObject* GetDefaultObject();
	/** Finds a function of this class or of one it derives from. */
	UFunction* FindFunctionByName(FName InName) const;

	//~ Headless
	void AddFunction(TUniquePtr<UFunction> Function);
	void AddDelegate(Headless::FDelegateProperty Delegate);
	/** Finds a delegate of this class or of one it derives from. */
	const Headless::FDelegateProperty* FindDelegate(const FString& DelegateName) const;
	bool IsAbstract() const
	{
		return bAbstract;
	}
	UObject* Make() const
	{
		return MakeObject();
	}
	void AddProperty(Headless::FProperty Property);
	/** Finds a property of this class or of one it derives from. */
	const Headless::FProperty* FindProperty(const FString& PropertyName) const;
	TArray<FString> GetPropertyNames() const;

private:
	FString Name;
	UClass* Super;
	FMake MakeObject;
	bool bAbstract;
	UObject* DefaultObject = nullptr;
	TArray<Headless::FProperty> Properties;
	TArray<TUniquePtr<UFunction>> Functions;
	TArray<Headless::FDelegateProperty> Delegates;
};

/** A class that is T or derives from it. */
template <typename T>
class TSubclassOf
{
public:
	TSubclassOf() = default;
	TSubclassOf(UClass* InClass)
		: Class(InClass)
	{
	}
	UClass* Get() const
	{
		return Class;
	}
	operator UClass*() const
	{
		return Class;
	}

private:
	UClass* Class = nullptr;
};
