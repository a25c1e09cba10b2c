// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

#include <vector>

#define PUERTS_NAMESPACE puerts

/** Stands in for PuerTS: what the plugin calls as script is C++ of a test. */
namespace puerts
{
class Function
{
public:
	using FBody = TFunction<void(const std::vector<double>&)>;

	Function() = default;
	explicit Function(const FBody& InBody)
		: Body(InBody)
	{
	}

	bool IsValid() const
	{
		return static_cast<bool>(Body);
	}

	/** Does nothing if there is no function, as PuerTS. */
	template <typename... T>
	void Action(T... Arguments) const
	{
		if (Body)
		{
			// A copy: the call may take the environment down.
			const FBody Kept = Body;
			Kept({static_cast<double>(Arguments)...});
		}
	}

private:
	FBody Body;
};
}
