// SPDX-License-Identifier: MIT
#include "LifeChecks.h"

#include "GameFramework/Actor.h"
#include "Report.h"

namespace Headless
{
void FLifeChecks::AssertBalanced(const UObject& Object)
{
	int32 Begun = 0;
	int32 Ended = 0;
	if (const AActor* Actor = Cast<AActor>(&Object))
	{
		Begun = Actor->BeginPlays;
		Ended = Actor->EndPlays;
	}
	else if (const UActorComponent* Component = Cast<UActorComponent>(&Object))
	{
		Begun = Component->BeginPlays;
		Ended = Component->EndPlays;
	}
	const bool bExcused = Unrouted().Remove(static_cast<int32>(Object.GetUniqueID())) > 0;
	if (Begun != Ended && !bExcused)
	{
		ReportViolation(TEXT("Expected as many EndPlays as BeginPlays of %s, but got %d and %d"),
			*Object.GetPathName(), Ended, Begun);
	}
}

void FLifeChecks::ExcuseUnrouted(const AActor& Actor)
{
	Unrouted().Add(static_cast<int32>(Actor.GetUniqueID()));
	for (const UActorComponent* Component : Actor.GetComponents())
	{
		Unrouted().Add(static_cast<int32>(Component->GetUniqueID()));
	}
}

TSet<int32>& FLifeChecks::Unrouted()
{
	static TSet<int32> Ids;
	return Ids;
}
}
