// SPDX-License-Identifier: MIT
#pragma once

#include "Engine/Engine.h"
#include "EditorEngine.generated.h"

/** The engine of an editor: it has a world that is edited, and does not play. */
UCLASS()
class UEditorEngine : public UEngine
{
	GENERATED_BODY()

public:
	FWorldContext& GetEditorWorldContext(bool bEnsureIsGWorld = false)
	{
		(void)bEnsureIsGWorld;
		return EditorContext;
	}
};

extern UEditorEngine* GEditor;
