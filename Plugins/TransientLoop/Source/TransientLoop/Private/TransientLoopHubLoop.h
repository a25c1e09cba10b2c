// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "TransientLoopEndReason.h"
#include "TransientLoopHandle.h"
#include "TransientLoopOwner.h"

class FTransientLoopEnvironment;

/** A loop of no actor, whose game time is real time. */
class FTransientLoopHubLoop : public FTransientLoopOwner
{
public:
	/** Script of the loop that takes what lingers; no module can be called so. HUB_SCRIPT in hub.ts
	 * is the same. */
	static constexpr const TCHAR* LingeringScript = TEXT("(hub)");

	FTransientLoopHubLoop(FTransientLoopEnvironment& InEnvironment, const FString& InScript,
		const FString& InArguments);

	UE_NONCOPYABLE(FTransientLoopHubLoop);

	void Begin();
	/** Runs what is due. Refused from inside the tick in progress. */
	void Tick(float DeltaSeconds);
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
	FTransientLoopEnvironment& Environment;
	const FString Script;
	const FString Arguments;
	FTransientLoopHandle Handle;
	bool bCrossing = false;
	bool bLost = false;
};
