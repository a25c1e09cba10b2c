// SPDX-License-Identifier: MIT
#include "Kismet/KismetSystemLibrary.h"

#include "Engine/World.h"
#include "Game.h"
#include "HAL/IConsoleManager.h"
#include "LatentActions.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(KismetSystemLibrary)

namespace
{
class FDelayAction : public FPendingLatentAction
{
public:
	FDelayAction(float Duration, const FLatentActionInfo& InInfo)
		: Remaining(Duration)
		, Info(InInfo)
		, Target(InInfo.CallbackTarget.Get())
	{
	}

	virtual void UpdateOperation(FLatentResponse& Response) override
	{
		Remaining -= Response.ElapsedTime();
		Response.FinishAndTriggerIf(Remaining <= 0.f, Info.ExecutionFunction, Info.Linkage, Target);
	}

private:
	float Remaining;
	FLatentActionInfo Info;
	FWeakObjectPtr Target;
};
}

void UKismetSystemLibrary::Delay(
	const UObject* WorldContextObject, float Duration, FLatentActionInfo LatentInfo)
{
	UWorld* World = WorldContextObject != nullptr ? WorldContextObject->GetWorld() : nullptr;
	if (World == nullptr)
	{
		return;
	}
	FLatentActionManager& Manager = World->GetLatentActionManager();
	UObject* Target = LatentInfo.CallbackTarget.Get();
	if (Manager.FindExistingAction<FDelayAction>(Target, LatentInfo.UUID) == nullptr)
	{
		Manager.AddNewAction(Target, LatentInfo.UUID, new FDelayAction(Duration, LatentInfo));
	}
}

void UKismetSystemLibrary::ExecuteConsoleCommand(
	const UObject* WorldContextObject, const FString& Command, APlayerController* SpecificPlayer)
{
	(void)SpecificPlayer;
	UWorld* World = WorldContextObject->GetWorld();
	if (Command == FString(TEXT("quit")))
	{
		World->GetGame().Quit();
		return;
	}
	Headless::ExecConsoleCommand(Command, World);
}
