// SPDX-License-Identifier: MIT
import { ComponentLoop, type ActorLoop, type LoopRegistry } from 'transient-loop/host';
import { loadAddon, type NativeGame } from './native-game';

/** The script environment of each game, once it has one. */
const environments = new WeakMap<NativeGame, LoopRegistry>();

export function noteEnvironment(game: NativeGame, registry: LoopRegistry): void {
  environments.set(game, registry);
}

/** One of the loop components of an actor; undefined if it has no more. */
export function loopOfActor(game: NativeGame, actor: number, index: number): ActorLoop | undefined {
  const number = game.LoopOfActor(actor, index);
  if (number === 0) return undefined;
  return new ComponentLoop(loadAddon().TransientLoopBinding, () => environments.get(game), number);
}
