// SPDX-License-Identifier: MIT
import type { Task, TaskInfo } from 'transient-loop';
import type { TestStage } from './test-stage';

/** What a test sees of one loop, wherever it runs. */
export abstract class LoopHandle {
  /** What the loop is a part of: matchers look there for what was logged and what is left. */
  abstract readonly stage: TestStage;
  /** Game time of the actor in seconds. */
  abstract readonly now: number;
  /** False once play has ended for the actor. */
  abstract readonly isRunning: boolean;
  /** The task that the script is. */
  abstract readonly main: Task;
  /** All tasks as a tree, the main task first; empty after the end of play. */
  abstract tasks(): readonly TaskInfo[];
}
