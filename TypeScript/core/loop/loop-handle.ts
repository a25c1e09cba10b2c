// SPDX-License-Identifier: MIT
import type { SchedulerLike } from 'rxjs';
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
  /** The most that ever waited at one moment. */
  readonly mostQueuedMessages: number;
  /** Messages that waited, and were handed over in a tick. */
  readonly deliveredMessages: number;
  /** Messages that were not: their subscription had ended before their tick came, or had no room. */
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

  /**
   * Game time for timed RxJS operators, in milliseconds: `interval(1000, self.loop.scheduler)`.
   *
   * What it schedules belongs to the loop, and is gone at the end of play; what `self.scheduler` does, to a task.
   * **Time:** the actor's game time: stops in pause, follows dilation; each action runs at the moment it was due. A delay of
   * zero is the next tick, in order.
   */
  readonly scheduler: SchedulerLike;

  /** Makes all its tasks stand still, those to come too; see `Task.pause`. */
  pause(): void;
  resume(): void;

  /** All its tasks as a tree, the main task first. */
  tasks(): readonly TaskInfo[];
  statistics(): LoopStatistics;
}
