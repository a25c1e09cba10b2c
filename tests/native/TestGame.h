// SPDX-License-Identifier: MIT
#pragma once

#include "Game.h"
#include "Recorder.h"
#include "RecorderActor.h"
#include "TestHarness.h"

namespace NativeTest
{
using Headless::EOrder;
using Headless::FGame;
using Headless::FLevelAsset;
using Headless::FPlacedActor;
using Headless::FStreamedLevel;
using Headless::FSwitches;

/** Placed in a level: a recorder actor with components of these names. */
FPlacedActor Placed(const char* Name, const std::vector<const char*>& Components = {"C"});

/**
 * A game of recorder actors, from start to end of a test. At its end nothing may be left of it, no
 * promise of the world may have been broken, and whatever began must have ended.
 */
class FTestGame
{
public:
	explicit FTestGame(const FSwitches& Switches = FSwitches());
	~FTestGame();
	UE_NONCOPYABLE(FTestGame);

	FTestGame& Level(const char* Name, const std::vector<FPlacedActor>& Actors,
		const std::vector<FStreamedLevel>& Streamed = {});
	/** Starts with this level; an empty one of the name if none was added. */
	FTestGame& Start(const char* Name = "Main");
	void Tick(double RealDeltaSeconds = 0.1, int32 Frames = 1);
	void Quit();
	void Show(const char* Level, bool bVisible);

	/** Null if the world refuses. */
	ARecorderActor* Spawn(const char* Name = "A");
	ARecorderActor& Find(const char* Name);
	UWorld& World()
	{
		return *Game->GetWorld();
	}
	FRecorder& Events()
	{
		return FRecorder::Get();
	}
	/** The violations since the last call. At the end there must be none. */
	std::vector<std::string> TakeViolations();

	TUniquePtr<FGame> Game;

private:
	std::vector<std::string> Violations;
	int32 ObjectsBefore = 0;
};

/** Runs a body with all switches in their likely positions, with each one in each other position,
 * and with all in another. */
void UnderEachSwitch(const TFunction<void(const FSwitches&)>& Body);
}
