// SPDX-License-Identifier: MIT
import type { TaskScope } from './task-scope';
import type { Wait } from '../wait/wait';

/**
 * - `waiting-to-start`: spawned, its body is not entered yet
 * - `running`: its body is entered and not over
 * - `finishing`: its body is over, its children are not
 * - `succeeded`, `failed`, `cancelled`: over
 */
export type TaskState = 'waiting-to-start' | 'running' | 'finishing' | 'succeeded' | 'failed' | 'cancelled';

/** The strong kind of coroutine: resumed without promise jobs, ended synchronously. */
export type GeneratorBody<T> = (self: TaskScope) => Generator<Wait<unknown>, T, unknown>;

/** The familiar kind of coroutine: cancelled by rejecting what it awaits. */
export type AsyncBody<T> = (self: TaskScope) => Promise<T>;

export type TaskBody<T> = GeneratorBody<T> | AsyncBody<T>;

/** A handle to one coroutine of a loop. Waiting for it gives its result, or throws its error. */
export interface Task<T = unknown> extends Wait<T> {
  readonly id: number;
  readonly name: string;
  readonly state: TaskState;
  /** The result of a task that succeeded; undefined before and otherwise. */
  readonly result: T | undefined;
  /** The error of a task that failed; undefined before and otherwise. Reading it counts as handling the failure. */
  readonly error: unknown;
  /** Why the task is being, or was, cancelled; undefined if nobody asked. A `finally` block may read it. */
  readonly cancelReason: string | undefined;
  /** Name of the task that asked for its end; undefined if nobody did, or if the engine did. */
  readonly cancelledBy: string | undefined;

  /**
   * Ends the task: children first, the latest first, then its own `finally` blocks. Idempotent.
   *
   * A body that is on the stack right now goes on to its next wait. A task whose body was not entered yet never enters it.
   * @param reason - what the task and its waiters are told; default `cancelled`
   */
  cancel(reason?: string): void;

  /** True while it stands still, because it or a task above it is paused. */
  readonly isPaused: boolean;
  /** Seconds of game time left of the sleep it waits for; undefined if it waits for none. */
  readonly remaining: number | undefined;

  /**
   * Makes the task and all below it stand still: its sleeps and its timeout stop counting, and what wakes it waits.
   *
   * A step in progress goes on to its next wait. **Cancellation:** a paused task can be cancelled, and cleans up.
   */
  pause(): void;

  /** Lets it go on where it stood; those below that were paused themselves stay so. */
  resume(): void;

  /**
   * Changes what is left of the sleep it waits for.
   * @param seconds - of game time from now; 0 or less wakes it at once, in the tick
   * @returns false if it waits for no sleep of game time
   * @throws {ArgumentError} if it is no number
   */
  retime(seconds: number): boolean;

  /**
   * Calls back once the task is over, in its loop's tick; at once if it is over already.
   *
   * A callback that throws is reported with the task's name and spares the others.
   */
  onDone(callback: (task: Task<T>) => void): void;
}

/** A line of the task list. */
export interface TaskInfo {
  readonly id: number;
  readonly name: string;
  readonly state: TaskState;
  /** What the task waits for, in a few words; undefined if it waits for nothing. */
  readonly waitsFor: string | undefined;
  /** Since when it waits, in seconds of the actor's game time; undefined where that is not known. */
  readonly since: number | undefined;
  /** Stack of whoever made the task, if the host captures stacks. */
  readonly createdAt: string | undefined;
  readonly children: readonly TaskInfo[];
}
