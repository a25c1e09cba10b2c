// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "Components/ActorComponent.h"
#include "RecorderComponent.generated.h"

/** Writes its callbacks to the recorder; ticks in PrePhysics and wants to be initialised. */
UCLASS()
class URecorderComponent : public UActorComponent
{
	GENERATED_BODY()

public:
	URecorderComponent();
	virtual ~URecorderComponent() override;

	/** Names the component in its events; its name does, if this is empty. */
	UPROPERTY(EditAnywhere)
	FString Tag;

	UPROPERTY(EditAnywhere)
	bool bFlag = false;

	UPROPERTY(EditAnywhere)
	int32 Count = 0;

	UPROPERTY(EditAnywhere)
	double Ratio = 0.0;

	TArray<float> Deltas;
	TArray<ELevelTick> TickTypes;
	/** World time at each tick. */
	TArray<double> Times;
	bool bInsideOnRegister = false;

	std::string GetTag() const;

	virtual void TickComponent(float DeltaTime, ELevelTick TickType,
		FActorComponentTickFunction* ThisTickFunction) override;
	virtual void PostInitProperties() override;
	virtual void PostLoad() override;
	virtual void PostDuplicate(bool bDuplicateForPIE) override;
	virtual void OnComponentCreated() override;
	virtual void InitializeComponent() override;
	virtual void UninitializeComponent() override;
	virtual void BeginPlay() override;
	virtual void EndPlay(const EEndPlayReason::Type EndPlayReason) override;
	virtual void OnComponentDestroyed(bool bDestroyingHierarchy) override;
	virtual void Activate(bool bReset) override;
	virtual void Deactivate() override;
	virtual void BeginDestroy() override;

protected:
	virtual void OnRegister() override;
	virtual void OnUnregister() override;

private:
	void Record(const std::string& Callback) const;
};
