// SPDX-License-Identifier: MIT
import { ArgumentError, OffloadUnavailableError } from '../errors';
import { ownPromise } from '../sync/promise-wait';
import type { Wait } from '../wait/wait';
import type { ScopedTask } from './scoped-task';

export interface OffloadOptions {
  /** Name of the function that the module exports. Default its default export. */
  readonly export?: string;
}

/** A function that runs in another thread. */
export interface Offloaded {
  /** What it returns, or how it failed. */
  readonly result: PromiseLike<unknown>;
  /** Ends it, wherever it is; does nothing once it is over. */
  cancel(): void;
}

/** Has a function module run in another thread; see `TaskScope.offload`. */
export function offload(
  task: ScopedTask,
  module: string,
  input: unknown,
  { export: exported = 'default' }: OffloadOptions,
): Wait<unknown> {
  if (typeof module !== 'string' || module === '') {
    throw new ArgumentError('self.offload', 'the name of a module', module);
  }
  if (typeof exported !== 'string') throw new ArgumentError('self.offload: export', 'a name', exported);
  const { host } = task.loop.registry;
  if (host.offload === undefined) throw new OffloadUnavailableError(module);
  const refused = task.refusedWait();
  if (refused !== null) return refused;
  const offloaded = host.offload(module, exported, input);
  return ownPromise(task, offloaded.result, { onCancel: () => offloaded.cancel() });
}
