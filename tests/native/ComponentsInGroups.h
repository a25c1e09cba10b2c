// SPDX-License-Identifier: MIT
#pragma once

#include "TestGame.h"

namespace NativeTest
{
/**
 * A game with one actor A that does not tick and has components of these names, and no events so
 * far. They tick in the group their names begin with: "Pre", "During", "Post" or "Update".
 */
const ARecorderActor& StartWithComponents(FTestGame& Test, const std::vector<std::string>& Names);

FEvents TicksOfNextFrame(FTestGame& Test);
}
