// SPDX-License-Identifier: MIT
#pragma once

#include "Binding.hpp"
#include "UObject/Object.h"

namespace puerts
{
/** Stands in for an environment of PuerTS: what it runs is the test's. */
class FJsEnv
{
public:
	explicit FJsEnv(const FString&)
	{
	}

	void Start(const FString&, const TArray<TPair<FString, UObject*>>&)
	{
		if (OnStart)
		{
			OnStart();
		}
	}

	static inline TFunction<void()> OnStart;
};
}
