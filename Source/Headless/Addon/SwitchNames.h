// SPDX-License-Identifier: MIT
#pragma once

#include "Switches.h"

#include <string>

namespace Headless
{
/** Sets the switch that script calls by this name; false if there is none. */
bool SetSwitchByName(FSwitches& Switches, const std::string& Name, double Value);
}
