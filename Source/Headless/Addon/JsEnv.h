// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "JSLogger.h"
#include "JSModuleLoader.h"
#include "UObject/Object.h"

#include <memory>

THIRD_PARTY_INCLUDES_START
#include "Binding.hpp"
THIRD_PARTY_INCLUDES_END

namespace PUERTS_NAMESPACE
{
/** A PuerTS environment. Headless it is the one that runs already: Node's. */
class FJsEnv
{
public:
	/** Headless modules are Node's to find, and what they write is Node's to show. */
	FJsEnv(std::shared_ptr<IJSModuleLoader>, std::shared_ptr<ILogger>, int)
	{
	}

	/** Runs a module. Headless the starter does, whatever the module is called. */
	void Start(const FString& ModuleName,
		const TArray<TPair<FString, UObject*>>& Arguments = TArray<TPair<FString, UObject*>>());

	//~ Headless
	static void SetStarter(Function Starter);
};
}
