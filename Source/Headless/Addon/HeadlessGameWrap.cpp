// SPDX-License-Identifier: MIT
#include "HeadlessGameWrap.h"

#include "HAL/IConsoleManager.h"
#include "Kismet/GameplayStatics.h"
#include "Report.h"
#include "ScriptText.h"
#include "SwitchNames.h"

namespace Headless
{
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
	return SetSwitchByName(Switches, Name, Value)
			   ? std::string()
			   : "Expected the name of a switch, but got \"" + Name + "\"";
}

void FHeadlessGameWrap::UseEditor()
{
	GetGame().bIsEditorWorld = true;
}

void FHeadlessGameWrap::SetListener(PUERTS_NAMESPACE::Function Event)
{
	Listener.SetFunction(Event);
}

void FHeadlessGameWrap::BeginLevel(std::string Name)
{
	Writer.BeginLevel(FromScript(Name));
}

void FHeadlessGameWrap::AddStreamedLevel(std::string Level, bool bVisible)
{
	Writer.AddStreamedLevel(FromScript(Level), bVisible);
}

std::string FHeadlessGameWrap::EndLevel()
{
	FString Error;
	GetGame().AddLevel(Writer.EndLevel(), Error);
	return ToScript(Error);
}

void FHeadlessGameWrap::BeginActor(
	std::string Class, std::string Label, double X, double Y, double Z)
{
	Writer.BeginActor(FromScript(Class), FromScript(Label), FVector(X, Y, Z));
}

void FHeadlessGameWrap::AddComponent(std::string Class)
{
	Writer.AddComponent(FromScript(Class));
}

void FHeadlessGameWrap::AddProperty(std::string Name, std::string Value)
{
	Writer.AddProperty(FromScript(Name), FromScript(Value));
}

std::string FHeadlessGameWrap::Start(std::string Level)
{
	Listener.Listen(GetGame());
	FString Error;
	if (!GetGame().Start(FromScript(Level), Error))
	{
		Listener.Stop();
	}
	return ToScript(Error);
}

void FHeadlessGameWrap::Tick(double RealDeltaSeconds)
{
	GetGame().Tick(RealDeltaSeconds);
}

bool FHeadlessGameWrap::Exec(std::string Command)
{
	return ExecConsoleCommand(FromScript(Command), GetGame().GetWorld());
}

void FHeadlessGameWrap::Quit()
{
	GetGame().Quit();
}

void FHeadlessGameWrap::Dispose()
{
	Listener.Stop();
	Delegates.UnbindAll();
	Game.Reset();
	Listener.SetFunction(PUERTS_NAMESPACE::Function());
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
}
