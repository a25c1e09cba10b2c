// SPDX-License-Identifier: MIT
import * as cpp from 'cpp';
import { ComponentLoop, type ActorLoop, type LoopRegistry } from 'transient-loop/host';
import { TransientLoopComponent } from 'ue';
import type { EngineActor } from './engine-types';

/** The loops of this environment, which has no others. */
let environment: LoopRegistry | undefined;

export function noteEnvironment(registry: LoopRegistry): void {
  environment = registry;
}

/** One of the loop components of an actor; undefined if it has no more. */
export function loopOfActor(actor: EngineActor, index: number): ActorLoop | undefined {
  const number = TransientLoopComponent.FindLoopNumber(actor, index);
  return number === 0 ? undefined : new ComponentLoop(cpp.TransientLoopBinding, () => environment, number);
}
