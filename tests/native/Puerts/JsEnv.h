// SPDX-License-Identifier: MIT
#pragma once

#include "Binding.hpp"
#include "JSLogger.h"
#include "JSModuleLoader.h"
#include "UObject/Object.h"

#include <memory>

namespace puerts
{
/** Stands in for an environment of PuerTS: what it runs is the test's. */
class FJsEnv
{
public:
	FJsEnv(std::shared_ptr<IJSModuleLoader> InLoader, std::shared_ptr<ILogger>, int)
		: OwnLoader(std::move(InLoader))
	{
		Loader = OwnLoader;
	}

	void Start(const FString&, const TArray<TPair<FString, UObject*>>&)
	{
		if (OnStart)
		{
			OnStart();
		}
	}

	static inline TFunction<void()> OnStart;
	/** Of the latest environment. */
	static inline std::weak_ptr<IJSModuleLoader> Loader;

private:
	std::shared_ptr<IJSModuleLoader> OwnLoader;
};
}
