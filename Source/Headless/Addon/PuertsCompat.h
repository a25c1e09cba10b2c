// SPDX-License-Identifier: MIT
#pragma once

// The npm package puerts 0.3.1 was written for Node 20. Node 22 and 24 took two names of V8 away;
// both have one that does the same. Everything that declares them is included first, so that only
// PuerTS sees the mapping.

#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <node.h>
#include <v8.h>

#define Empty Reset
#define Holder This
