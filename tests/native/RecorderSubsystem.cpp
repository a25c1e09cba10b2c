// SPDX-License-Identifier: MIT
#include "RecorderSubsystem.h"

#include "Recorder.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(RecorderSubsystem)

using NativeTest::FRecorder;

void URecorderSubsystem::Initialize(FSubsystemCollectionBase& Collection)
{
	Super::Initialize(Collection);
	FRecorder::Get().RecordOf(*this, "WSub", "Initialize");
}

void URecorderSubsystem::OnWorldBeginPlay(UWorld& InWorld)
{
	Super::OnWorldBeginPlay(InWorld);
	FRecorder::Get().RecordOf(*this, "WSub", "OnWorldBeginPlay");
}

void URecorderSubsystem::Deinitialize()
{
	FRecorder::Get().RecordOf(*this, "WSub", "Deinitialize");
	Super::Deinitialize();
}
