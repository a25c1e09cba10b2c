// SPDX-License-Identifier: MIT
// The console commands. They speak to the hub of the game instance that the world belongs to; in a
// world that is edited, to that of the editor.
#include "Engine/Engine.h"
#include "Engine/GameInstance.h"
#include "Engine/World.h"
#include "EngineUtils.h"
#include "GameFramework/Actor.h"
#include "HAL/IConsoleManager.h"
#include "TransientLoopComponent.h"
#include "TransientLoopEditorSubsystem.h"
#include "TransientLoopEnvironment.h"
#include "TransientLoopLog.h"
#include "TransientLoopSubsystem.h"

namespace
{
FTransientLoopEnvironment* FindEnvironment(const TCHAR* Command, const UWorld* World)
{
	UGameInstance* GameInstance = World != nullptr ? World->GetGameInstance() : nullptr;
	if (UTransientLoopSubsystem* Subsystem =
			GameInstance != nullptr ? GameInstance->GetSubsystem<UTransientLoopSubsystem>()
									: nullptr)
	{
		return Subsystem->GetEnvironment();
	}
	if (UTransientLoopEditorSubsystem* Subsystem =
			GEngine != nullptr ? GEngine->GetEngineSubsystem<UTransientLoopEditorSubsystem>()
							   : nullptr)
	{
		return Subsystem->GetEnvironment();
	}
	UE_LOG(
		LogTransientLoop, Error, TEXT("%s: expected a game that runs, but there is none"), Command);
	return nullptr;
}

void LogLines(const FString& Text)
{
	FString Line;
	for (int32 Index = 0; Index <= Text.Len(); ++Index)
	{
		if (Index < Text.Len() && (*Text)[Index] != TEXT('\n'))
		{
			Line += Text.Mid(Index, 1);
		}
		else
		{
			UE_LOG(LogTransientLoop, Display, TEXT("%s"), *Line);
			Line = FString();
		}
	}
}

void RunScript(const TArray<FString>& Args, UWorld* World)
{
	if (Args.Num() == 0)
	{
		UE_LOG(LogTransientLoop, Error,
			TEXT("TransientLoop.Run: expected the module of a script, such as tutorial/timers, but "
				 "got nothing"));
		return;
	}
	FTransientLoopEnvironment* Environment = FindEnvironment(TEXT("TransientLoop.Run"), World);
	if (Environment == nullptr)
	{
		return;
	}
	FString Arguments;
	for (int32 Index = 1; Index < Args.Num(); ++Index)
	{
		Arguments += (Index > 1 ? FString(TEXT(" ")) : FString()) + Args[Index];
	}
	Environment->GetHub().Run(Args[0], Arguments);
}

void ListScripts(const TArray<FString>&, UWorld* World)
{
	FTransientLoopEnvironment* Environment = FindEnvironment(TEXT("TransientLoop.List"), World);
	if (Environment == nullptr)
	{
		return;
	}
	const TArray<FString> Texts = Environment->GetHub().Describe();
	if (Texts.Num() == 0)
	{
		UE_LOG(LogTransientLoop, Display, TEXT("no script runs on the hub"));
	}
	for (const FString& Text : Texts)
	{
		LogLines(Text);
	}
}

/** 0, which is no task's, for anything but a number. */
int32 ParseTaskNumber(const FString& Text)
{
	int32 Number = 0;
	for (int32 Index = 0; Index < Text.Len(); ++Index)
	{
		const TCHAR Digit = (*Text)[Index];
		if (Digit < TEXT('0') || Digit > TEXT('9') || Number > MAX_int32 / 10 - 1)
		{
			return 0;
		}
		Number = Number * 10 + (Digit - TEXT('0'));
	}
	return Number;
}

void CancelTask(const TArray<FString>& Args, UWorld* World)
{
	FTransientLoopEnvironment* Environment = FindEnvironment(TEXT("TransientLoop.Cancel"), World);
	if (Environment == nullptr)
	{
		return;
	}
	if (Args.Num() != 1 || !Environment->GetHub().CancelTask(ParseTaskNumber(Args[0])))
	{
		UE_LOG(LogTransientLoop, Error,
			TEXT("TransientLoop.Cancel: expected the number of a task that TransientLoop.List "
				 "tells, but got \"%s\""),
			Args.Num() > 0 ? *Args[0] : TEXT(""));
	}
}

void DumpLoops(const TArray<FString>&, UWorld* World)
{
	FTransientLoopEnvironment* Environment = FindEnvironment(TEXT("TransientLoop.Dump"), World);
	if (Environment == nullptr)
	{
		return;
	}
	const FTransientLoopTable& Table = Environment->GetTable();
	int32 NumLoops = 0;
	for (int32 Slot = 0; Slot < Table.NumSlots(); ++Slot)
	{
		const FTransientLoopHandle Handle = Table.GetHandle(Slot);
		if (Handle.IsSet())
		{
			LogLines(Environment->Describe(Handle));
			++NumLoops;
		}
	}
	UE_LOG(LogTransientLoop, Display, TEXT("loops: %d"), NumLoops);
}

/** Restarts the loops of the first actor of this label that has any; false if there is none. */
bool RestartLoopsOf(const FString& Label, const UWorld* World)
{
	if (World == nullptr)
	{
		return false;
	}
	for (TActorIterator<AActor> It(World); It; ++It)
	{
		TArray<UTransientLoopComponent*> Components;
		It->GetComponents(Components);
		if (Components.Num() == 0 || It->GetActorNameOrLabel() != Label)
		{
			continue;
		}
		// What one restart sets off may destroy the next component.
		TArray<TWeakObjectPtr<UTransientLoopComponent>> Restarted;
		for (UTransientLoopComponent* Component : Components)
		{
			Restarted.Add(Component);
		}
		for (const TWeakObjectPtr<UTransientLoopComponent>& Component : Restarted)
		{
			if (Component.IsValid())
			{
				Component->RestartLoop();
			}
		}
		return true;
	}
	return false;
}

void RestartLoops(const TArray<FString>& Args, UWorld* World)
{
	if (Args.Num() == 1 && RestartLoopsOf(Args[0], World))
	{
		return;
	}
	UE_LOG(LogTransientLoop, Error,
		TEXT("TransientLoop.Restart: expected the label of an actor with a loop, but got \"%s\""),
		Args.Num() > 0 ? *Args[0] : TEXT(""));
}

const FAutoConsoleCommandWithWorldAndArgs RunCommand(TEXT("TransientLoop.Run"),
	TEXT(
		"<script> [json arguments]: runs a script on the hub; a run of it that goes on ends first"),
	FConsoleCommandWithWorldAndArgsDelegate::CreateStatic(&RunScript));
const FAutoConsoleCommandWithWorldAndArgs ListCommand(TEXT("TransientLoop.List"),
	TEXT("Lists the scripts on the hub and their tasks"),
	FConsoleCommandWithWorldAndArgsDelegate::CreateStatic(&ListScripts));
const FAutoConsoleCommandWithWorldAndArgs CancelCommand(TEXT("TransientLoop.Cancel"),
	TEXT("<task>: cancels a task on the hub by its number"),
	FConsoleCommandWithWorldAndArgsDelegate::CreateStatic(&CancelTask));
const FAutoConsoleCommandWithWorldAndArgs DumpCommand(TEXT("TransientLoop.Dump"),
	TEXT("Lists all loops of the environment and their tasks"),
	FConsoleCommandWithWorldAndArgsDelegate::CreateStatic(&DumpLoops));
const FAutoConsoleCommandWithWorldAndArgs RestartCommand(TEXT("TransientLoop.Restart"),
	TEXT("<actor>: ends the loops of an actor and starts their scripts afresh"),
	FConsoleCommandWithWorldAndArgsDelegate::CreateStatic(&RestartLoops));
}
