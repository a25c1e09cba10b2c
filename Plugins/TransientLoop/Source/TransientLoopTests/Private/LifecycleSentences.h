// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

/**
 * The rows of the lifecycle table: its number, what happens, and what becomes of the loop.
 *
 * docs/lifecycle.md has the same sentences. Its tests in the headless world and the automation
 * specs are named after them.
 */
// clang-format off
#define TRANSIENT_LOOP_LIFECYCLE_ROWS(Row) \
	Row(01, "an actor is placed in the map, the map starts", "begins in BeginPlay, first tick in the next frame") \
	Row(02, "an actor is spawned", "begins inside the call") \
	Row(03, "an actor is spawned deferred", "begins in FinishSpawning; never finished, never begins") \
	Row(04, "an actor is spawned before the world has begun", "begins with the world") \
	Row(05, "a component is added to an actor that plays", "begins when it is registered") \
	Row(06, "a component is added in BeginPlay of its owner", "begins at once, and once") \
	Row(07, "the actor is destroyed", "ends inside the call: destroyed") \
	Row(08, "the actor is destroyed by its own script, in its tick", "ends inside the tick; the step that asked runs to its next wait, and nothing after it") \
	Row(09, "the actor is destroyed by another, in the same frame", "ends at once; its tick of this frame is skipped if it was still to come") \
	Row(10, "the actor is destroyed in its own BeginPlay", "ends without a tick") \
	Row(11, "the actor is destroyed again, while it ends", "nothing more") \
	Row(12, "a component is destroyed alone", "its loop ends: destroyed; the actor goes on, and may have another") \
	Row(13, "a component is destroyed from its own tick or its own end", "ends once, for the reason that came first") \
	Row(14, "a component is unregistered and registered", "the same loop; it stands in between") \
	Row(15, "a life span expires", "ends in the timer phase: destroyed") \
	Row(16, "a component is deactivated and activated", "the same loop; it stands in between") \
	Row(17, "its tick is switched off from its own tick, and on", "the same loop; the time off does not count") \
	Row(18, "the actor's tick is off; its time stands", "ticks go on; nothing is due while time stands") \
	Row(19, "the level streams out", "ends: removed-from-world") \
	Row(20, "the level streams out, and in again", "a fresh loop begins, also on the same objects") \
	Row(21, "the level streams out and in many times, then travel", "one end for each begin, the last level-transition") \
	Row(22, "the level is unloaded and loaded again", "as 19, then a loop on new objects") \
	Row(23, "a cell of a World Partition leaves and comes", "as 19 and 20, or 22") \
	Row(24, "a level leaves, and actors that its actors spawned stay", "loops of the persistent level go on; what is owned by an actor of the level ends with it") \
	Row(25, "OpenLevel", "ends before the next frame: level-transition") \
	Row(26, "OpenLevel: the local player's pawn and controller", "destroyed, before the others") \
	Row(27, "OpenLevel from a tick", "the frame finishes first; what is spawned meanwhile begins and ends") \
	Row(28, "seamless travel, not kept", "ends: level-transition") \
	Row(29, "seamless travel, kept", "the same loop goes on in the other world, and so does its time") \
	Row(30, "play in the editor stops", "ends: end-play-in-editor, before anything goes; the next session begins as the first") \
	Row(31, "the game quits", "ends: quit") \
	Row(32, "the world is destroyed directly", "ends when it is cleaned up; without a cleanup when garbage is collected, or with the game instance") \
	Row(33, "the actor never began play", "never begins, never ends") \
	Row(34, "an editor world, a class default object", "never begins") \
	Row(35, "play in the editor starts", "begins on the copy, with the script that was picked") \
	Row(36, "spawned in a PrePhysics tick", "first tick in the same frame, with its whole time") \
	Row(37, "spawned by a world timer", "first tick in the same frame") \
	Row(38, "spawned outside of the world's tick", "first tick in the next frame") \
	Row(39, "a paused world, without pause ticks", "stands; the pause does not count") \
	Row(40, "a paused world, with pause ticks", "game time stands, the other clocks go on; what they wake may destroy its actor") \
	Row(41, "dilation of the world and of the actor", "time is the product of both") \
	Row(42, "a frame of three seconds", "time is what the engine clamps it to") \
	Row(43, "a tick interval", "keeps up with the world; fewer ticks") \
	Row(44, "a frame longer than the interval", "one tick, with the whole time") \
	Row(45, "the owner is a prerequisite", "ticks after its owner; before or after it otherwise") \
	Row(46, "two loops on one actor", "both begin and end, in any order, with no tick in between; one may destroy the other") \
	Row(47, "one end destroys another actor", "the other ends inside, once") \
	Row(48, "a spawn while a loop ends", "begins with destroyed and removed-from-world; never in travel and at the end of the game") \
	Row(49, "a Blueprint class is compiled in the editor", "never begins; the new object has the script that was picked") \
	Row(50, "a dedicated server, without ticks", "begins and ends, and never ticks")
// clang-format on

/** A sentence by the number of its row: Row07. */
namespace TransientLoopLifecycle
{
#define TRANSIENT_LOOP_LIFECYCLE_ROW(Number, What, Loop)                                           \
	inline constexpr const TCHAR* Row##Number = TEXT(#Number " " What ": " Loop);
TRANSIENT_LOOP_LIFECYCLE_ROWS(TRANSIENT_LOOP_LIFECYCLE_ROW)
#undef TRANSIENT_LOOP_LIFECYCLE_ROW
}
