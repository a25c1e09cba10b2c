// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

template <typename Signature>
using TFunction = std::function<Signature>;

template <typename Signature>
using TUniqueFunction = std::function<Signature>;
