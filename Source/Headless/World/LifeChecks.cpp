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
	if (Begun != Ended)
	{
		ReportViolation(TEXT("Expected as many EndPlays as BeginPlays of %s, but got %d and %d"),
			*Object.GetPathName(), Ended, Begun);
	}
}
}
