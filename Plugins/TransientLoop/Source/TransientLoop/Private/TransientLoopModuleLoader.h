// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

THIRD_PARTY_INCLUDES_START
#include "JSModuleLoader.h"
THIRD_PARTY_INCLUDES_END

/**
 * Finds modules as PuerTS does, in the project's content, and what is not there in the plugin's.
 *
 * A build of the project brings the plugin's scripts to the project's content. A plugin that was
 * built elsewhere, such as one of the engine's, has not brought them anywhere.
 */
class FTransientLoopModuleLoader : public PUERTS_NAMESPACE::DefaultJSModuleLoader
{
public:
	explicit FTransientLoopModuleLoader(const FString& InScriptRoot);

	virtual bool Search(const FString& RequiredDir, const FString& RequiredModule, FString& Path,
		FString& AbsolutePath) override;

private:
	/** Empty if the plugin is unknown. */
	FString PluginRoot;
};
