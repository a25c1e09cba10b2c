// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Delegates/Delegate.h"

class UObject;

namespace Headless
{
/** A value that a dynamic delegate is called with, as a language of scripts takes it. */
struct FScriptValue
{
	enum class EKind : uint8
	{
		None,
		Bool,
		Number,
		Text,
		Object
	};

	EKind Kind = EKind::None;
	double Number = 0.0;
	FString Text;
	UObject* Object = nullptr;
};

template <typename T>
FScriptValue ToScriptValue(const T& Value)
{
	FScriptValue Result;
	if constexpr (std::is_same_v<T, bool>)
	{
		Result.Kind = FScriptValue::EKind::Bool;
		Result.Number = Value ? 1.0 : 0.0;
	}
	else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>)
	{
		Result.Kind = FScriptValue::EKind::Number;
		Result.Number = static_cast<double>(Value);
	}
	else if constexpr (std::is_convertible_v<T, const UObject*>)
	{
		Result.Kind = FScriptValue::EKind::Object;
		Result.Object = const_cast<UObject*>(static_cast<const UObject*>(Value));
	}
	else if constexpr (std::is_same_v<T, FString>)
	{
		Result.Kind = FScriptValue::EKind::Text;
		Result.Text = Value;
	}
	else if constexpr (std::is_same_v<T, FName>)
	{
		Result.Kind = FScriptValue::EKind::Text;
		Result.Text = Value.ToString();
	}
	return Result;
}

using FScriptHandler = TFunction<void(const TArray<FScriptValue>&)>;

/** One dynamic multicast delegate of a class, as reflection sees it. */
struct FDelegateProperty
{
	FString Name;
	/** Has the delegate of this object call the handler while the proxy lives. */
	TFunction<void(UObject* Object, UObject* Proxy, const FScriptHandler& Handler)> Add;
	TFunction<void(UObject* Object, UObject* Proxy)> Remove;
};
}
