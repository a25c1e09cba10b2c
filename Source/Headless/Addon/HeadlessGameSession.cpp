// SPDX-License-Identifier: MIT
// Travel that keeps actors, sessions of the editor, environments that start afresh, and what of all
// that is left.
#include "Engine/GameInstance.h"
#include "HeadlessGameWrap.h"
#include "ScriptText.h"
#include "TransientLoopSubsystem.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace Headless
{
void FHeadlessGameWrap::SetPlayInEditor(bool bIsPlayInEditor)
{
	GetGame().bIsPlayInEditor = bIsPlayInEditor;
}

void FHeadlessGameWrap::KeepActor(int32 Actor)
{
	Kept.Add(GetGame().FindActor(Actor));
}

std::string FHeadlessGameWrap::TravelSeamlessly(std::string Level)
{
	if (!GetGame().HasLevel(FromScript(Level)))
	{
		Kept.Reset();
		return "Expected the name of a level, but got \"" + Level + "\"";
	}
	Game->GetSeamlessTravelActorList = [Actors = MoveTemp(Kept)](bool, TArray<AActor*>& ActorList)
	{
		for (const TWeakObjectPtr<AActor>& Actor : Actors)
		{
			if (Actor.IsValid())
			{
				ActorList.Add(Actor.Get());
			}
		}
	};
	Kept.Reset();
	Game->RequestSeamlessTravel(FromScript(Level));
	return std::string();
}

bool FHeadlessGameWrap::RestartEnvironment()
{
	return IsRunning() &&
		   Game->GetGameInstance()->GetSubsystem<UTransientLoopSubsystem>()->RestartEnvironment();
}

int32 FHeadlessGameWrap::CountObjects()
{
	return FObjects::Num();
}

double FHeadlessGameWrap::NativeBytes()
{
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
	return static_cast<double>(mallinfo2().uordblks);
#else
	return 0.0;
#endif
}
}
