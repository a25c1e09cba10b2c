// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"

THIRD_PARTY_INCLUDES_START
#include "Binding.hpp"
THIRD_PARTY_INCLUDES_END

namespace PUERTS_NAMESPACE
{
/** A PuerTS environment. Headless it is the one that runs already: Node's. */
class FJsEnv
{
public:
	explicit FJsEnv(const FString& ScriptRoot = FString(TEXT("JavaScript")))
	{
		(void)ScriptRoot;
	}

	/** Runs a module. Headless the starter does, whatever the module is called. */
	void Start(const FString& ModuleName,
		const TArray<TPair<FString, UObject*>>& Arguments = TArray<TPair<FString, UObject*>>());

	//~ Headless
	static void SetStarter(Function Starter);
};
}
