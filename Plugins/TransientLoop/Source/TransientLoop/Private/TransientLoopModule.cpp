// SPDX-License-Identifier: MIT
#include "Modules/ModuleManager.h"
#include "TransientLoopLog.h"

DEFINE_LOG_CATEGORY(LogTransientLoop);

IMPLEMENT_MODULE(FDefaultModuleImpl, TransientLoop)
