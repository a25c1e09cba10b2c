// SPDX-License-Identifier: MIT
#pragma once

#include "Game.h"
#include "JsEnv.h"

namespace Headless
{
/** Hears what happens in a game, and tells script. */
class FGameListener
{
public:
	/** Kinds of event; NativeEvent in world-events.ts holds the same numbers. */
	enum class EEvent : uint8
	{
		ActorBegins,
		LevelShown,
		LevelHidden,
		WorldBegins
	};

	FGameListener() = default;
	~FGameListener();
	UE_NONCOPYABLE(FGameListener);

	/** event(kind, actor, text) in script. */
	void SetFunction(PUERTS_NAMESPACE::Function Event);
	void Listen(FGame& InGame);
	void Stop();

private:
	void Send(EEvent Kind, int32 Actor, const FString& Text);
	void HandleLevelAdded(ULevel* Level, UWorld* World);
	void HandleLevelRemoved(ULevel* Level, UWorld* World);
	void HandleMapLoaded(UWorld* World);

	PUERTS_NAMESPACE::Function Function;
	/** Null while nothing is listened to. */
	FGame* Game = nullptr;
};
}
