// SPDX-License-Identifier: MIT
#include "TransientLoopComponent.h"

#include "Engine/GameInstance.h"
#include "Engine/Level.h"
#include "Engine/World.h"
#include "GameFramework/Actor.h"
#include "TransientLoopEnvironment.h"
#include "TransientLoopLog.h"
#include "TransientLoopSubsystem.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopComponent)

/**
 * A call into script for a component: until it returns, ticks of that component are refused.
 *
 * One that was let through would count the time of the frame twice, and a script that makes such
 * ticks would never let the one in progress end.
 */
class UTransientLoopComponent::FCrossing
{
public:
	explicit FCrossing(UTransientLoopComponent& InComponent)
		: Component(InComponent)
		, bOutermost(!InComponent.bCrossing)
	{
		Component.bCrossing = true;
		Component.TickTable = nullptr;
		// What comes in has the time of now.
		Component.WakeLoop();
	}

	~FCrossing()
	{
		if (bOutermost)
		{
			// The script may have ended the loop, started another, or taken the environment down.
			Component.bCrossing = false;
			const bool bTicks =
				Component.IsLoopRunning() && Component.Hibernation == EHibernation::No;
			Component.TickTable = bTicks ? &Component.Environment->GetTable() : nullptr;
		}
	}

	UE_NONCOPYABLE(FCrossing);

private:
	UTransientLoopComponent& Component;
	const bool bOutermost;
};

UTransientLoopComponent::UTransientLoopComponent()
{
	PrimaryComponentTick.bCanEverTick = true;
	PrimaryComponentTick.bStartWithTickEnabled = true;
	PrimaryComponentTick.TickGroup = TG_PrePhysics;
	// For the unpaused clock, which counts the time of pauses. Switched off, that clock stands in
	// pause as well, and the real one is looked at after it.
	PrimaryComponentTick.bTickEvenWhenPaused = true;
}

void UTransientLoopComponent::BeginPlay()
{
	Super::BeginPlay();
	if (bAutoStart)
	{
		StartLoop();
	}
}

void UTransientLoopComponent::EndPlay(const EEndPlayReason::Type EndPlayReason)
{
	// Before Super: scripts may still read the owner while they are cancelled.
	StopLoop(TransientLoop::ToEndReason(EndPlayReason));
	Super::EndPlay(EndPlayReason);
}

void UTransientLoopComponent::BeginDestroy()
{
	// Last resort, for a component that was begun and never told of the end.
	StopLoop(ETransientLoopEndReason::Destroyed);
	Super::BeginDestroy();
}

void UTransientLoopComponent::TickComponent(
	float DeltaTime, ELevelTick TickType, FActorComponentTickFunction* ThisTickFunction)
{
	const bool bInPause = TickType == LEVELTICK_PauseTick;
	if (!bInPause)
	{
		// Only here: a Blueprint's tick event and latent actions stand in pause, as they would if
		// this component did not tick in it.
		Super::TickComponent(DeltaTime, TickType, ThisTickFunction);
	}
	if (TickTable == nullptr)
	{
		if (IsLoopRunning() && bCrossing)
		{
			RefuseTick();
		}
		else if (IsLoopRunning())
		{
			TickAfterHibernation(DeltaTime, bInPause);
		}
		return;
	}
	if (bInPause)
	{
		TickInPause(DeltaTime);
	}
	else if (TickTable->Advance(Loop.Slot, DeltaTime) && TickTable->IsDue(Loop.Slot))
	{
		CrossIntoScript(DeltaTime);
	}
	else
	{
		return;
	}
	if (bHibernate)
	{
		HibernateIfIdle();
	}
}

void UTransientLoopComponent::TickInPause(float DeltaTime)
{
	if (DeltaTime <= 0.f)
	{
		// Whether a pause tick is told the time of its frame is not documented.
		DeltaTime = GetWorld()->GetDeltaSeconds() * GetOwner()->CustomTimeDilation;
	}
	if (TickTable->AdvanceInPause(Loop.Slot, DeltaTime))
	{
		CrossIntoScript(FTransientLoopEnvironment::PauseTick);
	}
}

void UTransientLoopComponent::CrossIntoScript(float DeltaTime)
{
	const bool bInPause = DeltaTime == FTransientLoopEnvironment::PauseTick;
	const FCrossing Crossing(*this);
	const FTransientLoopHandle Crossed = Loop;
	Environment->Tick(Crossed, DeltaTime);
	// The script may have ended this loop, destroyed the actor, or taken the environment down.
	while (Environment != nullptr && Loop == Crossed &&
		   Environment->GetTable().WantsMoreThisTick(Crossed.Slot, bInPause))
	{
		Environment->Tick(Crossed, FTransientLoopEnvironment::SameTick);
	}
}

