// SPDX-License-Identifier: MIT
import type { TaskDelegates } from '../engine/task-delegates';
import type { GameScheduler } from '../stream/game-scheduler';
import type { TimeStreams } from '../stream/time-streams';
import type { Continuation } from '../wait/continuation';
import type { OwnedWait } from '../wait/owned-wait';
import type { Waiter } from '../wait/wait';
import type { AbortControllerLike } from './abort-signal';
import type { CancelRequest } from './cancel-request';
import type { Holding } from './holding';
import type { Cleanup } from './task-cleanup';
import type { Task, TaskState } from './task';
import type { TaskDriver } from './task-driver';
import type { FrozenTimer } from './task-pause';

/** Bits of a task's `bits`; the lowest three hold a {@link StateNumber}. */
export const TaskBit = {
  /** Its body is on the JavaScript stack right now. */
  OnStack: 1 << 3,
  /** Somebody asked for its end. */
  Cancelling: 1 << 4,
  /** Its loop ended, or its grace time is over: every further wait is refused. */
  Ending: 1 << 5,
  /** A cancel came while it was on the stack: unwind at the next wait. */
  UnwindAtNextWait: 1 << 6,
  /** `return()` was sent into its body. */
  Unwound: 1 << 7,
  Async: 1 << 8,
  /** It has no body but a driver: a subscription, a combinator. */
  Driven: 1 << 9,
  Background: 1 << 10,
  /** Somebody waited for it or read its error. */
  Observed: 1 << 11,
  /** It has an error; it is failed once its children and cleanups are over. */
  Failing: 1 << 12,
  /** The first failure of a child cancels the rest and fails it. */
  Group: 1 << 13,
  /** A plain cancel of its parent passes it by: an uncancellable section, a cleanup. */
  Shielded: 1 << 14,
  /** A registered cleanup of its parent. */
  Cleanup: 1 << 15,
  /** Its time ran out: it fails with a `TimeoutError`, whatever its body returns. */
  TimedOut: 1 << 16,
  /** It stands in the ready queue of its loop. */
  Ready: 1 << 17,
  /** It was left behind with its body not over. */
  Abandoned: 1 << 18,
  /** It stands still, because it or a task above it is paused. */
  Paused: 1 << 19,
  /** Its driver has given back what it held. */
  Released: 1 << 20,
  /** An uncancellable section of its parent. */
  Section: 1 << 21,
  /** A scope, a combinator, a timeout: its failure goes to whoever waits for it, and not to the group around it. */
  Call: 1 << 24,
  /** Further down the stack it is being seen whether it can be settled. */
  Settling: 1 << 23,
  /** It was paused itself, not only with one above it. */
  PausedItself: 1 << 22,
  /** The component started it: the main task, and those that were started by name from outside. */
  OfComponent: 1 << 25,
} as const;

/** The five bits above those count the sleeps that the task made and has not waited for yet; 31 stands for all that is more. */
export const OPEN_WAIT = 1 << 26;
export const OPEN_WAITS = 31 << 26;

export const STATES: readonly TaskState[] = [
  'waiting-to-start',
  'running',
  'finishing',
  'succeeded',
  'failed',
  'cancelled',
];

export const StateNumber = {
  Waiting: 0,
  Running: 1,
  Finishing: 2,
  Succeeded: 3,
  Failed: 4,
  Cancelled: 5,
} as const;

export const STATE_MASK = 7;

/** After so many refused waits a task that swallows them is given up. */
export const MAX_REFUSALS = 100;

/** A sleep that its task left in order to end: its timer as it was. */
export interface LeftSleep {
  readonly timer: number;
  readonly generation: number;
  /** The number in its name, if it had one. */
  readonly number: number;
  readonly madeAt: number;
  readonly due: number;
}

/** What only some tasks have. */
export class TaskDetails {
  callbacks: ((task: Task<never>) => void)[] | null = null;
  waiters: Waiter[] | null = null;
  /** See `task-continuations.ts`. */
  moreContinuations: Set<Continuation> | null = null;
  /** Number of the crossing in which one of those was settled last. */
  wokenIn = -1;
  /** Waits it made that somebody else settles. */
  waits: Set<OwnedWait<unknown>> | null = null;
  /** Permits it has, and objects that end with it. */
  holdings: Set<Holding> | null = null;
  /** Aborted when it is asked to end, or is over; null until somebody asks for its signal. */
  abort: AbortControllerLike | null = null;
  cleanups: Cleanup[] | null = null;
  /** Made when somebody asks for it, as is what follows. */
  scheduler: GameScheduler | null = null;
  streams: TimeStreams | null = null;
  /** Delegates of the engine that it has bound a function to. */
  delegates: TaskDelegates | null = null;
  /** All its errors, if there is more than one. */
  errors: unknown[] | null = null;
  cancel: CancelRequest | null = null;
  /** A plain cancel that waits for the end of an uncancellable section. */
  deferredCancel: CancelRequest | null = null;
  /** Uncancellable sections it is in. */
  sections = 0;
  refusals = 0;
  driver: TaskDriver | null = null;
  /** When its time runs out, in seconds of game time; Infinity for never. */
  deadline = Infinity;
  deadlineTimer = -1;
  /** Seconds it was given. */
  timeout = Infinity;
  graceTimer = -1;
  /** Seconds that its cleanup may take, or -1 for what its parent says. */
  grace = -1;
  /** Sleeps that it was taken away from, in which its cleanup may wait again. */
  leftSleeps: LeftSleep[] | null = null;
  /** Timers that stand still while it is paused. */
  frozen: FrozenTimer[] | null = null;
  /** Where it was made, if the host wants to know. */
  createdAt: string | undefined = undefined;
  /** Since when it waits for what it waits for, in seconds of game time, if the host wants to know. */
  waitsSince: number | undefined = undefined;
}
