// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"

class FPendingLatentAction;

/** Where a latent action goes on: a function of an object, called with a number. */
struct FLatentActionInfo
{
	FLatentActionInfo() = default;
	FLatentActionInfo(
		int32 InLinkage, int32 InUUID, const TCHAR* InFunctionName, UObject* InCallbackTarget)
		: Linkage(InLinkage)
		, UUID(InUUID)
		, ExecutionFunction(InFunctionName)
		, CallbackTarget(InCallbackTarget)
	{
	}

	int32 Linkage = INDEX_NONE;
	int32 UUID = INDEX_NONE;
	FName ExecutionFunction;
	TObjectPtr<UObject> CallbackTarget = nullptr;
};

/** The latent actions of one world that are under way, by the object they go on in. */
struct FLatentActionManager
{
	FLatentActionManager() = default;
	~FLatentActionManager();
	UE_NONCOPYABLE(FLatentActionManager);

	template <typename ActionType>
	ActionType* FindExistingAction(UObject* InActionObject, int32 UUID)
	{
		return static_cast<ActionType*>(FindAction(InActionObject, UUID));
	}
	/** Takes the action over. */
	void AddNewAction(UObject* InActionObject, int32 UUID, FPendingLatentAction* NewAction);
	/** What the object has now is removed at the beginning of the next processing. */
	void RemoveActionsForObject(TWeakObjectPtr<UObject> InObject);
	int32 GetNumActionsForObject(TWeakObjectPtr<UObject> InObject);
	void BeginFrame();
	/** Updates the actions of one object, or those of all that were not updated in this frame. */
	void ProcessLatentActions(UObject* InObject, float DeltaTime);

	//~ Headless
	/** An action that is added while others are updated waits for the next tick. */
	bool bAddedMeanwhileWaits = false;

private:
	struct FAction
	{
		int32 UUID = INDEX_NONE;
		FPendingLatentAction* Action = nullptr;
		uint64 AddedInPass = 0;
	};
	struct FObjectActions
	{
		FWeakObjectPtr Object;
		TArray<FAction> Actions;
		bool bProcessedThisFrame = false;
	};

	FPendingLatentAction* FindAction(const UObject* Object, int32 UUID);
	TSharedPtr<FObjectActions> FindActions(const FWeakObjectPtr& Object) const;
	void RemoveWanted();
	void Update(FObjectActions& Actions, float DeltaTime);

	TArray<TSharedPtr<FObjectActions>> All;
	TArray<FPendingLatentAction*> ToRemove;
	/** Number of the processing in progress, else 0. */
	uint64 Pass = 0;
	uint64 LastPass = 0;
};
