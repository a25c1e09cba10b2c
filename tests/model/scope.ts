// SPDX-License-Identifier: MIT
// What programs use of the core, and what the reference model therefore has as well.
import type { Kind, Options } from './program';

/** `yield*` of it waits, in both kinds of body. */
export interface Waitable {
  [Symbol.iterator](): Iterator<unknown, unknown, unknown>;
}

export interface Handle extends Waitable {
  readonly name: string;
  readonly state: string;
  readonly result: unknown;
  readonly error: unknown;
  readonly cancelReason: string | undefined;
  readonly cancelledBy: string | undefined;
  cancel(reason: string): void;
  onDone(callback: (task: Handle) => void): void;
}

export type Steps = (self: Scope) => Generator<unknown, unknown, unknown>;

/** A coroutine that {@link Machine.body} has made; only the machine knows what it is. */
export interface Coroutine {
  readonly name: string;
}

export interface SpawnOptions extends Options {
  readonly name?: string;
}

export interface Scope {
  readonly now: number;
  readonly task: Handle;
  sleep(seconds: number): Waitable;
  ticks(count: number): Waitable;
  until(predicate: () => boolean): Waitable;
  join(task: Handle): Waitable;
  spawn(body: Coroutine, options?: SpawnOptions): Handle;
  detach(body: Coroutine, options?: SpawnOptions): Handle;
  scope(body: Coroutine, options?: SpawnOptions): Handle;
  uncancellable(body: Coroutine, options?: SpawnOptions): Handle;
  timeout(seconds: number, contestant: Coroutine | Waitable, options?: SpawnOptions): Handle;
  all(contestants: readonly (Coroutine | Waitable)[]): Handle;
  race(contestants: readonly (Coroutine | Waitable)[]): Handle;
  any(contestants: readonly (Coroutine | Waitable)[]): Handle;
  settled(contestants: readonly (Coroutine | Waitable)[]): Handle;
  cleanup(body: Coroutine): unknown;
}

/** One actor with its loop. */
export interface ActorPort {
  readonly isRunning: boolean;
  begin(): void;
  /** Cancels one of its tasks, as Blueprint does. */
  cancel(task: Handle): void;
  /** One tick; it stops wherever promise jobs are to run. */
  tick(deltaSeconds: number, paused: boolean): Generator<void, void, void>;
  end(reason: string): void;
}

/** An entry of the log, as far as it is compared. */
export interface LogLine {
  readonly event: string;
  readonly task: string | undefined;
  readonly handled?: boolean | undefined;
}

/** What runs programs: the real core, or the reference model. */
export interface Machine {
  readonly log: readonly LogLine[];
  body(name: string, kind: Kind, steps: Steps): Coroutine;
  actor(name: string, main: Coroutine): ActorPort;
  /** What is alive: tasks and timers. */
  left(): { readonly tasks: number; readonly timers: number };
}
