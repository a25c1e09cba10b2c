// SPDX-License-Identifier: MIT
#include "WorldEvents.h"

#include "Editor.h"
#include "Engine/World.h"
#include "TestHarness.h"
#include "UObject/UObjectGlobals.h"

namespace NativeTest
{
FWorldEvents::FWorldEvents()
{
	FCoreUObjectDelegates::PreLoadMap.AddRaw(this, &FWorldEvents::HandlePreLoadMap);
	FCoreUObjectDelegates::PostLoadMapWithWorld.AddRaw(this, &FWorldEvents::HandlePostLoadMap);
	FWorldDelegates::OnWorldBeginTearDown.AddRaw(this, &FWorldEvents::HandleTearDown);
	FWorldDelegates::LevelRemovedFromWorld.AddRaw(this, &FWorldEvents::HandleLevelRemoved);
	FWorldDelegates::OnWorldCleanup.AddRaw(this, &FWorldEvents::HandleCleanup);
	FWorldDelegates::OnSeamlessTravelStart.AddRaw(this, &FWorldEvents::HandleSeamlessStart);
	FWorldDelegates::OnSeamlessTravelTransition.AddRaw(
		this, &FWorldEvents::HandleSeamlessTransition);
	FEditorDelegates::PrePIEEnded.AddRaw(this, &FWorldEvents::HandlePrePIEEnded);
	FEditorDelegates::EndPIE.AddRaw(this, &FWorldEvents::HandleEndPIE);
	FEditorDelegates::ShutdownPIE.AddRaw(this, &FWorldEvents::HandleShutdownPIE);
}

FWorldEvents::~FWorldEvents()
{
	FCoreUObjectDelegates::PreLoadMap.RemoveAll(this);
	FCoreUObjectDelegates::PostLoadMapWithWorld.RemoveAll(this);
	FWorldDelegates::OnWorldBeginTearDown.RemoveAll(this);
	FWorldDelegates::LevelRemovedFromWorld.RemoveAll(this);
	FWorldDelegates::OnWorldCleanup.RemoveAll(this);
	FWorldDelegates::OnSeamlessTravelStart.RemoveAll(this);
	FWorldDelegates::OnSeamlessTravelTransition.RemoveAll(this);
	FEditorDelegates::PrePIEEnded.RemoveAll(this);
	FEditorDelegates::EndPIE.RemoveAll(this);
	FEditorDelegates::ShutdownPIE.RemoveAll(this);
}

void FWorldEvents::HandlePreLoadMap(const FString& Map)
{
	FRecorder::Get().Record("W.PreLoadMap(" + Headless::ToUtf8(*Map) + ")");
}

void FWorldEvents::HandlePostLoadMap(UWorld* World)
{
	FRecorder::Get().Record("W.PostLoadMapWithWorld(" + Headless::ToUtf8(*World->GetName()) + ")");
}

void FWorldEvents::HandleTearDown(UWorld* World)
{
	EXPECT_TRUE(World->bIsTearingDown);
	FRecorder::Get().Record("W.OnWorldBeginTearDown");
}

void FWorldEvents::HandleLevelRemoved(ULevel* Level, UWorld*)
{
	FRecorder::Get().Record(Level == nullptr ? "W.LevelRemoved(null)" : "W.LevelRemoved");
}

void FWorldEvents::HandleCleanup(UWorld*, bool bSessionEnded, bool)
{
	FRecorder::Get().Record(bSessionEnded ? "W.OnWorldCleanup(session ended)" : "W.OnWorldCleanup");
}

void FWorldEvents::HandleSeamlessStart(UWorld*, const FString& Level)
{
	FRecorder::Get().Record("W.OnSeamlessTravelStart(" + Headless::ToUtf8(*Level) + ")");
}

void FWorldEvents::HandleSeamlessTransition(UWorld*)
{
	FRecorder::Get().Record("W.OnSeamlessTravelTransition");
}

void FWorldEvents::HandlePrePIEEnded(bool)
{
	FRecorder::Get().Record("W.PrePIEEnded");
}

void FWorldEvents::HandleEndPIE(bool)
{
	FRecorder::Get().Record("W.EndPIE");
}

void FWorldEvents::HandleShutdownPIE(bool)
{
	FRecorder::Get().Record("W.ShutdownPIE");
}

FEvents EndGroup(const std::string& Reason)
{
	return {"A.EndPlay[pre](" + Reason + ")", "A.OnEndPlay(" + Reason + ")",
		"C.EndPlay[pre](" + Reason + ")", "C.EndPlay[post]", "A.EndPlay[post]",
		"C.UninitializeComponent"};
}

void Append(FEvents& Events, const FEvents& More)
{
	Events.insert(Events.end(), More.begin(), More.end());
}
}
