// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopEndReason.h"
#include "TransientLoopHandle.h"
#include "TransientLoopOwner.h"
#include "TransientLoopScope.h"
#include "UObject/WeakObjectPtr.h"

class FTransientLoopEnvironment;
class ULevel;
class UWorld;

/**
 * A loop of no actor: of a script on the hub, or of the tasks of a scope.
 *
 * That of a level, or of a world in which something plays, has the game time of the world. Any
 * other has real time as its game time.
 */
class FTransientLoopHubLoop : public FTransientLoopOwner
{
public:
	/** Script of a loop of a scope, which has none; no module can be called so. SCOPE_SCRIPT in
	 * loop-scope.ts is the same. */
	static constexpr const TCHAR* ScopeScript = TEXT("(none)");

	/** Of a script. */
	FTransientLoopHubLoop(FTransientLoopEnvironment& InEnvironment, const FString& InScript,
		const FString& InArguments);
	/** Of a scope. The level and its world are null where they do not matter. */
	FTransientLoopHubLoop(FTransientLoopEnvironment& InEnvironment, ETransientLoopScope InScope,
		ULevel* InLevel, UWorld* InWorld);

	UE_NONCOPYABLE(FTransientLoopHubLoop);

	void Begin();
	/** Runs what is due after so many real seconds. Refused from inside the tick in progress. */
	void Tick(float DeltaSeconds);
	/** Runs what is due after a frame of its world. */
	void TickInWorld();
	/** Cancels every task before it returns. Idempotent. */
	void End(ETransientLoopEndReason Reason);

	bool IsRunning() const
	{
		return Handle.IsSet();
	}
	/** True if its environment went from under it. */
	bool IsLost() const
	{
		return bLost;
	}
	const FTransientLoopHandle& GetHandle() const
	{
		return Handle;
	}
	ETransientLoopScope GetScope() const
	{
		return Scope;
	}
	bool IsOfScript() const
	{
		return bOfScript;
	}
	/** True if its game time is the world's. */
	bool TicksInWorld() const
	{
		return bTicksInWorld;
	}
	bool IsOf(const UWorld* InWorld) const;
	bool IsOf(const ULevel* InLevel) const;
	/** True if its world went without a word. */
	bool HasLostWorld() const;
	ULevel* GetLevel() const;
	UWorld* GetWorld() const;
	/** True while a call into script for this loop is on the stack. */
	bool IsCrossing() const
	{
		return bCrossing;
	}

	//~ FTransientLoopOwner
	virtual FString GetLoopName() const override;
	virtual FString GetLoopLevelName() const override;
	virtual FString GetLoopScript() const override;
	virtual FString GetLoopArguments() const override;
	virtual AActor* GetLoopActor() const override;
	virtual UWorld* GetLoopWorld() const override;
	virtual UTransientLoopComponent* GetLoopComponent() override;
	virtual void ApplyErrorPolicy(int32 FailedSlot) override;
	virtual void LoseLoop() override;

private:
	/** Crosses into script, again while it asks for more in this tick. */
	void CrossIntoScript(float DeltaSeconds);

	FTransientLoopEnvironment& Environment;
	const ETransientLoopScope Scope;
	const bool bOfScript;
	bool bOfLevel = false;
	bool bOfWorld = false;
	bool bTicksInWorld = false;
	TWeakObjectPtr<ULevel> Level;
	TWeakObjectPtr<UWorld> World;
	FString Name;
	FString LevelName;
	/** Of the world, as of the last tick. */
	double WorldSeconds = 0.0;
	double WorldUnpausedSeconds = 0.0;
	const FString Script;
	const FString Arguments;
	FTransientLoopHandle Handle;
	bool bCrossing = false;
	bool bLost = false;
};
