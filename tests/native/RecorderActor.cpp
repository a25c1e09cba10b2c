// SPDX-License-Identifier: MIT
#include "RecorderActor.h"

#include "Recorder.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(RecorderActor)

using NativeTest::FRecorder;

ARecorderActor::ARecorderActor()
{
	PrimaryActorTick.bCanEverTick = true;
	Record("Constructor");
	if (!IsTemplate())
	{
		OnEndPlay.AddDynamic(this, &ARecorderActor::HandleEndPlay);
		OnDestroyed.AddDynamic(this, &ARecorderActor::HandleDestroyed);
	}
	for (const std::string& Name : FRecorder::Get().DefaultComponents)
	{
		CreateDefaultSubobject<URecorderComponent>(*Headless::FromUtf8(Name.c_str()));
	}
	if (!IsTemplate() && FRecorder::Get().OnMakeActor)
	{
		FRecorder::Get().OnMakeActor(*this);
	}
}

std::string ARecorderActor::GetTag() const
{
	const std::string Name = Headless::ToUtf8(*GetActorNameOrLabel());
	return Name.find('_') == std::string::npos ? Name : "A";
}

URecorderComponent& ARecorderActor::Component(const TCHAR* Tag) const
{
	for (UActorComponent* Each : GetComponents())
	{
		if (auto* Found = Cast<URecorderComponent>(Each))
		{
			if (Found->GetTag() == Headless::ToUtf8(Tag))
			{
				return *Found;
			}
		}
	}
	checkf(false, TEXT("Expected a component %s"), Tag);
	return *GetMutableDefault<URecorderComponent>();
}

URecorderComponent& ARecorderActor::NewComponent(const TCHAR* Name)
{
	return *NewObject<URecorderComponent>(this, FName(Name));
}

void ARecorderActor::Record(const std::string& Callback) const
{
	FRecorder::Get().RecordOf(*this, GetTag(), Callback);
}

void ARecorderActor::HandleEndPlay(AActor* Actor, EEndPlayReason::Type Reason)
{
	check(Actor == this);
	Record("OnEndPlay(" + NativeTest::ReasonName(Reason) + ")");
}

void ARecorderActor::HandleDestroyed(AActor* Actor)
{
	check(Actor == this);
	Record("OnDestroyed");
}

void ARecorderActor::Tick(float DeltaSeconds)
{
	Super::Tick(DeltaSeconds);
	Deltas.Add(DeltaSeconds);
	Record("Tick");
}

void ARecorderActor::PostInitProperties()
{
	Super::PostInitProperties();
	Record("PostInitProperties");
}

void ARecorderActor::PostDuplicate(bool bDuplicateForPIE)
{
	Super::PostDuplicate(bDuplicateForPIE);
	Record("PostDuplicate");
}

void ARecorderActor::PostLoad()
{
	Super::PostLoad();
	Record("PostLoad");
}

void ARecorderActor::PreInitializeComponents()
{
	Super::PreInitializeComponents();
	Record("PreInitializeComponents");
}

void ARecorderActor::PostInitializeComponents()
{
	Super::PostInitializeComponents();
	Record("PostInitializeComponents");
}

void ARecorderActor::OnConstruction(const FTransform& Transform)
{
	Super::OnConstruction(Transform);
	Record("OnConstruction");
}

void ARecorderActor::PostActorCreated()
{
	Super::PostActorCreated();
	Record("PostActorCreated");
}

void ARecorderActor::BeginPlay()
{
	Record("BeginPlay[pre]");
	Super::BeginPlay();
	Record("BeginPlay[post]");
}

void ARecorderActor::EndPlay(const EEndPlayReason::Type EndPlayReason)
{
	Record("EndPlay[pre](" + NativeTest::ReasonName(EndPlayReason) + ")");
	Super::EndPlay(EndPlayReason);
	Record("EndPlay[post]");
}

void ARecorderActor::Destroyed()
{
	Record("Destroyed[pre]");
	Super::Destroyed();
	Record("Destroyed[post]");
}

void ARecorderActor::LifeSpanExpired()
{
	Record("LifeSpanExpired");
	Super::LifeSpanExpired();
}

void ARecorderActor::BeginDestroy()
{
	Record("BeginDestroy");
	Super::BeginDestroy();
}