void UTransientLoopComponent::RefuseTick() const
{
	UE_LOG(LogTransientLoop, Error,
		TEXT("%s: expected the tick in progress to end first, but the component was ticked from "
			 "inside it"),
		*GetPathNameSafe(this));
}

bool UTransientLoopComponent::StartLoop()
{
	if (IsLoopRunning())
	{
		return true;
	}
	const UWorld* World = GetWorld();
	UGameInstance* GameInstance = World != nullptr ? World->GetGameInstance() : nullptr;
	UTransientLoopSubsystem* Subsystem =
		GameInstance != nullptr ? GameInstance->GetSubsystem<UTransientLoopSubsystem>() : nullptr;
	if (Subsystem == nullptr)
	{
		UE_LOG(LogTransientLoop, Error,
			TEXT("%s: expected a world with a game instance to start a loop in, but there is none"),
			*GetPathNameSafe(this));
		return false;
	}
	FTransientLoopEnvironment* NewEnvironment = Subsystem->GetEnvironment();
	if (NewEnvironment == nullptr)
	{
		return false;
	}
	const FCrossing Crossing(*this);
	Environment = NewEnvironment;
	Loop = Environment->GetTable().Allocate(*this);
	Hibernation = bHibernate ? EHibernation::FirstTick : EHibernation::No;
	Environment->Begin(Loop);
	// The script may have stopped its own loop already.
	return IsLoopRunning();
}

void UTransientLoopComponent::StopLoop(ETransientLoopEndReason Reason)
{
	if (!IsLoopRunning())
	{
		return;
	}
	WakeLoop();
	// Forgotten first: whatever the scripts do while they are cancelled finds no loop here.
	FTransientLoopEnvironment* const EndedIn = Environment;
	const FTransientLoopHandle Ended = Loop;
	LoseLoop();
	EndedIn->End(Ended, Reason);
}

bool UTransientLoopComponent::IsLoopRunning() const
{
	return Environment != nullptr;
}

int32 UTransientLoopComponent::StartTask(const FString& ExportName)
{
	if (!IsLoopRunning())
	{
		return 0;
	}
	const FCrossing Crossing(*this);
	return Environment->StartTask(Loop, ExportName);
}

bool UTransientLoopComponent::CancelTask(int32 TaskNumber)
{
	if (!IsLoopRunning())
	{
		return false;
	}
	const FCrossing Crossing(*this);
	return Environment->CancelTask(Loop, TaskNumber);
}

void UTransientLoopComponent::CancelAllTasks()
{
	if (IsLoopRunning())
	{
		const FCrossing Crossing(*this);
		Environment->CancelAllTasks(Loop);
	}
}

FString UTransientLoopComponent::GetLoopName() const
{
	const AActor* Owner = GetOwner();
	return Owner != nullptr ? Owner->GetActorNameOrLabel() : FString();
}

FString UTransientLoopComponent::GetLoopLevelName() const
{
	const AActor* Owner = GetOwner();
	const ULevel* Level = Owner != nullptr ? Owner->GetLevel() : nullptr;
	return Level != nullptr ? Level->GetOuter()->GetName() : FString();
}

FString UTransientLoopComponent::GetLoopScript() const
{
	return ScriptModule;
}

FString UTransientLoopComponent::GetLoopArguments() const
{
	return ScriptArguments;
}

AActor* UTransientLoopComponent::GetLoopActor() const
{
	return GetOwner();
}

UWorld* UTransientLoopComponent::GetLoopWorld() const
{
	return GetWorld();
}

UTransientLoopComponent* UTransientLoopComponent::GetLoopComponent()
{
	return this;
}

void UTransientLoopComponent::ApplyErrorPolicy(int32 FailedSlot)
{
	// A loop is forgotten here before its tasks are told of the end: what fails then changes
	// nothing, though it may have begun another one.
	if (Loop.Slot != FailedSlot)
	{
		return;
	}
	switch (ErrorPolicy)
	{
	case ETransientLoopErrorPolicy::Report:
		break;
	case ETransientLoopErrorPolicy::EndLoop:
		StopLoop(ETransientLoopEndReason::Stopped);
		break;
	case ETransientLoopErrorPolicy::DestroyActor:
		GetOwner()->Destroy();
		break;
	}
}

void UTransientLoopComponent::LoseLoop()
{
	TurnTickOn();
	Hibernation = EHibernation::No;
	TickTable = nullptr;
	Environment = nullptr;
	Loop = FTransientLoopHandle();
}
