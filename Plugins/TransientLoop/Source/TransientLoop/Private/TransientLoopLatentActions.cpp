// SPDX-License-Identifier: MIT
#include "TransientLoopLatentActions.h"

#include "Engine/LatentActionManager.h"
#include "Engine/World.h"
#include "TransientLoopEnvironment.h"
#include "TransientLoopLatentGuard.h"
#include "TransientLoopLatentTarget.h"

FTransientLoopLatentActions::FTransientLoopLatentActions(FTransientLoopEnvironment& InEnvironment)
	: Environment(InEnvironment)
{
}

FTransientLoopLatentActions::~FTransientLoopLatentActions()
{
	while (Pending.Num() > 0)
	{
		Cancel(Pending.Last().Number);
	}
}

FLatentActionInfo FTransientLoopLatentActions::Begin(UWorld& World)
{
	FAction Action;
	Action.Number = ++LastNumber;
	Action.Target = TakeTarget();
	Action.World = &World;
	const FLatentActionInfo Info(
		Action.Number, Action.Number, TEXT("HandleResumed"), Action.Target.Get());
	Pending.Add(Action);
	return Info;
}

bool FTransientLoopLatentActions::Commit(int32 Number)
{
	const FAction* Found = Find(Number);
	if (Found == nullptr)
	{
		// It went on inside the call.
		return true;
	}
	UWorld* World = Found->World.Get();
	UTransientLoopLatentTarget* Target = Found->Target.Get();
	if (World == nullptr || World->GetLatentActionManager().GetNumActionsForObject(Target) == 0)
	{
		return false;
	}
	// A number that no latent function looks for.
	World->GetLatentActionManager().AddNewAction(
		Target, -Number, new FTransientLoopLatentGuard(Environment.GetNumber(), Number));
	return true;
}

void FTransientLoopLatentActions::Cancel(int32 Number)
{
	Finish(Number);
}

void FTransientLoopLatentActions::HandleResumed(int32 Number)
{
	if (Finish(Number))
	{
		Environment.Tell(ETransientLoopOperation::LatentResumed, Number);
	}
}

void FTransientLoopLatentActions::HandleAborted(int32 Number)
{
	if (Finish(Number))
	{
		Environment.Tell(ETransientLoopOperation::LatentAborted, Number);
	}
}

bool FTransientLoopLatentActions::IsUnderWay(int32 Number) const
{
	const FAction* Found = Find(Number);
	UWorld* World = Found != nullptr ? Found->World.Get() : nullptr;
	return World != nullptr &&
		   World->GetLatentActionManager().GetNumActionsForObject(Found->Target.Get()) > 1;
}

const FTransientLoopLatentActions::FAction* FTransientLoopLatentActions::Find(int32 Number) const
{
	return Pending.FindByPredicate(
		[Number](const FAction& Action) { return Action.Number == Number; });
}

TStrongObjectPtr<UTransientLoopLatentTarget> FTransientLoopLatentActions::TakeTarget()
{
	for (int32 Index = 0; Index < Resting.Num(); ++Index)
	{
		UWorld* World = Resting[Index].World.Get();
		TStrongObjectPtr<UTransientLoopLatentTarget> Target = Resting[Index].Target;
		if (World == nullptr ||
			World->GetLatentActionManager().GetNumActionsForObject(Target.Get()) == 0)
		{
			Resting.RemoveAtSwap(Index);
			return Target;
		}
	}
	TStrongObjectPtr<UTransientLoopLatentTarget> Target(NewObject<UTransientLoopLatentTarget>());
	Target->Environment = Environment.GetNumber();
	return Target;
}

bool FTransientLoopLatentActions::Finish(int32 Number)
{
	const FAction* Found = Find(Number);
	if (Found == nullptr)
	{
		return false;
	}
	const FAction Action = *Found;
	Pending.RemoveAll([Number](const FAction& Each) { return Each.Number == Number; });
	if (UWorld* World = Action.World.Get())
	{
		World->GetLatentActionManager().RemoveActionsForObject(Action.Target.Get());
	}
	Resting.Add(Action);
	return true;
}
