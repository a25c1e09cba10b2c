// SPDX-License-Identifier: MIT
#include "Engine/LatentActionManager.h"

#include "LatentActions.h"

FLatentActionManager::~FLatentActionManager()
{
	// Taken out first: an action that is told may ask.
	const TArray<TSharedPtr<FObjectActions>> Left = MoveTemp(All);
	All.Reset();
	for (const TSharedPtr<FObjectActions>& Actions : Left)
	{
		for (const FAction& Each : Actions->Actions)
		{
			Each.Action->NotifyActionAborted();
			delete Each.Action;
		}
	}
}

void FLatentActionManager::AddNewAction(
	UObject* InActionObject, int32 UUID, FPendingLatentAction* NewAction)
{
	TSharedPtr<FObjectActions> Actions = FindActions(FWeakObjectPtr(InActionObject));
	if (!Actions.IsValid())
	{
		Actions = MakeShared<FObjectActions>();
		Actions->Object = FWeakObjectPtr(InActionObject);
		All.Add(Actions);
	}
	Actions->Actions.Add(FAction{UUID, NewAction, Pass});
}

void FLatentActionManager::RemoveActionsForObject(TWeakObjectPtr<UObject> InObject)
{
	if (const TSharedPtr<FObjectActions> Actions = FindActions(FWeakObjectPtr(InObject.Get())))
	{
		for (const FAction& Each : Actions->Actions)
		{
			ToRemove.Add(Each.Action);
		}
	}
}

int32 FLatentActionManager::GetNumActionsForObject(TWeakObjectPtr<UObject> InObject)
{
	const TSharedPtr<FObjectActions> Actions = FindActions(FWeakObjectPtr(InObject.Get()));
	return Actions.IsValid() ? Actions->Actions.Num() : 0;
}

void FLatentActionManager::BeginFrame()
{
	for (const TSharedPtr<FObjectActions>& Actions : All)
	{
		Actions->bProcessedThisFrame = false;
	}
}

void FLatentActionManager::ProcessLatentActions(UObject* InObject, float DeltaTime)
{
	RemoveWanted();
	Pass = ++LastPass;
	// What is added meanwhile comes at the end.
	for (int32 Index = 0; Index < All.Num(); ++Index)
	{
		const TSharedPtr<FObjectActions> Actions = All[Index];
		const bool bWanted = InObject == nullptr || Actions->Object == FWeakObjectPtr(InObject);
		if (bWanted && !Actions->bProcessedThisFrame)
		{
			Actions->bProcessedThisFrame = true;
			Update(*Actions, DeltaTime);
		}
	}
	Pass = 0;
	All.RemoveAll([](const TSharedPtr<FObjectActions>& Actions)
		{ return Actions->Actions.IsEmpty() || !Actions->Object.IsValid(); });
}

FPendingLatentAction* FLatentActionManager::FindAction(const UObject* Object, int32 UUID)
{
	const TSharedPtr<FObjectActions> Actions = FindActions(FWeakObjectPtr(Object));
	const FAction* Found = Actions.IsValid()
							   ? Actions->Actions.FindByPredicate(
									 [UUID](const FAction& Each) { return Each.UUID == UUID; })
							   : nullptr;
	return Found != nullptr ? Found->Action : nullptr;
}

TSharedPtr<FLatentActionManager::FObjectActions> FLatentActionManager::FindActions(
	const FWeakObjectPtr& Object) const
{
	const TSharedPtr<FObjectActions>* Found = All.FindByPredicate(
		[&Object](const TSharedPtr<FObjectActions>& Actions) { return Actions->Object == Object; });
	return Found != nullptr && Object.IsValid() ? *Found : TSharedPtr<FObjectActions>();
}

void FLatentActionManager::RemoveWanted()
{
	const TArray<FPendingLatentAction*> Wanted = MoveTemp(ToRemove);
	ToRemove.Reset();
	for (FPendingLatentAction* Action : Wanted)
	{
		bool bFound = false;
		for (const TSharedPtr<FObjectActions>& Actions : All)
		{
			bFound = Actions->Actions.RemoveAll(
						 [Action](const FAction& Each) { return Each.Action == Action; }) > 0 ||
					 bFound;
		}
		// It may have been done meanwhile.
		if (bFound)
		{
			Action->NotifyActionAborted();
			delete Action;
		}
	}
}

void FLatentActionManager::Update(FObjectActions& Actions, float DeltaTime)
{
	FLatentResponse Response(DeltaTime);
	const bool bAlive = Actions.Object.IsValid();
	TArray<FPendingLatentAction*> Done;
	for (int32 Index = 0; Index < Actions.Actions.Num(); ++Index)
	{
		const FAction Each = Actions.Actions[Index];
		if (!bAlive)
		{
			Each.Action->NotifyObjectDestroyed();
			Done.Add(Each.Action);
		}
		else if (!bAddedMeanwhileWaits || Each.AddedInPass != Pass)
		{
			Response.bRemoveAction = false;
			Each.Action->UpdateOperation(Response);
			if (Response.bRemoveAction)
			{
				Done.Add(Each.Action);
			}
		}
	}
	Actions.Actions.RemoveAll([&Done](const FAction& Each) { return Done.Contains(Each.Action); });
	for (FPendingLatentAction* Action : Done)
	{
		ToRemove.Remove(Action);
		delete Action;
	}
	for (const FLatentResponse::FLink& Link : Response.Links)
	{
		UObject* Target = Link.CallbackTarget.Get();
		UFunction* Function =
			Target != nullptr ? Target->FindFunction(Link.ExecutionFunction) : nullptr;
		if (Function != nullptr)
		{
			int32 LinkID = Link.LinkID;
			Target->ProcessEvent(Function, &LinkID);
		}
	}
}
