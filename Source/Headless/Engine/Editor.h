// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Editor/EditorEngine.h"

DECLARE_MULTICAST_DELEGATE_OneParam(FPIEEvent, const bool);

/** What the editor tells of sessions of play in it; true if they simulate. */
struct FEditorDelegates
{
	static FPIEEvent PreBeginPIE;
	static FPIEEvent BeginPIE;
	/** After play has begun. */
	static FPIEEvent PostPIEStarted;
	/** Before anything of the session ends. */
	static FPIEEvent PrePIEEnded;
	static FPIEEvent EndPIE;
	/** After all of the session is gone. */
	static FPIEEvent ShutdownPIE;
};
