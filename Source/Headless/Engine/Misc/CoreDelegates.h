// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Delegates/Delegate.h"

/** What the core tells of. */
struct FCoreDelegates
{
	/** The engine is about to end, and all modules are still there. */
	static FSimpleMulticastDelegate OnEnginePreExit;
};
