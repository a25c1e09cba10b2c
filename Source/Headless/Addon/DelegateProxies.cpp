// SPDX-License-Identifier: MIT
#include "DelegateProxies.h"

#include "GameFramework/Actor.h"
#include "ScriptText.h"

#include <cmath>
#include <cstdio>
#include <string>

#include UE_INLINE_GENERATED_CPP_BY_NAME(DelegateProxy)

int32 UDelegateProxy::Alive = 0;
int32 UDelegateProxy::Made = 0;

UDelegateProxy::UDelegateProxy()
{
	++Alive;
	++Made;
}

UDelegateProxy::~UDelegateProxy()
{
	--Alive;
}

namespace Headless
{
namespace
{
std::string Quote(const FString& Text)
{
	std::string Quoted = "\"";
	for (const char Letter : ToScript(Text))
	{
		if (static_cast<uint8>(Letter) < 0x20)
		{
			char Code[8];
			std::snprintf(Code, sizeof(Code), "\\u%04x", static_cast<unsigned>(Letter));
			Quoted += Code;
			continue;
		}
		if (Letter == '"' || Letter == '\\')
		{
			Quoted += '\\';
		}
		Quoted += Letter;
	}
	return Quoted + "\"";
}

std::string NumberToJson(double Number)
{
	// JSON has no others.
	if (!std::isfinite(Number))
	{
		return "null";
	}
	char Digits[32];
	std::snprintf(Digits, sizeof(Digits), "%.17g", Number);
	return Digits;
}

/** An actor as its number in a list, any other object as its name. */
std::string ToJson(const FScriptValue& Value)
{
	switch (Value.Kind)
	{
	case FScriptValue::EKind::Bool:
		return Value.Number > 0.0 ? "true" : "false";
	case FScriptValue::EKind::Number:
		return NumberToJson(Value.Number);
	case FScriptValue::EKind::Text:
		return Quote(Value.Text);
	case FScriptValue::EKind::Object:
		if (const AActor* Actor = Cast<AActor>(Value.Object))
		{
			return "[" + std::to_string(Actor->GetUniqueID()) + "]";
		}
		return Value.Object != nullptr ? Quote(Value.Object->GetName()) : "null";
	case FScriptValue::EKind::None:
		break;
	}
	return "null";
}
}

void FDelegateProxies::SetListener(PUERTS_NAMESPACE::Function InCalled)
{
	Called = InCalled;
}

int32 FDelegateProxies::Bind(UObject& Object, const FString& Delegate)
{
	const FDelegateProperty* Property = Object.GetClass()->FindDelegate(Delegate);
	if (Property == nullptr)
	{
		return 0;
	}
	const int32 Binding = ++LastBinding;
	TStrongObjectPtr<UDelegateProxy> Proxy(NewObject<UDelegateProxy>());
	Proxy->Owner = &Object;
	Proxy->Delegate = Delegate;
	Property->Add(&Object, Proxy.Get(),
		[this, Binding](const TArray<FScriptValue>& Values)
		{
			std::string List;
			for (const FScriptValue& Value : Values)
			{
				List += (List.empty() ? "" : ",") + ToJson(Value);
			}
			Called.Action(Binding, "[" + List + "]");
		});
	Proxies.Add(Binding, Proxy);
	return Binding;
}

void FDelegateProxies::Unbind(int32 Binding)
{
	const TStrongObjectPtr<UDelegateProxy> Proxy = Proxies.FindRef(Binding);
	if (!Proxy.IsValid())
	{
		return;
	}
	Proxies.Remove(Binding);
	if (UObject* Owner = Proxy->Owner.Get())
	{
		Owner->GetClass()->FindDelegate(Proxy->Delegate)->Remove(Owner, Proxy.Get());
	}
}

void FDelegateProxies::UnbindAll()
{
	TArray<int32> Bindings;
	Proxies.GenerateKeyArray(Bindings);
	for (const int32 Binding : Bindings)
	{
		Unbind(Binding);
	}
	Called = PUERTS_NAMESPACE::Function();
}
}
