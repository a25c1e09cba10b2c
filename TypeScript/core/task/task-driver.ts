// SPDX-License-Identifier: MIT
import type { TaskNode } from './task-node';

/** What makes a task without a body go on: a subscription, a combinator. */
export interface TaskDriver {
  /** Gives back everything it holds outside of the task's children, because the task ends. Called once. */
  release(task: TaskNode): void;

  /** Values of a subscription that wait for the next tick. */
  readonly queued?: number;
  /** Values of a subscription for which there was no room. */
  readonly dropped?: number;

  /** Takes back the task's result, because who waited for it was cancelled before it saw it. */
  takeBack?(value: unknown): void;

  /** The tasks without which it never ends. */
  awaitedTasks?(): readonly TaskNode[];

  /** What the task waits for, in a few words. */
  describe(): string;
}
