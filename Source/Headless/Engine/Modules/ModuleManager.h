// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

class IModuleInterface
{
public:
	virtual ~IModuleInterface() = default;
	virtual void StartupModule()
	{
	}
	virtual void ShutdownModule()
	{
	}
};

class FDefaultModuleImpl : public IModuleInterface
{
};

class FDefaultGameModuleImpl : public FDefaultModuleImpl
{
};

// Headless a module has no life of its own: the addon holds them all. The alias checks the two
// names.
#define IMPLEMENT_MODULE(ModuleClass, ModuleName) using FModule##ModuleName = ModuleClass;
#define IMPLEMENT_PRIMARY_GAME_MODULE(ModuleClass, ModuleName, GameName)                           \
	IMPLEMENT_MODULE(ModuleClass, ModuleName)
