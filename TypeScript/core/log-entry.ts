// SPDX-License-Identifier: MIT
import type { Engine } from './engine/engine';
import type { Hub } from './loop/hub';
import type { AbortControllerLike } from './task/abort-signal';
import type { Offloaded } from './task/offload';
import type { Actor, World } from './world';

export type LogSeverity = 'log' | 'warning' | 'error';

/** One event of a loop, as the host writes it down. */
export interface LogEntry {
  readonly event: string;
  readonly severity: LogSeverity;
  readonly message: string;
  readonly level?: string | undefined;
  readonly actor?: string | undefined;
  readonly script?: string | undefined;
  readonly task?: string | undefined;
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
}

/** What the core needs from where it runs. A host supplies ticks, never a loop. */
export interface Host {
  /** A clock for time budgets, in milliseconds from any start; without one they are never spent. */
  milliseconds?(): number;
  /** Loads a script module and returns all it exports; throws if there is none or it throws. */
  loadScript(module: string): unknown;
  log(entry: LogEntry): void;
  /** Whether the start and end of loops are logged; where they are not, an idle loop does not even know its name. */
  readonly logsLoops: boolean;
  /** Whether each task keeps the stack of whoever made it, some microseconds a task; default false. */
  readonly capturesStacks?: boolean;
  /** Makes a real abort controller, for libraries that ask whether a signal is one; without it tasks have a plain one. */
  newAbortController?(): AbortControllerLike;
  /** The actor that owns the loop in this slot, null for a hub's; called once per loop at most, and only if a script asks. */
  actorOf(slot: number): Actor | null;
  worldOf(slot: number): World | null;
  /**
   * Begins to run a function of a module, found as scripts are, in another thread; absent where there are none.
   * @throws {LoopError} if there is no such module, or the input cannot be copied
   */
  offload?(module: string, exported: string, input: unknown): Offloaded;
  /** Takes what tasks leave behind to be finished; without one it runs as cleanups do. */
  readonly hub?: Hub;
  /** The engine behind actors and worlds; absent where there is none. */
  readonly engine?: Engine;
}
