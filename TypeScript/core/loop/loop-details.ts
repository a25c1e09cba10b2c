// SPDX-License-Identifier: MIT
import type { GameScheduler } from '../stream/game-scheduler';
import type { Listeners } from '../sync/listeners';
import type { TaskNode } from '../task/task-node';
import type { TickCounter } from '../time/tick-wait';
import { WaitList } from '../time/wait-list';
import type { Continuation } from '../wait/continuation';
import type { EndReason } from './end-reason';
import type { Inbox, Message } from './inbox';
import type { LoopOwner } from './loop-owner';
import type { ReadyQueue } from './ready-queue';
import { TickBudget } from './tick-budget';

/** What only some loops have: those that do more than sleep. */
export class LoopDetails implements TickCounter {
  /** @param begunAt - game time at the end of the tick whose budgets began last: one that only wakes a sleeping task begins none */
  constructor(public begunAt: number) {}

  ticks = 0;
  readonly tickWaits = new WaitList();
  readonly untilWaits = new WaitList();
  readonly budget = new TickBudget();
  /** Tasks that belong to the loop itself, besides the main task. */
  roots: Set<TaskNode> | null = null;
  inbox: Inbox | null = null;
  ready: ReadyQueue | null = null;
  /** What would be ready, but is paused. */
  paused: ReadyQueue | null = null;
  /** Messages for streams of paused tasks. */
  pausedMessages: Message[] = [];
  /** Messages that were never delivered: their subscription had ended, or had no room. */
  droppedMessages = 0;
  deliveredMessages = 0;
  /** Holds what belongs to the loop and to no task. */
  owner: LoopOwner | null = null;
  scheduler: GameScheduler | null = null;
  /** Who hears the events that are posted to the loop. */
  posted: Listeners | null = null;
  /** Who wants to hear of the end of play. */
  endings: Set<(reason: EndReason) => void> | null = null;
  /** All tasks are paused, those to come too. */
  isPaused = false;
  /** Async tasks alive: with any of them the loop runs one due moment per crossing. */
  asyncTasks = 0;
  /** Number of the crossing, perhaps another loop's, in which one of them began last. */
  asyncBegunIn = -1;
  /** Predicates are asked once a tick, though it may cross again for what they woke. */
  arePredicatesAsked = false;
  /** The tick in progress is one in pause: game time stands. */
  isInPause = false;
  /** What is ready is being run, further up the stack. */
  isDraining = false;
  /** Failed tasks that somebody may still ask for in the promise jobs after the crossing. */
  failures: TaskNode[] = [];
  /** Number of the crossing in which the latest of those failed. */
  failedIn = -1;
  /** Combinators that nobody waits for yet, and the tick each was made in. */
  unawaited: { readonly group: TaskNode; readonly tick: number }[] = [];
  /** Awaits of tasks by others than an async parent. */
  strays: Set<Continuation> | null = null;
  strayWokenIn = -1;
  /** Tasks that used their scope outside of their tick and were reported. */
  foreign: WeakSet<TaskNode> | null = null;
}
