// SPDX-License-Identifier: MIT
#pragma once

#include "DelegateProxy.h"
#include "JsEnv.h"
#include "UObject/StrongObjectPtr.h"

namespace Headless
{
/** The delegates that script has bound functions to, by number. */
class FDelegateProxies
{
public:
	/** called(binding, values) in script: the values as a JSON list. */
	void SetListener(PUERTS_NAMESPACE::Function InCalled);
	/** Binds a proxy to a delegate of an object; 0 if it has none of this name. */
	int32 Bind(UObject& Object, const FString& Delegate);
	void Unbind(int32 Binding);
	void UnbindAll();

private:
	PUERTS_NAMESPACE::Function Called;
	TMap<int32, TStrongObjectPtr<UDelegateProxy>> Proxies;
	int32 LastBinding = 0;
};
}
