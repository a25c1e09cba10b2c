// SPDX-License-Identifier: MIT
#include "RecorderComponent.h"

#include "Engine/World.h"
#include "Recorder.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(RecorderComponent)

using NativeTest::FRecorder;

URecorderComponent::URecorderComponent()
{
	PrimaryComponentTick.bCanEverTick = true;
	PrimaryComponentTick.TickGroup = TG_PrePhysics;
	bWantsInitializeComponent = true;
	if (!IsTemplate() && FRecorder::Get().OnMakeComponent)
	{
		FRecorder::Get().OnMakeComponent(*this);
	}
	Record("Constructor");
}

URecorderComponent::~URecorderComponent()
{
	FRecorder::Get().RecordOf(*this, GetTag(), "Destructor");
}

std::string URecorderComponent::GetTag() const
{
	const std::string Name = Headless::ToUtf8(*GetName());
	const std::string Given = Headless::ToUtf8(*Tag);
	return !Given.empty() ? Given : Name.find('_') == std::string::npos ? Name : "C";
}

void URecorderComponent::Record(const std::string& Callback) const
{
	FRecorder::Get().RecordOf(*this, GetTag(), Callback);
}

void URecorderComponent::TickComponent(
	float DeltaTime, ELevelTick TickType, FActorComponentTickFunction* ThisTickFunction)
{
	Super::TickComponent(DeltaTime, TickType, ThisTickFunction);
	Deltas.Add(DeltaTime);
	TickTypes.Add(TickType);
	Times.Add(GetWorld()->GetTimeSeconds());
	Record("Tick");
}

void URecorderComponent::PostInitProperties()
{
	Super::PostInitProperties();
	Record("PostInitProperties");
}

void URecorderComponent::PostDuplicate(bool bDuplicateForPIE)
{
	Super::PostDuplicate(bDuplicateForPIE);
	Record("PostDuplicate");
}

void URecorderComponent::PostLoad()
{
	Super::PostLoad();
	Record("PostLoad");
}

void URecorderComponent::OnComponentCreated()
{
	Super::OnComponentCreated();
	Record("OnComponentCreated");
}

void URecorderComponent::OnRegister()
{
	Record("OnRegister");
	const TGuardValue<bool> Inside(bInsideOnRegister, true);
	Super::OnRegister();
}

void URecorderComponent::OnUnregister()
{
	Record("OnUnregister");
	Super::OnUnregister();
}

void URecorderComponent::InitializeComponent()
{
	Super::InitializeComponent();
	Record("InitializeComponent");
}

void URecorderComponent::UninitializeComponent()
{
	Record("UninitializeComponent");
	Super::UninitializeComponent();
}

void URecorderComponent::BeginPlay()
{
	Record("BeginPlay[pre]");
	Super::BeginPlay();
	Record("BeginPlay[post]");
}

void URecorderComponent::EndPlay(const EEndPlayReason::Type EndPlayReason)
{
	Record("EndPlay[pre](" + NativeTest::ReasonName(EndPlayReason) + ")");
	Super::EndPlay(EndPlayReason);
	Record("EndPlay[post]");
}

void URecorderComponent::OnComponentDestroyed(bool bDestroyingHierarchy)
{
	Record(bDestroyingHierarchy ? "OnComponentDestroyed(true)" : "OnComponentDestroyed(false)");
	Super::OnComponentDestroyed(bDestroyingHierarchy);
}

void URecorderComponent::Activate(bool bReset)
{
	Record(bReset ? "Activate(true)" : "Activate(false)");
	Super::Activate(bReset);
}

void URecorderComponent::Deactivate()
{
	Record("Deactivate");
	Super::Deactivate();
}

void URecorderComponent::BeginDestroy()
{
	Record("BeginDestroy");
	Super::BeginDestroy();
}
