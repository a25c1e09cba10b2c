// SPDX-License-Identifier: MIT
#include "HeadlessGameWrap.h"

#include "Engine/GameInstance.h"
#include "Kismet/GameplayStatics.h"
#include "Report.h"
#include "TransientLoopComponent.h"
#include "TransientLoopSubsystem.h"
#include "UObject/UObjectGlobals.h"

namespace Headless
{
namespace
{
FString FromScript(const std::string& Text)
{
	return FromUtf8(Text.c_str());
}

std::string ToScript(const FString& Text)
{
	return ToUtf8(*Text);
}

template <typename T>
bool SetOne(T& Switch, double Value)
{
	Switch = static_cast<T>(Value);
	return true;
}
}

FHeadlessGameWrap::~FHeadlessGameWrap()
{
	// A finalizer may not call into script, so a game that was never disposed of stays.
	if (Game && Game->IsRunning())
	{
		Game.release();
	}
}

std::string FHeadlessGameWrap::SetSwitch(std::string Name, double Value)
{
	const auto Is = [&Name](const char* Other) { return Name == Other; };
	const bool bKnown =
		(Is("componentsTickBeforeActor") && SetOne(Switches.bComponentsTickBeforeActor, Value)) ||
		(Is("componentOrder") && (Switches.ComponentOrder = static_cast<EOrder>(Value), true)) ||
		(Is("actorOrder") && (Switches.ActorOrder = static_cast<EOrder>(Value), true)) ||
		(Is("zeroDeltaInPause") && SetOne(Switches.bZeroDeltaInPause, Value)) ||
		(Is("streamInMakesNewObjects") && SetOne(Switches.bStreamInMakesNewObjects, Value)) ||
		(Is("newlySpawnedTickNextFrame") && SetOne(Switches.bNewlySpawnedTickNextFrame, Value)) ||
		(Is("garbageCollectAfterFrames") && SetOne(Switches.GarbageCollectAfterFrames, Value)) ||
		(Is("levelAddedBeforeBeginPlay") && SetOne(Switches.bLevelAddedBeforeBeginPlay, Value)) ||
		(Is("destroyInBeginPlayIsImmediate") &&
			SetOne(Switches.bDestroyInBeginPlayIsImmediate, Value)) ||
		(Is("activateAfterOnRegister") && SetOne(Switches.bActivateAfterOnRegister, Value)) ||
		(Is("spreadEndPlayOverFrames") && SetOne(Switches.bSpreadEndPlayOverFrames, Value)) ||
		(Is("actorSpawnedBeforeBeginPlay") &&
			SetOne(Switches.bActorSpawnedBeforeBeginPlay, Value)) ||
		(Is("seed") && SetOne(Switches.Seed, Value));
	return bKnown ? std::string() : "Expected the name of a switch, but got \"" + Name + "\"";
}

void FHeadlessGameWrap::SetListener(PUERTS_NAMESPACE::Function Event)
{
	Listener = Event;
}

void FHeadlessGameWrap::BeginLevel(std::string Name)
{
	PendingLevel = FLevelAsset();
	PendingLevel.Name = FromScript(Name);
	bInLevel = true;
}

void FHeadlessGameWrap::AddStreamedLevel(std::string Level, bool bVisible)
{
	PendingLevel.StreamedLevels.Add(FStreamedLevel{FromScript(Level), bVisible});
}

std::string FHeadlessGameWrap::EndLevel()
{
	bInLevel = false;
	FString Error;
	GetGame().AddLevel(PendingLevel, Error);
	return ToScript(Error);
}

void FHeadlessGameWrap::BeginActor(
	std::string Class, std::string Label, double X, double Y, double Z)
{
	FPlacedActor Actor;
	Actor.Class = FromScript(Class);
	Actor.Label = FromScript(Label);
	Actor.Transform = FTransform(FVector(X, Y, Z));
	if (bInLevel)
	{
		PendingLevel.Actors.Add(Actor);
	}
	else
	{
		PendingActor = Actor;
	}
}

void FHeadlessGameWrap::AddComponent(std::string Class)
{
	FPlacedActor& Actor = bInLevel ? PendingLevel.Actors.Last() : PendingActor;
	Actor.Components.AddDefaulted_GetRef().Class = FromScript(Class);
}

void FHeadlessGameWrap::AddProperty(std::string Name, std::string Value)
{
	FPlacedActor& Actor = bInLevel ? PendingLevel.Actors.Last() : PendingActor;
	Actor.Components.Last().Properties.Add(FPlacedProperty{FromScript(Name), FromScript(Value)});
}

std::string FHeadlessGameWrap::Start(std::string Level)
{
	GetGame().OnActorBegins = [this](AActor& Actor)
	{
		if (!Actor.IsA<AWorldSettings>())
		{
			Send(EEvent::ActorBegins, static_cast<int32>(Actor.GetUniqueID()), FString());
		}
	};
	FWorldDelegates::LevelAddedToWorld.AddRaw(this, &FHeadlessGameWrap::HandleLevelAdded);
	FWorldDelegates::LevelRemovedFromWorld.AddRaw(this, &FHeadlessGameWrap::HandleLevelRemoved);
	FCoreUObjectDelegates::PostLoadMapWithWorld.AddRaw(this, &FHeadlessGameWrap::HandleMapLoaded);
	FString Error;
	if (!GetGame().Start(FromScript(Level), Error))
	{
		StopListening();
	}
	return ToScript(Error);
}

void FHeadlessGameWrap::Tick(double RealDeltaSeconds)
{
	GetGame().Tick(RealDeltaSeconds);
}

void FHeadlessGameWrap::Quit()
{
	GetGame().Quit();
}

void FHeadlessGameWrap::Dispose()
{
	StopListening();
	Game.Reset();
	Listener = PUERTS_NAMESPACE::Function();
}

bool FHeadlessGameWrap::IsRunning()
{
	return Game && Game->IsRunning();
}

int32 FHeadlessGameWrap::Frame()
{
	return static_cast<int32>(GetGame().GetFrame());
}

double FHeadlessGameWrap::Seconds()
{
	return IsRunning() ? Game->GetWorld()->GetTimeSeconds() : 0.0;
}

double FHeadlessGameWrap::DeltaSeconds()
{
	return IsRunning() ? static_cast<double>(Game->GetWorld()->GetDeltaSeconds()) : 0.0;
}

std::string FHeadlessGameWrap::LevelName()
{
	return IsRunning() ? ToScript(Game->GetWorld()->GetName()) : std::string();
}

bool FHeadlessGameWrap::IsPaused()
{
	return IsRunning() && UGameplayStatics::IsGamePaused(Game->GetWorld());
}

void FHeadlessGameWrap::SetPaused(bool bPaused)
{
	if (IsRunning())
	{
		UGameplayStatics::SetGamePaused(Game->GetWorld(), bPaused);
	}
}

double FHeadlessGameWrap::TimeDilation()
{
	return IsRunning()
			   ? static_cast<double>(UGameplayStatics::GetGlobalTimeDilation(Game->GetWorld()))
			   : 1.0;
}

void FHeadlessGameWrap::SetTimeDilation(double Dilation)
{
	if (IsRunning())
	{
		UGameplayStatics::SetGlobalTimeDilation(Game->GetWorld(), static_cast<float>(Dilation));
	}
}

std::string FHeadlessGameWrap::SetLevelVisible(std::string Level, bool bVisible)
{
	FString Error;
	GetGame().SetLevelVisible(FromScript(Level), bVisible, Error);
	return ToScript(Error);
}

bool FHeadlessGameWrap::IsLevelVisible(std::string Level)
{
	return GetGame().IsLevelVisible(FromScript(Level));
}

std::string FHeadlessGameWrap::OpenLevel(std::string Level)
{
	if (!GetGame().HasLevel(FromScript(Level)))
	{
		return "Expected the name of a level, but got \"" + Level + "\"";
	}
	UGameplayStatics::OpenLevel(Game->GetWorld(), FName(FromScript(Level)));
	return std::string();
}

int32 FHeadlessGameWrap::SpawnActor(std::string Level)
{
	const AActor* Actor = GetGame().SpawnActor(PendingActor, FromScript(Level), LastSpawnError);
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
	if (AActor* Found = GetGame().FindActor(Actor))
	{
		Found->CustomTimeDilation = static_cast<float>(Dilation);
	}
}

void FHeadlessGameWrap::DestroyActor(int32 Actor)
{
	if (AActor* Found = GetGame().FindActor(Actor))
	{
		Found->Destroy();
	}
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

void FHeadlessGameWrap::SetStarter(PUERTS_NAMESPACE::Function Starter)
{
	PUERTS_NAMESPACE::FJsEnv::SetStarter(Starter);
}

void FHeadlessGameWrap::SetLogListener(PUERTS_NAMESPACE::Function Log)
{
	SetLogSink([Log](const TCHAR* Category, int32 Verbosity, const FString& Text)
		{ Log.Action(ToUtf8(Category), Verbosity, ToScript(Text)); });
}

void FHeadlessGameWrap::RunMicrotasks()
{
	v8::Isolate::GetCurrent()->PerformMicrotaskCheckpoint();
}

FGame& FHeadlessGameWrap::GetGame()
{
	if (!Game)
	{
		Game = MakeUnique<FGame>(Switches);
	}
	return *Game;
}

UTransientLoopComponent* FHeadlessGameWrap::FindLoop(int32 Actor)
{
	const AActor* Found = GetGame().FindActor(Actor);
	return Found != nullptr ? Found->FindComponentByClass<UTransientLoopComponent>() : nullptr;
}

void FHeadlessGameWrap::Send(EEvent Kind, int32 Actor, const FString& Text)
{
	if (Listener.IsValid())
	{
		Listener.Action(static_cast<int32>(Kind), Actor, ToScript(Text));
	}
}

void FHeadlessGameWrap::HandleLevelAdded(ULevel* Level, UWorld* World)
{
	if (Game && World == Game->GetWorld())
	{
		Send(EEvent::LevelShown, 0, Level->GetOuter()->GetName());
	}
}

void FHeadlessGameWrap::HandleLevelRemoved(ULevel* Level, UWorld* World)
{
	if (Game && World == Game->GetWorld() && Level != nullptr)
	{
		Send(EEvent::LevelHidden, 0, Level->GetOuter()->GetName());
	}
}

void FHeadlessGameWrap::HandleMapLoaded(UWorld* World)
{
	if (Game && World == Game->GetWorld() && World != nullptr)
	{
		Send(EEvent::WorldBegins, 0, World->GetName());
	}
}

void FHeadlessGameWrap::StopListening()
{
	FWorldDelegates::LevelAddedToWorld.RemoveAll(this);
	FWorldDelegates::LevelRemovedFromWorld.RemoveAll(this);
	FCoreUObjectDelegates::PostLoadMapWithWorld.RemoveAll(this);
}
}
