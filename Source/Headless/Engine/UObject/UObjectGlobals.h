// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Class.h"
#include "UObject/Object.h"

class UWorld;

enum class EFindFirstObjectOptions
{
	None = 0,
	ExactClass = 1 << 1,
	NativeFirst = 1 << 2,
	EnsureIfAmbiguous = 1 << 3
};

/** The first object of this class and name. Headless classes alone are found so. */
template <class T>
T* FindFirstObject(
	const TCHAR* Name, EFindFirstObjectOptions Options = EFindFirstObjectOptions::None);
template <>
UClass* FindFirstObject<UClass>(const TCHAR* Name, EFindFirstObjectOptions Options);

UClass* StaticLoadClass(UClass* BaseClass, UObject* InOuter, const TCHAR* Name);

/** A class by its path, if it derives from this one. Headless the package does not count: no class
 * is loaded from one. */
template <class T>
UClass* LoadClass(UObject* Outer, const TCHAR* Name)
{
	return StaticLoadClass(T::StaticClass(), Outer, Name);
}

/** A name that is valid, though it may be taken. Headless letters, digits and underlines are. */
FName MakeObjectNameFromDisplayLabel(const FString& DisplayLabel, const FName CurrentObjectName);

struct FCoreUObjectDelegates
{
	/** The map that is about to be loaded by hard travel. */
	static TMulticastDelegate<void(const FString&)> PreLoadMap;
	static TMulticastDelegate<void(UWorld*)> PostLoadMapWithWorld;
};

/** What is kept though nobody refers to it. */
#define GARBAGE_COLLECTION_KEEPFLAGS RF_NoFlags

/** Frees what is garbage in the worlds of no game. */
void CollectGarbage(EObjectFlags KeepFlags, bool bPerformFullPurge = true);
