// SPDX-License-Identifier: MIT
#include "TransientLoopTestActor.h"

#include "Misc/CString.h"
#include "TransientLoopComponent.h"
#include "TransientLoopStory.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopTestActor)

namespace
{
/** Posts "ticks" in each tick of its loop, with the seconds of its time. */
const TCHAR* const StoryScript = TEXT("transient-loop-tests/story");
}

ATransientLoopTestActor::ATransientLoopTestActor()
{
	PrimaryActorTick.bCanEverTick = true;
	Loop = CreateDefaultSubobject<UTransientLoopComponent>(TEXT("Loop"));
	Loop->ScriptModule = StoryScript;
}

void ATransientLoopTestActor::Join(FTransientLoopStory& InStory, const FString& InName)
{
	Story = &InStory;
	StoryName = InName;
}

UTransientLoopComponent* ATransientLoopTestActor::AddLoop()
{
	auto* Added = NewObject<UTransientLoopComponent>(this);
	Added->ScriptModule = StoryScript;
	Listen(*Added);
	return Added;
}

void ATransientLoopTestActor::PreInitializeComponents()
{
	Super::PreInitializeComponents();
	Listen(*Loop);
}

void ATransientLoopTestActor::BeginPlay()
{
	if (OnBeginPlay)
	{
		OnBeginPlay();
	}
	Super::BeginPlay();
}

void ATransientLoopTestActor::Tick(float DeltaSeconds)
{
	Super::Tick(DeltaSeconds);
	if (OnTick)
	{
		OnTick();
	}
}

void ATransientLoopTestActor::Listen(UTransientLoopComponent& Component)
{
	// Initialised again where its level streams in again.
	Component.OnLoopStarted.AddUniqueDynamic(this, &ATransientLoopTestActor::HandleLoopStarted);
	Component.OnLoopEnded.AddUniqueDynamic(this, &ATransientLoopTestActor::HandleLoopEnded);
	Component.OnScriptEvent.AddUniqueDynamic(this, &ATransientLoopTestActor::HandleScriptEvent);
}

void ATransientLoopTestActor::Tell(const FString& What) const
{
	if (Story != nullptr)
	{
		Story->Tell(StoryName + TEXT(" ") + What);
	}
}

void ATransientLoopTestActor::HandleLoopStarted()
{
	Tell(TEXT("begins"));
}

void ATransientLoopTestActor::HandleLoopEnded(ETransientLoopEndReason Reason)
{
	Tell(TEXT("ends: ") + TransientLoop::ToText(Reason));
}

void ATransientLoopTestActor::HandleScriptEvent(const FString& EventName, const FString& Payload)
{
	if (EventName == TEXT("ticks"))
	{
		Seconds = FCString::Atod(*Payload);
		Tell(TEXT("ticks"));
	}
}
