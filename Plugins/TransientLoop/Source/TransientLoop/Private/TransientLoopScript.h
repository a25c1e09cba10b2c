// SPDX-License-Identifier: MIT
#pragma once

#include "TransientLoopEnvironment.h"
#include "TransientLoopModuleLoader.h"

THIRD_PARTY_INCLUDES_START
#include "JsEnv.h"
#include "JSLogger.h"
#include "Binding.hpp"
THIRD_PARTY_INCLUDES_END

/** The PuerTS side of an environment. The environment goes last: the functions are released while
 * it still lives. */
struct FTransientLoopEnvironment::FScript
{
	explicit FScript(const FString& ScriptRoot)
		: JsEnv(std::make_unique<FTransientLoopModuleLoader>(ScriptRoot),
			  std::make_unique<PUERTS_NAMESPACE::FDefaultLogger>(), NoDebugger)
	{
	}

	/** The port that a debugger would attach to. */
	static constexpr int32 NoDebugger = -1;

	PUERTS_NAMESPACE::FJsEnv JsEnv;
	PUERTS_NAMESPACE::Function TickFunction;
	PUERTS_NAMESPACE::Function LifecycleFunction;
};
