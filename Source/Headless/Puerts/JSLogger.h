// SPDX-License-Identifier: MIT
#pragma once

#include "Binding.hpp"

namespace PUERTS_NAMESPACE
{
/** Stands in for where PuerTS writes what it has to say. Headless that is Node's. */
class ILogger
{
public:
	virtual ~ILogger() = default;
};

class FDefaultLogger : public ILogger
{
};
}
