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
			Component.ReadyTick();
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
	PrimaryComponentTick.bTickEvenWhenPaused = bTickEvenWhenPaused;
	Super::BeginPlay();
	if (bAutoStart)
	{
		StartLoop();
	}
}

void UTransientLoopComponent::EndPlay(const EEndPlayReason::Type EndPlayReason)
{
	// Whoever hears of the end may not begin anew: nobody would end that.
	const TGuardValue<bool> Guard(bEndingPlay, true);
	// Before Super: scripts may still read the owner while they are cancelled.
	StopLoop(TransientLoop::ToEndReason(EndPlayReason));
	Super::EndPlay(EndPlayReason);
}

void UTransientLoopComponent::OnRegister()
{
	Super::OnRegister();
	// The loop goes on, after seamless travel in another world.
	if (IsLoopRunning())
	{
		Environment->GetTable().MoveToWorld(Loop.Slot, *GetWorld());
	}
}

void UTransientLoopComponent::OnUnregister()
{
	// There will be no tick, or one in another world, whose clock says something else.
	LeaveHibernation();
	if (IsLoopRunning())
	{
		// The last look at the clocks of this world, if it is one that is left.
		Environment->GetTable().LookAtClocks(Loop.Slot);
	}
	RealTimeWorld = nullptr;
	Super::OnUnregister();
}

void UTransientLoopComponent::BeginDestroy()
{
	// Last resort, for a component that was begun and never told of the end.
	bEndingPlay = true;
	StopLoop(ETransientLoopEndReason::Destroyed);
	ForgetNumber();
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
		TickElsewhere(DeltaTime, bInPause);
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
	if (Clock == ETransientLoopClock::Unpaused)
	{
		// Its default time goes on, and with it all that happens in a tick.
		if (TickTable->Advance(Loop.Slot, DeltaTime) && TickTable->IsDue(Loop.Slot))
		{
			CrossIntoScript(DeltaTime);
		}
	}
	else if (TickTable->AdvanceInPause(Loop.Slot, DeltaTime))
	{
		CrossIntoScript(FTransientLoopEnvironment::PauseTick);
	}
}

void UTransientLoopComponent::TickElsewhere(float DeltaTime, bool bInPause)
{
	if (IsCrossing())
	{
		if (IsLoopRunning())
		{
			RefuseTick();
		}
	}
	else if (IsLoopRunning() && bInBatch)
	{
		// Ticked by hand: its turn comes all the same.
		Environment->GetTable().Advance(Loop.Slot, DeltaTime);
	}
	else if (IsLoopRunning() && Hibernation != EHibernation::No)
	{
		TickAfterHibernation(DeltaTime, bInPause);
	}
	else if (IsLoopRunning())
	{
		TickInRealTime(DeltaTime);
	}
	else if (State == ETransientLoopState::Restarting)
	{
		// Once: if it cannot be started, the log says why.
		State = ETransientLoopState::Ended;
		StartLoop();
	}
}

void UTransientLoopComponent::TickInRealTime(float DeltaTime)
{
	const UWorld* World = GetWorld();
	const double Now = World->GetRealTimeSeconds();
	// The clock of another world begins anew: the tick's own time stands for the difference.
	const bool bComparable = World == RealTimeWorld && Now >= RealTimeSeconds;
	const float Passed = bComparable ? static_cast<float>(Now - RealTimeSeconds) : DeltaTime;
	RealTimeWorld = World;
	RealTimeSeconds = Now;
	FTransientLoopTable& Table = Environment->GetTable();
	if (Table.Advance(Loop.Slot, Passed) && Table.IsDue(Loop.Slot))
	{
		CrossIntoScript(Passed);
	}
}

void UTransientLoopComponent::ReadyTick()
{
	// Real time is counted elsewhere, so that game time costs an idle tick no look at the clock.
	const bool bCounts =
		Environment != nullptr && Hibernation == EHibernation::No && !bInRealTime && !bInBatch;
	TickTable = bCounts ? &Environment->GetTable() : nullptr;
}

void UTransientLoopComponent::CrossIntoScript(float DeltaTime)
{
	const bool bInPause = DeltaTime == FTransientLoopEnvironment::PauseTick;
	if (bBatch && !bInPause && Environment->AddToBatch(Loop, DeltaTime))
	{
		bInBatch = true;
		TickTable = nullptr;
		return;
	}
	const FCrossing Crossing(*this);
	const FTransientLoopHandle Crossed = Loop;
	Environment->Tick(Crossed, DeltaTime);
	GoOnThisTick(Crossed, bInPause);
}

void UTransientLoopComponent::GoOnThisTick(const FTransientLoopHandle& Crossed, bool bInPause)
{
	// The script may have ended this loop, destroyed the actor, or taken the environment down.
	while (Environment != nullptr && Loop == Crossed &&
		   Environment->GetTable().GoesOnThisTick(Crossed.Slot, bInPause))
	{
		Environment->Tick(Crossed, FTransientLoopEnvironment::SameTick);
	}
}

