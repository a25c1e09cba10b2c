// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "Templates/EnumAsByte.h"
#include "Templates/UniquePtr.h"
#include "UObject/WeakObjectPtr.h"

class AActor;
class UActorComponent;
class ULevel;
class UWorld;

/** Where a map comes from, and with which options. Headless maps are levels by name. */
struct FURL
{
	FURL() = default;
};

enum ETickingGroup : int
{
	TG_PrePhysics,
	TG_StartPhysics,
	TG_DuringPhysics,
	TG_EndPhysics,
	TG_PostPhysics,
	TG_PostUpdateWork,
	TG_LastDemotable,
	TG_NewlySpawned,
	TG_MAX
};

enum ELevelTick
{
	LEVELTICK_TimeOnly = 0,
	LEVELTICK_ViewportsOnly = 1,
	LEVELTICK_All = 2,
	LEVELTICK_PauseTick = 3
};

namespace ENamedThreads
{
enum Type : int32
{
	GameThread
};
}

class FGraphEventRef;

namespace Headless
{
class FTickScheduler;
}

enum ENetMode
{
	NM_Standalone,
	NM_DedicatedServer,
	NM_ListenServer,
	NM_Client,
	NM_MAX
};

/** Something that is called each frame, in its group, after what it depends on. */
struct FTickFunction
{
	FTickFunction();
	virtual ~FTickFunction();
	FTickFunction(const FTickFunction&) = delete;
	FTickFunction& operator=(const FTickFunction&) = delete;

	TEnumAsByte<ETickingGroup> TickGroup = TG_PrePhysics;
	TEnumAsByte<ETickingGroup> EndTickGroup = TG_PrePhysics;
	uint8 bTickEvenWhenPaused : 1;
	uint8 bCanEverTick : 1;
	uint8 bStartWithTickEnabled : 1;
	uint8 bAllowTickOnDedicatedServer : 1;
	uint8 bHighPriority : 1;
	uint8 bRunOnAnyThread : 1;
	/** Seconds of dilated time between two calls; 0 or less is every frame. */
	float TickInterval = 0.f;

	void RegisterTickFunction(ULevel* Level);
	void UnRegisterTickFunction();
	bool IsTickFunctionRegistered() const
	{
		return Scheduler != nullptr;
	}
	void SetTickFunctionEnable(bool bInEnabled);
	bool IsTickFunctionEnabled() const
	{
		return bEnabled;
	}
	void AddPrerequisite(UObject* TargetObject, FTickFunction& TargetTickFunction);
	void RemovePrerequisite(UObject* TargetObject, FTickFunction& TargetTickFunction);
	void SetPriorityIncludingPrerequisites(bool bInHighPriority);
	void UpdateTickIntervalAndCoolDown(float NewTickInterval);

	virtual void ExecuteTick(float DeltaTime, ELevelTick TickType,
		ENamedThreads::Type CurrentThread, const FGraphEventRef& MyCompletionGraphEvent) = 0;
	virtual FString DiagnosticMessage() = 0;

private:
	friend class Headless::FTickScheduler;

	/** Asks for the memory that the call will read, besides the function itself. */
	virtual void Prefetch() const
	{
	}

	struct FPrerequisite
	{
		FWeakObjectPtr Object;
		FTickFunction* Function = nullptr;
		/** Does not count in the frame in which it was added. */
		uint32 AddedInFrame = 0;
	};

	struct FPrerequisites
	{
		TArray<FPrerequisite> All;
		/** The group that they put the function off to, and the frame in which that was found out.
		 */
		TEnumAsByte<ETickingGroup> StartGroup = TG_PrePhysics;
		uint32 Frame = 0;
	};

	Headless::FTickScheduler* Scheduler = nullptr;
	/** Place in the scheduler's list of the group, or INDEX_NONE. */
	int32 Place = INDEX_NONE;
	TEnumAsByte<ETickingGroup> RegisteredGroup = TG_PrePhysics;
	/** Time left of the interval, in seconds of the function's clock. */
	float Cooldown = 0.f;
	/** Null while there are none, as nearly always. */
	TUniquePtr<FPrerequisites> Prerequisites;

	// Last, next to the target that a derived function keeps: dispatch reads these in every frame.
	bool bEnabled = true;
	/** Frame in which it was called last, or was found to wait for its interval: once in a frame.
	 */
	uint32 LastFrame = 0;
	/** Not called before this frame. */
	uint32 FirstFrame = 0;
	/** When the function was called last, in seconds of its clock; below 0 never. */
	double LastTime = -1.0;
};

/** Calls AActor::Tick. */
struct FActorTickFunction : public FTickFunction
{
	FActorTickFunction();
	AActor* Target = nullptr;
	virtual void ExecuteTick(float DeltaTime, ELevelTick TickType,
		ENamedThreads::Type CurrentThread, const FGraphEventRef& MyCompletionGraphEvent) override;
	virtual FString DiagnosticMessage() override;
};

/** Calls UActorComponent::TickComponent. */
struct FActorComponentTickFunction : public FTickFunction
{
	FActorComponentTickFunction();
	UActorComponent* Target = nullptr;
	virtual void ExecuteTick(float DeltaTime, ELevelTick TickType,
		ENamedThreads::Type CurrentThread, const FGraphEventRef& MyCompletionGraphEvent) override;
	virtual FString DiagnosticMessage() override;

private:
	virtual void Prefetch() const override;
};
