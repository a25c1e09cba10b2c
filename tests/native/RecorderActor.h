// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "GameFramework/Actor.h"
#include "RecorderComponent.h"
#include "RecorderActor.generated.h"

/** Writes its callbacks to the recorder; ticks in PrePhysics. Spawned with a name, or placed with a
 * label, it is called so in them. */
UCLASS()
class ARecorderActor : public AActor
{
	GENERATED_BODY()

public:
	ARecorderActor();

	TArray<float> Deltas;

	std::string GetTag() const;
	URecorderComponent& Component(const TCHAR* Tag = TEXT("C")) const;
	/** Makes a component without registering it. */
	URecorderComponent& NewComponent(const TCHAR* Name);

	void HandleEndPlay(AActor* Actor, EEndPlayReason::Type Reason);
	void HandleDestroyed(AActor* Actor);

	virtual void Tick(float DeltaSeconds) override;
	virtual void PostInitProperties() override;
	virtual void PostLoad() override;
	virtual void PostDuplicate(bool bDuplicateForPIE) override;
	virtual void PreInitializeComponents() override;
	virtual void PostInitializeComponents() override;
	virtual void OnConstruction(const FTransform& Transform) override;
	virtual void PostActorCreated() override;
	virtual void Destroyed() override;
	virtual void LifeSpanExpired() override;
	virtual void BeginDestroy() override;

protected:
	virtual void BeginPlay() override;
	virtual void EndPlay(const EEndPlayReason::Type EndPlayReason) override;

private:
	void Record(const std::string& Callback) const;
};
