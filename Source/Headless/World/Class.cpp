// SPDX-License-Identifier: MIT
#include "UObject/Class.h"

#include "UObject/Object.h"

#include <cstdlib>

int64 UEnum::GetValueByNameString(const FString& SearchString, EGetByNameFlags) const
{
	const FEnumerator* Found = Enumerators.FindByPredicate(
		[&SearchString](const FEnumerator& Each) { return Each.Name == SearchString; });
	return Found != nullptr ? Found->Value : INDEX_NONE;
}

FString UEnum::GetNameStringByValue(int64 InValue) const
{
	const FEnumerator* Found = Enumerators.FindByPredicate(
		[InValue](const FEnumerator& Each) { return Each.Value == InValue; });
	return Found != nullptr ? Found->Name : FString();
}

FString UEnum::JoinNames() const
{
	FString Names;
	for (const FEnumerator& Each : Enumerators)
	{
		Names += (Names.IsEmpty() ? FString() : FString(TEXT(", "))) + Each.Name;
	}
	return Names;
}

UClass::UClass(const TCHAR* InName, UClass* InSuper, FMake InMake, bool bInAbstract)
	: Name(InName)
	, Super(InSuper)
	, MakeObject(InMake)
	, bAbstract(bInAbstract)
{
}

bool UClass::IsChildOf(const UClass* Other) const
{
	for (const UClass* Class = this; Class != nullptr; Class = Class->Super)
	{
		if (Class == Other)
		{
			return true;
		}
	}
	return false;
}

UObject* UClass::GetDefaultObject()
{
	if (DefaultObject == nullptr)
	{
		DefaultObject = Headless::FObjects::Make(
			this, nullptr, FString(TEXT("Default__")) + Name, RF_ClassDefaultObject);
	}
	return DefaultObject;
}

UFunction* UClass::FindFunctionByName(FName InName) const
{
	for (const UClass* Class = this; Class != nullptr; Class = Class->Super)
	{
		for (const TUniquePtr<UFunction>& Function : Class->Functions)
		{
			if (FName(Function->GetName()) == InName)
			{
				return Function.Get();
			}
		}
	}
	return nullptr;
}

void UClass::AddFunction(TUniquePtr<UFunction> Function)
{
	Functions.Add(MoveTemp(Function));
}

void UClass::AddDelegate(Headless::FDelegateProperty Delegate)
{
	Delegates.Add(MoveTemp(Delegate));
}

const Headless::FDelegateProperty* UClass::FindDelegate(const FString& DelegateName) const
{
	for (const UClass* Class = this; Class != nullptr; Class = Class->Super)
	{
		const Headless::FDelegateProperty* Found = Class->Delegates.FindByPredicate(
			[&DelegateName](const Headless::FDelegateProperty& Delegate)
			{ return Delegate.Name == DelegateName; });
		if (Found != nullptr)
		{
			return Found;
		}
	}
	return nullptr;
}

void UClass::AddProperty(Headless::FProperty Property)
{
	Properties.Add(MoveTemp(Property));
}

const Headless::FProperty* UClass::FindProperty(const FString& PropertyName) const
{
	for (const UClass* Class = this; Class != nullptr; Class = Class->Super)
	{
		const Headless::FProperty* Found =
			Class->Properties.FindByPredicate([&PropertyName](const Headless::FProperty& Property)
				{ return Property.Name == PropertyName; });
		if (Found != nullptr)
		{
			return Found;
		}
	}
	return nullptr;
}

TArray<FString> UClass::GetPropertyNames() const
{
	TArray<FString> Names;
	for (const UClass* Class = this; Class != nullptr; Class = Class->Super)
	{
		for (const Headless::FProperty& Property : Class->Properties)
		{
			Names.Add(Property.Name);
		}
	}
	return Names;
}

namespace Headless
{
bool SetPropertyFromText(
	UObject* Object, const FString& Name, const FString& Text, FString& OutError)
{
	const FProperty* Property = Object->GetClass()->FindProperty(Name);
	if (Property == nullptr)
	{
		FString Known;
		for (const FString& PropertyName : Object->GetClass()->GetPropertyNames())
		{
			Known += (Known.IsEmpty() ? FString() : FString(TEXT(", "))) + PropertyName;
		}
		OutError = FString::Printf(TEXT("%s: expected one of its properties (%s), but got \"%s\""),
			*Object->GetClass()->GetName(), *Known, *Name);
		return false;
	}
	if (!Property->SetFromText(Object, Text))
	{
		OutError = FString::Printf(TEXT("%s.%s: expected a value of type %s, but got \"%s\""),
			*Object->GetClass()->GetName(), *Property->Name, *Property->Type, *Text);
		return false;
	}
	return true;
}

bool FromText(const FString& Text, bool& Out)
{
	Out = Text == FString(TEXT("true"));
	return Out || Text == FString(TEXT("false"));
}

bool FromText(const FString& Text, double& Out)
{
	Out = std::strtod(TCHAR_TO_UTF8(*Text), nullptr);
	return Text.IsNumeric();
}

bool FromText(const FString& Text, float& Out)
{
	double Number = 0.0;
	const bool bRead = FromText(Text, Number);
	Out = static_cast<float>(Number);
	return bRead;
}

bool FromText(const FString& Text, int64& Out)
{
	double Number = 0.0;
	const bool bRead = FromText(Text, Number);
	Out = bRead && Number >= -9.0e18 && Number <= 9.0e18 ? static_cast<int64>(Number) : 0;
	return bRead && static_cast<double>(Out) == Number;
}

bool FromText(const FString& Text, int32& Out)
{
	int64 Number = 0;
	const bool bRead = FromText(Text, Number);
	Out = static_cast<int32>(Number);
	return bRead && Out == Number;
}

bool FromText(const FString& Text, FString& Out)
{
	Out = Text;
	return true;
}

bool FromText(const FString& Text, FName& Out)
{
	Out = FName(Text);
	return true;
}

FString ToText(bool Value)
{
	return LexToString(Value);
}

FString ToText(int32 Value)
{
	return LexToString(Value);
}

FString ToText(int64 Value)
{
	return FString::Printf(TEXT("%lld"), static_cast<long long>(Value));
}

FString ToText(float Value)
{
	return LexToString(static_cast<double>(Value));
}

FString ToText(double Value)
{
	return LexToString(Value);
}

FString ToText(const FString& Value)
{
	return Value;
}

FString ToText(FName Value)
{
	return Value.ToString();
}
}
