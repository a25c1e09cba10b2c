// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Templates/SharedPointer.h"

/**
 * A plugin that is enabled.
 *
 * Source:
 * https://dev.epicgames.com/documentation/unreal-engine/API/Runtime/Projects/Interfaces/IPlugin
 */
class IPlugin
{
public:
	virtual ~IPlugin() = default;
	virtual FString GetContentDir() const = 0;
};

class IPluginManager
{
public:
	static IPluginManager& Get();
	virtual ~IPluginManager() = default;

	/** Null if there is none of this name. Headless there are those that a test added. */
	virtual TSharedPtr<IPlugin> FindPlugin(const FString& Name) = 0;

	//~ Headless
	/** Adds a plugin with this folder for its content; an empty one takes it away. */
	virtual void SetContentDir(const FString& Name, const FString& Folder) = 0;
};
