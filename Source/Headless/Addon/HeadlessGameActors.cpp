// SPDX-License-Identifier: MIT
// The part of FHeadlessGameWrap that is about actors, which script knows by number.
#include "HeadlessGameWrap.h"

#include "Engine/GameInstance.h"
#include "ScriptText.h"
#include "TransientLoopComponent.h"
#include "TransientLoopSoundComponent.h"
#include "TransientLoopSubsystem.h"

namespace Headless
{
int32 FHeadlessGameWrap::SpawnActor(std::string Level)
{
	const AActor* Actor =
		GetGame().SpawnActor(Writer.GetActor(), FromScript(Level), LastSpawnError);
	return Actor != nullptr ? static_cast<int32>(Actor->GetUniqueID()) : 0;
}

std::string FHeadlessGameWrap::SpawnError()
{
	return ToScript(LastSpawnError);
}

int32 FHeadlessGameWrap::FindActor(std::string Label)
{
	const FString Wanted = FromScript(Label);
	for (const AActor* Actor : GetGame().GetActors())
	{
		if (Actor->GetActorNameOrLabel() == Wanted)
		{
			return static_cast<int32>(Actor->GetUniqueID());
		}
	}
	return 0;
}

int32 FHeadlessGameWrap::ActorOfSlot(int32 Slot)
{
	const UGameInstance* GameInstance = GetGame().GetGameInstance();
	const auto* Subsystem =
		GameInstance != nullptr ? GameInstance->GetSubsystem<UTransientLoopSubsystem>() : nullptr;
	const UTransientLoopComponent* Component =
		Subsystem != nullptr ? Subsystem->GetComponentOfSlot(Slot) : nullptr;
	return Component != nullptr ? static_cast<int32>(Component->GetOwner()->GetUniqueID()) : 0;
}

int32 FHeadlessGameWrap::CountActors()
{
	return GetGame().GetActors().Num();
}

int32 FHeadlessGameWrap::CopyActors(void* Buffer, int32 Capacity)
{
	const TArray<AActor*> Actors = GetGame().GetActors();
	const int32 Count = FMath::Min(Capacity, Actors.Num());
	for (int32 Index = 0; Index < Count; ++Index)
	{
		static_cast<int32*>(Buffer)[Index] = static_cast<int32>(Actors[Index]->GetUniqueID());
	}
	return Count;
}

bool FHeadlessGameWrap::IsActorValid(int32 Actor)
{
	return GetGame().FindActor(Actor) != nullptr;
}

std::string FHeadlessGameWrap::ActorLabel(int32 Actor)
{
	const AActor* Found = GetGame().FindActor(Actor);
	return Found != nullptr ? ToScript(Found->GetActorNameOrLabel()) : std::string();
}

std::string FHeadlessGameWrap::ActorClass(int32 Actor)
{
	const AActor* Found = GetGame().FindActor(Actor);
	return Found != nullptr ? ToScript(Found->GetClass()->GetName()) : std::string();
}

std::string FHeadlessGameWrap::ActorLevel(int32 Actor)
{
	const AActor* Found = GetGame().FindActor(Actor);
	return Found != nullptr ? ToScript(Found->GetLevel()->GetOuter()->GetName()) : std::string();
}

double FHeadlessGameWrap::ActorCoordinate(int32 Actor, int32 Axis)
{
	const AActor* Found = GetGame().FindActor(Actor);
	const FVector Location = Found != nullptr ? Found->GetActorLocation() : FVector::ZeroVector;
	return Axis == 0 ? Location.X : Axis == 1 ? Location.Y : Location.Z;
}

void FHeadlessGameWrap::SetActorLocation(int32 Actor, double X, double Y, double Z)
{
	if (AActor* Found = GetGame().FindActor(Actor))
	{
		Found->SetActorLocation(FVector(X, Y, Z));
	}
}

double FHeadlessGameWrap::ActorTimeDilation(int32 Actor)
{
	const AActor* Found = GetGame().FindActor(Actor);
	return Found != nullptr ? static_cast<double>(Found->CustomTimeDilation) : 1.0;
}

void FHeadlessGameWrap::SetActorTimeDilation(int32 Actor, double Dilation)
{
	UTransientLoopComponent::SetActorTimeDilation(
		GetGame().FindActor(Actor), static_cast<float>(Dilation));
}

void FHeadlessGameWrap::DestroyActor(int32 Actor)
{
	if (AActor* Found = GetGame().FindActor(Actor))
	{
		Found->Destroy();
	}
}

int32 FHeadlessGameWrap::SoundOfActor(int32 Actor)
{
	return UTransientLoopSoundComponent::FindOrAddSound(GetGame().FindActor(Actor));
}

int32 FHeadlessGameWrap::StartTask(int32 Actor, std::string ExportName)
{
	UTransientLoopComponent* Loop = FindLoop(Actor);
	return Loop != nullptr ? Loop->StartTask(FromScript(ExportName)) : 0;
}

bool FHeadlessGameWrap::CancelTask(int32 Actor, int32 Task)
{
	UTransientLoopComponent* Loop = FindLoop(Actor);
	return Loop != nullptr && Loop->CancelTask(Task);
}

void FHeadlessGameWrap::StopLoop(int32 Actor)
{
	if (UTransientLoopComponent* Loop = FindLoop(Actor))
	{
		Loop->StopLoop();
	}
}

bool FHeadlessGameWrap::StartLoop(int32 Actor)
{
	UTransientLoopComponent* Loop = FindLoop(Actor);
	return Loop != nullptr && Loop->StartLoop();
}

bool FHeadlessGameWrap::RestartLoop(int32 Actor)
{
	UTransientLoopComponent* Loop = FindLoop(Actor);
	return Loop != nullptr && Loop->RestartLoop();
}

int32 FHeadlessGameWrap::LoopOfActor(int32 Actor, int32 Index)
{
	return UTransientLoopComponent::FindLoopNumber(GetGame().FindActor(Actor), Index);
}

UTransientLoopComponent* FHeadlessGameWrap::FindLoop(int32 Actor)
{
	const AActor* Found = GetGame().FindActor(Actor);
	return Found != nullptr ? Found->FindComponentByClass<UTransientLoopComponent>() : nullptr;
}
}
