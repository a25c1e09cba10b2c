// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

namespace Headless
{
/** Where UE_LOG goes; standard error until it is set. An empty function sets that again. */
using FLogSink = TFunction<void(const TCHAR* Category, int32 Verbosity, const FString& Text)>;
void SetLogSink(FLogSink Sink);

/** A promise of the engine that this host broke, or that a class broke towards it. Prints and
 * aborts until a handler is set. */
void ReportViolation(const TCHAR* Format, ...);
void SetViolationHandler(TFunction<void(const FString&)> Handler);
}
