// SPDX-License-Identifier: MIT
#pragma once

#include "DelegateProxies.h"
#include "Engine/LatentActionManager.h"
#include "Game.h"
#include "GameListener.h"
#include "JsEnv.h"
#include "LevelWriter.h"

class UTransientLoopComponent;

namespace Headless
{
/**
 * The one world object that crosses to JavaScript: a game, its world, and its actors by number.
 *
 * Numbers, text and functions only. A method that can fail returns the error as text, empty for
 * none.
 */
class FHeadlessGameWrap
{
public:
	FHeadlessGameWrap() = default;
	virtual ~FHeadlessGameWrap();

	//~ Before the start
	/** The world is the editor's, in which nothing plays. */
	void UseEditor();
	std::string SetSwitch(std::string Name, double Value);
	/** event(kind, actor, text): see FGameListener. */
	void SetListener(PUERTS_NAMESPACE::Function Event);
	void BeginLevel(std::string Name);
	void AddStreamedLevel(std::string Level, bool bVisible);
	std::string EndLevel();

	/** This is a session of play in the editor, which ends with EndPlayInEditor. */
	void SetPlayInEditor(bool bIsPlayInEditor);

	//~ Describes an actor: of the level that was begun, or to be spawned
	void BeginActor(std::string Class, std::string Label, double X, double Y, double Z);
	void AddComponent(std::string Class);
	void AddProperty(std::string Name, std::string Value);

	//~ The game
	std::string Start(std::string Level);
	void Tick(double RealDeltaSeconds);
	/** Runs a line of the console in the game's world; false if there is no such command. */
	bool Exec(std::string Command);
	void Quit();
	/** Frees everything. The object must not be used any more. */
	void Dispose();
	bool IsRunning();
	int32 Frame();

	//~ The world
	double Seconds();
	double DeltaSeconds();
	std::string LevelName();
	bool IsPaused();
	void SetPaused(bool bPaused);
	double TimeDilation();
	void SetTimeDilation(double Dilation);
	std::string SetLevelVisible(std::string Level, bool bVisible);
	bool IsLevelVisible(std::string Level);
	std::string OpenLevel(std::string Level);
	/** Seamless travel, with the actors that KeepActor named since the last one. */
	std::string TravelSeamlessly(std::string Level);
	void KeepActor(int32 Actor);
	/** What UTransientLoopSubsystem::RestartEnvironment does. */
	bool RestartEnvironment();

	//~ Actors, by number; 0 is none
	int32 SpawnActor(std::string Level);
	/** Why the last SpawnActor returned 0. */
	std::string SpawnError();
	int32 FindActor(std::string Label);
	int32 ActorOfSlot(int32 Slot);
	int32 CountActors();
	/** Writes up to so many actor numbers into an Int32Array; returns how many. */
	int32 CopyActors(void* Buffer, int32 Capacity);
	bool IsActorValid(int32 Actor);
	std::string ActorLabel(int32 Actor);
	std::string ActorClass(int32 Actor);
	std::string ActorLevel(int32 Actor);
	double ActorCoordinate(int32 Actor, int32 Axis);
	void SetActorLocation(int32 Actor, double X, double Y, double Z);
	double ActorTimeDilation(int32 Actor);
	void SetActorTimeDilation(int32 Actor, double Dilation);
	void DestroyActor(int32 Actor);
	/** The number of its sound, for TransientLoopBinding; 0 if it can have none. */
	int32 SoundOfActor(int32 Actor);
	/** Component calls that a Blueprint would make: stop, start, and tasks of the actor's first
	 * loop. */
	int32 StartTask(int32 Actor, std::string ExportName);
	bool CancelTask(int32 Actor, int32 Task);
	void StopLoop(int32 Actor);
	bool StartLoop(int32 Actor);
	bool RestartLoop(int32 Actor);
	/** The number of one of its loop components, for TransientLoopBinding; 0 if it has no more. */
	int32 LoopOfActor(int32 Actor, int32 Index);

	//~ What script waits for in the engine. Objects by number, actors among them; 0 is none
	/** called(binding, values): the values as a JSON list, an actor as a list of its number. */
	void SetDelegateListener(PUERTS_NAMESPACE::Function Called);
	bool HasDelegate(int32 Object, std::string Component, std::string Delegate);
	/** Binds a proxy to a delegate of an object, or of the first component of a class of it. 0 if
	 * there is none of this name. */
	int32 BindDelegate(int32 Object, std::string Component, std::string Delegate);
	void UnbindDelegate(int32 Binding);
	int32 WatchObject(int32 Environment, int32 Object, std::string Component);
	/** The number of the action; 0 if the slot is in no world. */
	int32 BeginLatentAction(int32 Environment, int32 Slot);
	/** UKismetSystemLibrary::Delay, for an action that was begun. */
	void Delay(int32 Action, double Seconds);
	/** UCountdownAction of the demo; returns its object. */
	int32 Countdown(int32 Seconds, bool bFails);
	/** The nodes of Blueprints, on the first loop of an actor; return their object. */
	int32 RunTypeScriptTask(int32 Actor, std::string ExportName);
	int32 WaitForScriptEvent(int32 Actor, std::string EventName);
	void ActivateAction(int32 Object);
	void CancelAction(int32 Object);
	void ReleaseAsyncAction(int32 Object);
	/** Proxies that are alive, those that wait to be freed included. */
	static int32 CountDelegateProxies();
	static int32 CountDelegateProxiesMade();
	/** Objects of the engine that are not freed, in all games. */
	static int32 CountObjects();
	/** Bytes that the process has allocated, JavaScript's heap not included; 0 where that is not
	 * known. */
	static double NativeBytes();

	//~ The process
	/** The automation specs of the plugin: how many sentences, each, and what went wrong in it. Log
	 * lines go nowhere afterwards. */
	static int32 CountSpecs();
	static std::string SpecSentence(int32 Index);
	static std::string RunSpec(int32 Index);
	static void SetStarter(PUERTS_NAMESPACE::Function Starter);
	/** log(category, verbosity, text) hears UE_LOG. */
	static void SetLogListener(PUERTS_NAMESPACE::Function Log);
	/** Lets pending promise jobs run, as Unreal's V8 does after each outermost call. */
	static void RunMicrotasks();

private:
	FGame& GetGame();
	UTransientLoopComponent* FindLoop(int32 Actor);
	int32 NoteAction(UObject& Action);
	UObject* FindObject(int32 Object, const std::string& Component);

	FSwitches Switches;
	TUniquePtr<FGame> Game;
	FGameListener Listener;
	FLevelWriter Writer;
	FString LastSpawnError;
	FDelegateProxies Delegates;
	/** By the seamless travel to come. */
	TArray<TWeakObjectPtr<AActor>> Kept;
	/** Async actions by number. */
	TMap<int32, TWeakObjectPtr<UObject>> Actions;
	/** What latent functions are called with, by the number of the action. */
	TMap<int32, FLatentActionInfo> LatentInfos;
};
}
