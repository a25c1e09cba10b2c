// SPDX-License-Identifier: MIT
#pragma once

#include "TransientLoopEnvironment.h"

THIRD_PARTY_INCLUDES_START
#include "JsEnv.h"
#include "Binding.hpp"
THIRD_PARTY_INCLUDES_END

/** The PuerTS side of an environment. The environment goes last: the functions are released while
 * it still lives. */
struct FTransientLoopEnvironment::FScript
{
	explicit FScript(const FString& ScriptRoot)
		: JsEnv(ScriptRoot)
	{
	}

	PUERTS_NAMESPACE::FJsEnv JsEnv;
	PUERTS_NAMESPACE::Function TickFunction;
	PUERTS_NAMESPACE::Function LifecycleFunction;
};
