// SPDX-License-Identifier: MIT
#pragma once

#include "Recorder.h"

class ULevel;
class UWorld;

namespace NativeTest
{
/** Records the events of worlds, maps and editor sessions as long as it lives, as "W.…". */
class FWorldEvents
{
public:
	FWorldEvents();
	~FWorldEvents();
	UE_NONCOPYABLE(FWorldEvents);

private:
	void HandlePreLoadMap(const FString& Map);
	void HandlePostLoadMap(UWorld* World);
	void HandleTearDown(UWorld* World);
	void HandleLevelRemoved(ULevel* Level, UWorld* World);
	void HandleCleanup(UWorld* World, bool bSessionEnded, bool bCleanupResources);
	void HandleSeamlessStart(UWorld* World, const FString& Level);
	void HandleSeamlessTransition(UWorld* World);
	void HandlePrePIEEnded(bool bIsSimulating);
	void HandleEndPIE(bool bIsSimulating);
	void HandleShutdownPIE(bool bIsSimulating);
};

/** What actor A with its component C writes when both end play. */
FEvents EndGroup(const std::string& Reason);

void Append(FEvents& Events, const FEvents& More);
}
