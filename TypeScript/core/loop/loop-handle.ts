// SPDX-License-Identifier: MIT
import type { TaskInfo } from '../task/task';
import type { EndReason } from './end-reason';
import type { Budget } from './tick-budget';

/** What is alive in one loop. */
export interface LoopStatistics {
  readonly tasks: number;
  /** Timers of all clocks. */
  readonly timers: number;
  /** Messages that wait for the next tick. */
  readonly queuedMessages: number;
  /** Messages whose subscription had ended before their tick came. */
  readonly droppedMessages: number;
}

/** An actor's loop, as its scripts see it. */
export interface LoopHandle {
  /** Why it ended; null while it lives. */
  readonly endReason: EndReason | null;
  readonly isPaused: boolean;
  /** Bounds of what it does in one tick; what is left over goes on in the next, in the same order. */
  budget: Budget;
  /**
   * Bounds of what all loops of the game instance do in one frame together, shared out fairly: each may do one step, then
   * its share, then what no other has a claim to. Default the project's settings, which have none.
   */
  worldBudget: Budget;

  /** Makes all its tasks stand still, those to come too; see `Task.pause`. */
  pause(): void;
  resume(): void;

  /** All its tasks as a tree, the main task first. */
  tasks(): readonly TaskInfo[];
  statistics(): LoopStatistics;
}
