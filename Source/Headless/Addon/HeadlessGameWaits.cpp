// SPDX-License-Identifier: MIT
// The part of FHeadlessGameWrap that is about what script waits for in the engine.
#include "CountdownAction.h"
#include "HeadlessGameWrap.h"
#include "Kismet/KismetSystemLibrary.h"
#include "ScriptText.h"
#include "TransientLoopEngineLibrary.h"
#include "TransientLoopRunTaskAction.h"
#include "TransientLoopWaitForEventAction.h"

namespace Headless
{
void FHeadlessGameWrap::SetDelegateListener(PUERTS_NAMESPACE::Function Called)
{
	Delegates.SetListener(Called);
}

bool FHeadlessGameWrap::HasDelegate(int32 Object, std::string Component, std::string Delegate)
{
	const UObject* Found = FindObject(Object, Component);
	return Found != nullptr && Found->GetClass()->FindDelegate(FromScript(Delegate)) != nullptr;
}

int32 FHeadlessGameWrap::BindDelegate(int32 Object, std::string Component, std::string Delegate)
{
	UObject* Found = FindObject(Object, Component);
	return Found != nullptr ? Delegates.Bind(*Found, FromScript(Delegate)) : 0;
}

void FHeadlessGameWrap::UnbindDelegate(int32 Binding)
{
	Delegates.Unbind(Binding);
}

int32 FHeadlessGameWrap::WatchObject(int32 Environment, int32 Object, std::string Component)
{
	return UTransientLoopEngineLibrary::WatchObject(Environment, FindObject(Object, Component));
}

int32 FHeadlessGameWrap::BeginLatentAction(int32 Environment, int32 Slot)
{
	const FLatentActionInfo Info =
		UTransientLoopEngineLibrary::BeginLatentAction(Environment, Slot);
	if (Info.CallbackTarget.Get() == nullptr)
	{
		return 0;
	}
	LatentInfos.Empty();
	LatentInfos.Add(Info.UUID, Info);
	return Info.UUID;
}

void FHeadlessGameWrap::Delay(int32 Action, double Seconds)
{
	if (const FLatentActionInfo* Info = LatentInfos.Find(Action))
	{
		UKismetSystemLibrary::Delay(GetGame().GetWorld(), static_cast<float>(Seconds), *Info);
	}
}

int32 FHeadlessGameWrap::Countdown(int32 Seconds, bool bFails)
{
	if (GetGame().GetWorld() == nullptr)
	{
		return 0;
	}
	return NoteAction(*UCountdownAction::Countdown(GetGame().GetWorld(), Seconds, bFails));
}

int32 FHeadlessGameWrap::RunTypeScriptTask(int32 Actor, std::string ExportName)
{
	UWorld* World = GetGame().GetWorld();
	return World == nullptr ? 0
							: NoteAction(*UTransientLoopRunTaskAction::RunTypeScriptTask(
								  World, FindLoop(Actor), FromScript(ExportName)));
}

int32 FHeadlessGameWrap::WaitForScriptEvent(int32 Actor, std::string EventName)
{
	UWorld* World = GetGame().GetWorld();
	return World == nullptr ? 0
							: NoteAction(*UTransientLoopWaitForEventAction::WaitForScriptEvent(
								  World, FindLoop(Actor), FromScript(EventName)));
}

int32 FHeadlessGameWrap::NoteAction(UObject& Action)
{
	const int32 Number = static_cast<int32>(Action.GetUniqueID());
	Actions.Add(Number, TWeakObjectPtr<UObject>(&Action));
	return Number;
}

void FHeadlessGameWrap::ActivateAction(int32 Object)
{
	if (auto* Action = Cast<UCancellableAsyncAction>(Actions.FindRef(Object).Get()))
	{
		Action->Activate();
	}
}

void FHeadlessGameWrap::CancelAction(int32 Object)
{
	if (auto* Action = Cast<UCancellableAsyncAction>(Actions.FindRef(Object).Get()))
	{
		Action->Cancel();
	}
}

void FHeadlessGameWrap::ReleaseAsyncAction(int32 Object)
{
	UTransientLoopEngineLibrary::ReleaseAsyncAction(Actions.FindRef(Object).Get());
	Actions.Remove(Object);
}

int32 FHeadlessGameWrap::CountDelegateProxies()
{
	return UDelegateProxy::Alive;
}

int32 FHeadlessGameWrap::CountDelegateProxiesMade()
{
	return UDelegateProxy::Made;
}

UObject* FHeadlessGameWrap::FindObject(int32 Object, const std::string& Component)
{
	AActor* Actor = GetGame().FindActor(Object);
	if (Actor == nullptr)
	{
		return Actions.FindRef(Object).Get();
	}
	if (Component.empty())
	{
		return Actor;
	}
	const UClass* Class = FindClass(FromScript(Component));
	for (UActorComponent* Each : Actor->GetComponents())
	{
		if (Class != nullptr && Each->IsA(Class))
		{
			return Each;
		}
	}
	return nullptr;
}
}
