// SPDX-License-Identifier: MIT
import type { ErrorPolicy, LoopClock } from 'transient-loop/host';
import type { LevelDefinition, PlacedActor } from './game-types';
import type { NativeGame } from './native-game';

/** The names that C++ has for them. */
const NATIVE_POLICIES: Readonly<Record<ErrorPolicy, string>> = {
  report: 'Report',
  'end-loop': 'EndLoop',
  'destroy-actor': 'DestroyActor',
};

const NATIVE_CLOCKS: Readonly<Record<LoopClock, string>> = {
  game: 'Game',
  unpaused: 'Unpaused',
  real: 'Real',
};

/**
 * Hands a level over to the world.
 * @throws {Error} if it names a class that does not exist
 */
export function loadLevel(game: NativeGame, level: LevelDefinition): void {
  game.BeginLevel(level.name);
  for (const streamed of level.streamedLevels) game.AddStreamedLevel(streamed.level, streamed.visible);
  for (const actor of level.actors) describeActor(game, actor);
  const error = game.EndLevel();
  if (error !== '') throw new Error(error);
}

/** Describes an actor to the world: of the level in hand, or to be spawned. */
export function describeActor(game: NativeGame, actor: PlacedActor): void {
  const [x, y, z] = actor.location ?? [0, 0, 0];
  game.BeginActor(actor.class, actor.label, x, y, z);
  if (actor.script === undefined) return;
  game.AddComponent('TransientLoopComponent');
  game.AddProperty('ScriptModule', actor.script);
  if (actor.arguments !== undefined) game.AddProperty('ScriptArguments', JSON.stringify(actor.arguments));
  if (actor.errorPolicy !== undefined) {
    // What is no policy is refused by the other side, by name.
    game.AddProperty('ErrorPolicy', NATIVE_POLICIES[actor.errorPolicy] ?? String(actor.errorPolicy));
  }
  const { clock, tickBudget } = actor;
  if (clock !== undefined) game.AddProperty('Clock', NATIVE_CLOCKS[clock]);
  const others = {
    bHibernate: actor.hibernate,
    bBatch: actor.batch,
    bAutoStart: actor.autoStart,
    bTickEvenWhenPaused: actor.tickEvenWhenPaused,
    TickBudgetSteps: tickBudget?.steps,
    TickBudgetMilliseconds: tickBudget?.milliseconds,
  };
  for (const [name, value] of Object.entries(others))
    if (value !== undefined) game.AddProperty(name, String(value));
}
