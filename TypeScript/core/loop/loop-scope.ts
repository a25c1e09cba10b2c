// SPDX-License-Identifier: MIT
import { NoScopeError } from '../errors';
import type { TransientLoop } from './transient-loop';

/** What a task may end with instead of its actor, by the number that C++ knows: `ETransientLoopScope` is the same. */
export const LOOP_SCOPES = ['level', 'world', 'game', 'hub'] as const;

/**
 * `level`: the level of the actor, when it is streamed out or hidden. `world`: its world. `game`: the game instance, over all
 * worlds. `hub`: the hub, the last of all.
 */
export type LoopScope = (typeof LOOP_SCOPES)[number];

/** Script of the loop of a scope, which has none; no module can be called so. `FTransientLoopHubLoop` has the same. */
export const SCOPE_SCRIPT = '(none)';

/**
 * The loop for the tasks of a scope, as seen from a loop; it begins when first asked for.
 * @throws {NoScopeError} if there is no such scope, or it is ending
 */
export function loopOfScope(loop: TransientLoop, scope: LoopScope): TransientLoop {
  const { registry, slot } = loop;
  const found = registry.binding.ScopeSlot(registry.environment, slot, LOOP_SCOPES.indexOf(scope));
  const scopeLoop = found < 0 ? undefined : registry.loopAt(found);
  if (scopeLoop !== undefined && scopeLoop.endReason === null) return scopeLoop;
  throw new NoScopeError(loop.describe().actor, scope);
}
