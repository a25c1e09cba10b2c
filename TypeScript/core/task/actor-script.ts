// SPDX-License-Identifier: MIT
import { ArgumentError, ScriptError, describe, messageOf } from '../errors';
import type { TaskBody, AsyncBody, GeneratorBody } from './task';

/** The main task of an actor's loop: the default export of a script module. */
export type ActorScript = TaskBody<unknown>;

/**
 * Makes a script of a generator function or an async function.
 *
 * The function is the main task of a loop of its own for each component that names the module.
 * @throws {ArgumentError} if it is no function
 * @example export default actorScript(function* (self) { yield* self.sleep(2); self.log('2 seconds elapsed'); });
 */
export function actorScript<T>(body: GeneratorBody<T>): GeneratorBody<T>;
export function actorScript<T>(body: AsyncBody<T>): AsyncBody<T>;
export function actorScript(body: ActorScript): ActorScript {
  if (typeof body !== 'function') {
    throw new ArgumentError('actorScript', 'a generator function or an async function', body);
  }
  return body;
}

/** Loads a script and hands out its default export. Every failure is one {@link ScriptError}. */
export function scriptBody(module: string, load: (module: string) => unknown): ActorScript {
  if (module === '') throw new ScriptError(module, 'a script module', 'none is set on the component');
  let exported: unknown;
  try {
    exported = load(module);
  } catch (error) {
    if (error instanceof ScriptError) throw error;
    throw new ScriptError(module, 'a module that loads', `it threw: ${messageOf(error)}`, error);
  }
  const body = (exported as { default?: unknown } | null | undefined)?.default;
  if (typeof body === 'function') return body as ActorScript;
  throw new ScriptError(
    module,
    'a default export made by actorScript(…)',
    body === undefined ? 'there is no default export' : `it is ${describe(body)}`,
  );
}
