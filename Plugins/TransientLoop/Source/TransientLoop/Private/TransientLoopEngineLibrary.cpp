// SPDX-License-Identifier: MIT
#include "TransientLoopEngineLibrary.h"

#include "Kismet/BlueprintAsyncActionBase.h"
#include "TransientLoopComponent.h"
#include "TransientLoopEnvironment.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopEngineLibrary)

int32 UTransientLoopEngineLibrary::WatchObject(int32 Environment, UObject* Object)
{
	FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
	return Found != nullptr ? Found->GetWatches().Watch(Object) : 0;
}

FLatentActionInfo UTransientLoopEngineLibrary::BeginLatentAction(int32 Environment, int32 Slot)
{
	FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
	const UTransientLoopComponent* Component =
		Found != nullptr ? Found->GetTable().FindComponent(Slot) : nullptr;
	UWorld* World = Component != nullptr ? Component->GetWorld() : nullptr;
	return World != nullptr ? Found->GetLatentActions().Begin(*World) : FLatentActionInfo();
}

void UTransientLoopEngineLibrary::ReleaseAsyncAction(UObject* Action)
{
	if (UBlueprintAsyncActionBase* Found = Cast<UBlueprintAsyncActionBase>(Action))
	{
		Found->SetReadyToDestroy();
	}
}
