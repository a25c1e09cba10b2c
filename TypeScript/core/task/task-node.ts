// SPDX-License-Identifier: MIT
import type { Observable, Observer } from 'rxjs';
import type { Continuation } from '../wait/continuation';
import {
  ArgumentError,
  LoopEndedError,
  OwnerEndedError,
  ScopeClosedError,
  TaskAbandonedError,
  TaskCancelledError,
  type LoopError,
} from '../errors';
import { SleepWait } from '../time/sleep-wait';
import { FOREVER_WAIT, SETTLED_WAIT } from '../wait/settled-wait';
import { subscribeInside } from '../stream/subscription';
import type { Task, TaskBody, TaskInfo, TaskState } from './task';
import { bodyThrew, cancelTask } from './task-life';
import type { SpawnOptions, TaskScope } from './task-scope';
import type { TimerTarget } from '../time/timer-slots';
import { ResumeMode, resume } from './trampoline';
import type { TransientLoop } from '../loop/transient-loop';
import { BaseWait, type Wait, type Waiter, type WaitOwner } from '../wait/wait';
import type { Actor, World } from '../world';

/** Bits of {@link TaskNode.bits} besides the state. */
export const TaskBit = {
  /** Its body is on the JavaScript stack right now. */
  OnStack: 8,
  /** Somebody asked for its end. */
  Cancelling: 16,
  /** Its loop ended: every further wait is refused. */
  Ending: 32,
  /** A cancel came while it was on the stack: unwind at the next wait. */
  UnwindAtNextWait: 64,
  /** `return()` was sent into its body. */
  Unwound: 128,
  Async: 256,
  Subscription: 512,
  Background: 1024,
  /** Its body threw; it is failed once its children are over. */
  Failing: 4096,
  /** Somebody waited for it or read its error. */
  Observed: 2048,
} as const;

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
const STATE_MASK = 7;
const ASYNC_CANCELLING = TaskBit.Async | TaskBit.Cancelling;
const NO_MORE_CHILDREN = TaskBit.Cancelling | TaskBit.Ending | TaskBit.Failing;

/** After so many refused waits a task that swallows them is given up. */
export const MAX_REFUSALS = 100;

/** What only some tasks have. */
export class TaskDetails {
  callbacks: ((task: Task<never>) => void)[] | null = null;
  waiters: Waiter[] | null = null;
  continuations: Set<Continuation> | null = null;
  cancelReason: string | undefined = undefined;
  refusals = 0;
  /** Closes what a subscription task holds. */
  unsubscribe: (() => void) | null = null;
  /** Takes a message that waited in the inbox for a subscription task. */
  deliver: ((kind: number, value: unknown) => void) | null = null;
}

