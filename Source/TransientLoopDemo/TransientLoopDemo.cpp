// SPDX-License-Identifier: MIT
#include "Modules/ModuleManager.h"

IMPLEMENT_PRIMARY_GAME_MODULE(FDefaultGameModuleImpl, TransientLoopDemo, "TransientLoopDemo");