void UTransientLoopComponent::FinishBatchedTick()
{
	GoOnThisTick(Loop, false);
	bInBatch = false;
	ReadyTick();
	if (bHibernate)
	{
		HibernateIfIdle();
	}
}

bool UTransientLoopComponent::IsCrossing() const
{
	return bCrossing || (bInBatch && Environment->GetBatch().IsRunning());
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
	if (bEndingPlay)
	{
		UE_LOG(LogTransientLoop, Error,
			TEXT("%s: expected a component that plays to start a loop, but its play ends"),
			*GetPathNameSafe(this));
		return false;
	}
	if (State == ETransientLoopState::Ending)
	{
		// Asked for by what is being ended: the one before is to be over first.
		State = ETransientLoopState::Restarting;
		return true;
	}
	const UWorld* World = GetWorld();
	UGameInstance* GameInstance = World != nullptr ? World->GetGameInstance() : nullptr;
	UTransientLoopSubsystem* Subsystem =
		GameInstance != nullptr ? GameInstance->GetSubsystem<UTransientLoopSubsystem>() : nullptr;
	if (GameInstance == nullptr)
	{
		UE_LOG(LogTransientLoop, Error,
			TEXT("%s: expected a world with a game instance to start a loop in, but there is none"),
			*GetPathNameSafe(this));
		return false;
	}
	if (Subsystem == nullptr)
	{
		// The game instance is on its way out, and with it whoever begins now.
		return false;
	}
	FTransientLoopEnvironment* NewEnvironment = Subsystem->GetEnvironment();
	if (NewEnvironment == nullptr)
	{
		Subsystem->StartAfterRestart(*this);
		return false;
	}
	const FCrossing Crossing(*this);
	Environment = NewEnvironment;
	Loop = Environment->GetTable().Allocate(*this);
	Hibernation = bHibernate && Clock == ETransientLoopClock::Game ? EHibernation::FirstTick
																   : EHibernation::No;
	State = ETransientLoopState::Running;
	bInRealTime = Clock == ETransientLoopClock::Real;
	bStartUntold = true;
	RealTimeWorld = World;
	RealTimeSeconds = World->GetRealTimeSeconds();
	Environment->Begin(Loop, TickBudgetSteps > 0 || TickBudgetMilliseconds > 0.0f);
	if (IsLoopRunning())
	{
		TellStart();
	}
	// The script may have stopped its own loop already.
	return IsLoopRunning();
}

bool UTransientLoopComponent::RestartLoop()
{
	const bool bFromInside = IsCrossing();
	StopLoop(ETransientLoopEndReason::Restarted);
	if (IsLoopRunning() || !bFromInside || bEndingPlay)
	{
		return StartLoop();
	}
	// What runs of the one before is to come to its next wait first. And a script that restarts its
	// loop in its first step does so once a tick.
	State = ETransientLoopState::Restarting;
	return true;
}

void UTransientLoopComponent::StopLoop(ETransientLoopEndReason Reason)
{
	if (State == ETransientLoopState::Restarting)
	{
		State = ETransientLoopState::Ended;
	}
	if (!IsLoopRunning())
	{
		return;
	}
	WakeLoop();
	// Forgotten first: whatever the scripts do while they are cancelled finds no loop here.
	FTransientLoopEnvironment* const EndedIn = Environment;
	const FTransientLoopHandle Ended = Loop;
	LoseLoop();
	State = ETransientLoopState::Ending;
	EndedIn->End(Ended, Reason);
	if (State == ETransientLoopState::Ending)
	{
		State = ETransientLoopState::Ended;
	}
	TellEnd(Reason);
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

TArray<FTransientLoopTaskInfo> UTransientLoopComponent::ListTasks()
{
	if (!IsLoopRunning())
	{
		return TArray<FTransientLoopTaskInfo>();
	}
	const FCrossing Crossing(*this);
	return Environment->ListTasks(Loop);
}

bool UTransientLoopComponent::PostEvent(const FString& Name, const FString& Payload)
{
	if (!IsLoopRunning())
	{
		return false;
	}
	const FCrossing Crossing(*this);
	return Environment->PostEvent(Loop, Name, Payload);
}

int32 UTransientLoopComponent::Ask(ETransientLoopOperation Question, int32 Argument)
{
	if (!IsLoopRunning())
	{
		return 0;
	}
	const FCrossing Crossing(*this);
	return Environment->Ask(Loop, Question, Argument);
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
	bInBatch = false;
	Environment = nullptr;
	Loop = FTransientLoopHandle();
	State = ETransientLoopState::Ended;
}
