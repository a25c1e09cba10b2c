// SPDX-License-Identifier: MIT
#pragma once

// Stands before PuerTS's own Binding.hpp on the include path, to make it compile on newer versions
// of Node.
#include "PuertsCompat.h"
// What PuerTS's Binding.hpp consists of, in its order.
#include <StaticCall.hpp>
#include <ScriptBackend.hpp>
#include <Object.hpp>
#undef Empty
#undef Holder