/** One coroutine: the {@link Task} its spawner holds and the {@link TaskScope} its body is given are this one object. */
export class TaskNode
  extends BaseWait<unknown>
  implements Task<unknown>, TaskScope, WaitOwner, Waiter, TimerTarget
{
  // What a wake-up reads comes first: together with the loop it fits in one cache line.
  bits = 0;
  /** Timer slot of the sleep this task waits for itself, or -1. */
  timer = -1;
  /** Sleeps that were made and not waited for yet. */
  openWaits = 0;
  /** The function before it is entered, then the generator or nothing. */
  body: TaskBody<unknown> | Generator<unknown, unknown, unknown> | null = null;
  waitingFor: BaseWait<unknown> | null = null;
  value: unknown = undefined;
  details: TaskDetails | null = null;
  lastChild: TaskNode | null = null;
  previousSibling: TaskNode | null = null;
  nextSibling: TaskNode | null = null;
  readonly id: number;
  readonly parent: TaskNode | null;
  readonly name: string;

  constructor(
    readonly loop: TransientLoop,
    parent: TaskNode | null,
    name: string,
    body: TaskBody<unknown> | null,
  ) {
    super();
    this.parent = parent;
    this.name = name;
    this.body = body;
    this.id = loop.registry.taskCreated();
    if (parent === null) return;
    this.previousSibling = parent.lastChild;
    if (parent.lastChild !== null) parent.lastChild.nextSibling = this;
    parent.lastChild = this;
  }

  // ── state ──────────────────────────────────────────────────────────────────────────────────────────────

  get stateNumber(): number {
    return this.bits & STATE_MASK;
  }

  set stateNumber(state: number) {
    this.bits = (this.bits & ~STATE_MASK) | state;
  }

  get isOver(): boolean {
    return (this.bits & STATE_MASK) >= StateNumber.Succeeded;
  }

  has(bit: number): boolean {
    return (this.bits & bit) !== 0;
  }

  get state(): TaskState {
    return STATES[this.stateNumber]!;
  }

  get result(): unknown {
    return this.stateNumber === StateNumber.Succeeded ? this.value : undefined;
  }

  get error(): unknown {
    this.bits |= TaskBit.Observed;
    return this.stateNumber === StateNumber.Failed ? this.value : undefined;
  }

  get cancelReason(): string | undefined {
    return this.has(TaskBit.Cancelling) ? this.details?.cancelReason : undefined;
  }

  moreDetails(): TaskDetails {
    return (this.details ??= new TaskDetails());
  }

  // ── handle ─────────────────────────────────────────────────────────────────────────────────────────────

  cancel(reason = 'cancelled'): void {
    if (typeof reason !== 'string') throw new ArgumentError('task.cancel', 'a reason as text', reason);
    cancelTask(this, reason);
  }

  onDone(callback: (task: Task<never>) => void): void {
    if (typeof callback !== 'function') throw new ArgumentError('task.onDone', 'a function', callback);
    if (this.isOver) this.loop.callBack(this, callback);
    else (this.moreDetails().callbacks ??= []).push(callback);
  }

  // ── as a wait ──────────────────────────────────────────────────────────────────────────────────────────

  get owner(): WaitOwner | null {
    return null;
  }

  park(waiter: Waiter): boolean {
    this.bits |= TaskBit.Observed;
    if (this.isOver) return false;
    (this.moreDetails().waiters ??= []).push(waiter);
    return true;
  }

  unpark(waiter: Waiter): void {
    const waiters = this.details?.waiters;
    const place = waiters?.indexOf(waiter) ?? -1;
    if (place >= 0) waiters!.splice(place, 1);
  }

  outcome(): unknown {
    if (this.stateNumber === StateNumber.Succeeded) return this.value;
    throw this.stateNumber === StateNumber.Failed ? this.value : this.lostWait();
  }

  describe(): string {
    return `task "${this.name}"`;
  }

  // ── as a waiter ────────────────────────────────────────────────────────────────────────────────────────

  sleeperOn(timer: number): TaskNode | null {
    return this.timer === timer ? this : null;
  }

  timerFired(timer: number): void {
    // Else a sleep that was made, and not waited for yet.
    if (this.timer !== timer) {
      this.openWaits -= 1;
      return;
    }
    this.timer = -1;
    resume(this, ResumeMode.Next, undefined);
  }

  wake(value: unknown): void {
    this.loop.resumeSoon(this, ResumeMode.Next, value);
  }

  wakeWithError(error: unknown): void {
    this.loop.resumeSoon(this, ResumeMode.Throw, error);
  }

  addContinuation(continuation: Continuation): void {
    if (this.isRefusing) continuation.refuse(this.refusal());
    else (this.moreDetails().continuations ??= new Set()).add(continuation);
  }

  removeContinuation(continuation: Continuation): void {
    this.details?.continuations?.delete(continuation);
  }

  /** What refuses the waits of this task. */
  refusal(): LoopError {
    const reason = this.details?.cancelReason ?? 'cancelled';
    if (this.loop.endReason !== null) return new LoopEndedError(this.loop.describe().actor, reason);
    return new TaskCancelledError(this.name, reason);
  }

  /** What those are told who wait for this task, or for a wait that it made, if it never comes. */
  lostWait(): LoopError {
    if (this.has(TaskBit.Ending)) return new OwnerEndedError(this.name, this.details!.cancelReason!);
    if (this.has(TaskBit.Cancelling)) return new TaskCancelledError(this.name, this.details!.cancelReason!);
    return new ScopeClosedError(this.name, this.state);
  }

  // ── scope ──────────────────────────────────────────────────────────────────────────────────────────────

  get task(): Task {
    return this;
  }

  get actor(): Actor | null {
    return this.loop.actor;
  }

  get world(): World | null {
    return this.loop.world;
  }

  get arguments(): Readonly<Record<string, unknown>> {
    return this.loop.scriptArguments;
  }

  get now(): number {
    return this.loop.now;
  }

  argument(name: string, fallback: string): string;
  argument(name: string, fallback: number): number;
  argument(name: string, fallback: boolean): boolean;
  argument(name: string, fallback: string | number | boolean): string | number | boolean {
    const given = this.loop.scriptArguments;
    const value = Object.prototype.hasOwnProperty.call(given, name) ? given[name] : undefined;
    if (value === undefined) return fallback;
    if (typeof value !== typeof fallback) {
      throw new ArgumentError(`Script argument "${name}"`, `a ${typeof fallback}`, value);
    }
    return value as typeof fallback;
  }

  sleep(seconds: number): Wait<void> {
    if (typeof seconds !== 'number' || seconds !== seconds) {
      throw new ArgumentError('self.sleep', 'a number of seconds', seconds);
    }
    if (this.isRefusing) return this.refuseWait();
    if (this.isOver) this.loop.refuseUse(this);
    return SleepWait.make(this, seconds) ?? this.loop.waitForTicks(this, 1);
  }

  nextTick(): Wait<void> {
    return this.ticks(1);
  }

  ticks(count: number): Wait<void> {
    if (!Number.isInteger(count) || count < 0) {
      throw new ArgumentError('self.ticks', 'a whole number of ticks, 0 or more', count);
    }
    if (this.isRefusing) return this.refuseWait();
    if (this.isOver) this.loop.refuseUse(this);
    return count === 0 ? SETTLED_WAIT : this.loop.waitForTicks(this, count);
  }

  until(predicate: () => boolean): Wait<void> {
    if (typeof predicate !== 'function') throw new ArgumentError('self.until', 'a function', predicate);
    if (this.isRefusing) return this.refuseWait();
    if (this.isOver) this.loop.refuseUse(this);
    return this.loop.waitUntil(this, predicate);
  }

  spawn<T>(body: TaskBody<T>, options?: SpawnOptions): Task<T> {
    if (typeof body !== 'function') {
      throw new ArgumentError('self.spawn', 'a generator function or an async function', body);
    }
    this.assertOpen(options);
    const child = new TaskNode(this.loop, this, options?.name ?? (body.name || 'task'), body);
    if (options?.background === true) child.bits |= TaskBit.Background;
    this.loop.queueStart(child);
    return child as unknown as Task<T>;
  }

  subscribe<T>(
    source: Observable<T>,
    observer?: Partial<Observer<T>> | ((value: T) => void),
    options?: SpawnOptions,
  ): Task<void> {
    if (typeof (source as { subscribe?: unknown } | null | undefined)?.subscribe !== 'function') {
      throw new ArgumentError('self.subscribe', 'an Observable', source);
    }
    this.assertOpen(options);
    const child = new TaskNode(this.loop, this, options?.name ?? 'subscription', null);
    if (options?.background === true) child.bits |= TaskBit.Background;
    subscribeInside(child, source, typeof observer === 'function' ? { next: observer } : (observer ?? {}));
    return child as unknown as Task<void>;
  }

  tasks(): readonly TaskInfo[] {
    return this.loop.tasks();
  }

  log(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.loop.log('log', 'log', String(message), this, fields);
  }

  emit(event: string, message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.loop.log(event, 'log', String(message), this, fields);
  }

  // ── for the loop ───────────────────────────────────────────────────────────────────────────────────────

  find(id: number): TaskNode | null {
    if (this.id === id) return this;
    for (let child = this.lastChild; child !== null; child = child.previousSibling) {
      const found = child.find(id);
      if (found !== null) return found;
    }
    return null;
  }

  info(): TaskInfo {
    const children: TaskInfo[] = [];
    for (let child = this.lastChild; child !== null; child = child.previousSibling)
      children.push(child.info());
    const { timers } = this.loop.registry;
    const sleeping = this.timer >= 0;
    const waitsFor = sleeping
      ? `sleep until ${timers.dueOf(this.timer).toFixed(3)} s`
      : this.has(TaskBit.Subscription) && !this.isOver
        ? 'its stream'
        : (this.waitingFor ?? firstOf(this.details?.continuations))?.describe();
    const since = sleeping ? timers.madeAtOf(this.timer) : undefined;
    return { id: this.id, name: this.name, state: this.state, waitsFor, since, children: children.reverse() };
  }

  /** In EndPlay every wait is refused; before, only those of async tasks that were cancelled: a generator cleans up. */
  private get isRefusing(): boolean {
    return this.has(TaskBit.Ending) || (this.bits & ASYNC_CANCELLING) === ASYNC_CANCELLING;
  }

  /** Refuses new children of a task that is over, failing, or asked to end, and background ones once its body is over. */
  private assertOpen(options: SpawnOptions | undefined): void {
    const tooLate = this.stateNumber === StateNumber.Finishing && options?.background === true;
    if (this.isOver || tooLate || (this.bits & NO_MORE_CHILDREN) !== 0) this.loop.refuseUse(this);
  }

  /** Refuses a wait: throws, until a task that swallows every refusal is left behind in a wait without end. */
  private refuseWait(): Wait<void> {
    const isGenerator = typeof this.body === 'object' && this.body !== null;
    // A generator that ended itself is sent `return()` where it yields: no `catch` of it sees that.
    if (isGenerator && this.has(TaskBit.UnwindAtNextWait)) return FOREVER_WAIT;
    const details = this.moreDetails();
    details.refusals += 1;
    if (details.refusals <= MAX_REFUSALS) throw this.refusal();
    // A generator is given up where it yields.
    if (!isGenerator && details.refusals === MAX_REFUSALS + 1) {
      bodyThrew(this, new TaskAbandonedError(this.name, MAX_REFUSALS));
    }
    return FOREVER_WAIT;
  }
}

function firstOf<T>(items: ReadonlySet<T> | null | undefined): T | undefined {
  for (const item of items ?? []) return item;
  return undefined;
}
