// SPDX-License-Identifier: MIT
import {
  ArgumentError,
  LoopEndedError,
  OwnerEndedError,
  ScopeClosedError,
  TaskCancelledError,
  type LoopError,
} from '../errors';
import { CROSSINGS } from '../loop/loop-stack';
import type { Owner } from '../loop/loop-owner';
import type { Ready } from '../loop/ready-queue';
import type { TransientLoop } from '../loop/transient-loop';
import type { TimerTarget } from '../time/timer-slots';
import { Continuation } from '../wait/continuation';
import { OwnedWait } from '../wait/owned-wait';
import { BaseWait, type Waiter, type WaitOwner } from '../wait/wait';
import type { Task, TaskBody, TaskInfo, TaskState } from './task';
import { reportAwaitCycle } from './await-cycle';
import type { Holding } from './holding';
import { askToEnd, cancelTask } from './task-cancel';
import type { CancelRequest } from './cancel-request';
import { addContinuation, lastWokenIn, removeContinuation, type LastAwait } from './task-continuations';
import { taskInfo } from './task-info';
import { enterTask, settleNow } from './task-life';
import { pauseTask, remainingOf, resumeTask, retimeTask } from './task-pause';
import { OPEN_WAIT, OPEN_WAITS, STATES, STATE_MASK, StateNumber, TaskBit, TaskDetails } from './task-state';
import { tellToEnd } from './told-to-end';
import { GRACE_SECONDS, hasNoTime, timeRanOut } from './task-timers';
import { ResumeMode, resume } from './trampoline';

const ASYNC_CANCELLING = TaskBit.Async | TaskBit.Cancelling;

/** One coroutine in the tree of its loop's tasks: the {@link Task} that its spawner holds. */
export class TaskNode
  extends BaseWait<unknown>
  implements Task<unknown>, WaitOwner, Waiter, TimerTarget, Ready, Owner
{
  // What a wake-up reads comes first: together with the loop it fits in one cache line.
  bits = 0;
  /** Timer slot of the sleep this task waits for itself, its name below -1 in the loop's record, or -1 for none. */
  timer = -1;
  /** The function before it is entered, then the generator or nothing. */
  body: TaskBody<unknown> | Generator<unknown, unknown, unknown> | null = null;
  /** What its generator yielded. Of an async body: see `task-continuations.ts`. */
  waitingFor: BaseWait<unknown> | LastAwait | null = null;
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
    if (loop.registry.host.capturesStacks === true) this.moreDetails().createdAt = stackHere();
    if (parent === null) return;
    // A task without a body waits from the beginning.
    if (body === null) this.noteWait();
    if (parent.has(TaskBit.Paused)) this.bits |= TaskBit.Paused;
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

  /** True if any of these bits is set. */
  has(bits: number): boolean {
    return (this.bits & bits) !== 0;
  }

  /** True if it may have made sleeps that it has not waited for yet. */
  get hasOpenWaits(): boolean {
    return (this.bits & OPEN_WAITS) !== 0;
  }

  openWait(): void {
    // Once there are too many to count, nobody knows when there are none any more.
    if ((this.bits & OPEN_WAITS) !== OPEN_WAITS) this.bits += OPEN_WAIT;
  }

  closeWait(): void {
    const open = this.bits & OPEN_WAITS;
    if (open !== OPEN_WAITS && open !== 0) this.bits -= OPEN_WAIT;
  }

  get state(): TaskState {
    return STATES[this.stateNumber]!;
  }

  get result(): unknown {
    return this.stateNumber === StateNumber.Succeeded ? this.value : undefined;
  }

  get error(): unknown {
    if (this.stateNumber !== StateNumber.Failed) return undefined;
    this.bits |= TaskBit.Observed;
    return this.value;
  }

  get isPaused(): boolean {
    return this.has(TaskBit.Paused);
  }

  get remaining(): number | undefined {
    return remainingOf(this);
  }

  get cancelReason(): string | undefined {
    return this.has(TaskBit.Cancelling) ? this.cancelRequest?.reason : undefined;
  }

  get cancelledBy(): string | undefined {
    return this.has(TaskBit.Cancelling) ? this.cancelRequest?.by : undefined;
  }

  /** Who asked for its end, and why: the last time, if it was asked more often. Most tasks end with their loop, which keeps that for all. */
  get cancelRequest(): CancelRequest | null {
    return this.details?.cancel ?? (this.has(TaskBit.Ending) ? this.loop.ending : null);
  }

  get deadline(): number {
    let deadline = Infinity;
    for (let task: TaskNode | null = this; task !== null; task = task.parent) {
      if (task.details !== null && task.details.deadline < deadline) deadline = task.details.deadline;
    }
    return deadline;
  }

  /** Seconds that its cleanup may take after a plain cancel. */
  get graceSeconds(): number {
    for (let task: TaskNode | null = this; task !== null; task = task.parent) {
      if (task.details !== null && task.details.grace >= 0) return task.details.grace;
    }
    return GRACE_SECONDS;
  }

  moreDetails(): TaskDetails {
    return (this.details ??= new TaskDetails());
  }

  info(): TaskInfo {
    return taskInfo(this);
  }

  // ── handle ─────────────────────────────────────────────────────────────────────────────────────────────

  cancel(reason = 'cancelled'): void {
    if (typeof reason !== 'string') throw new ArgumentError('task.cancel', 'a reason as text', reason);
    cancelTask(this, reason);
  }

  pause(): void {
    pauseTask(this);
  }

  resume(): void {
    resumeTask(this);
  }

  retime(seconds: number): boolean {
    if (typeof seconds !== 'number' || seconds !== seconds) {
      throw new ArgumentError('task.retime', 'a number of seconds', seconds);
    }
    return retimeTask(this, seconds);
  }

  onDone(callback: (task: Task<never>) => void): void {
    if (typeof callback !== 'function') throw new ArgumentError('task.onDone', 'a function', callback);
    if (this.isOver) this.loop.callBack(this, callback);
    else (this.moreDetails().callbacks ??= []).push(callback);
  }

  // ── as a wait ──────────────────────────────────────────────────────────────────────────────────────────

  /** Whose `await` it is, if it is one: its parent's, as far as anybody can tell; else the loop sees to it. */
  get owner(): WaitOwner {
    const { parent } = this;
    return parent !== null && parent.has(TaskBit.Async) && !parent.isOver ? parent : this.loop;
  }

  park(waiter: Waiter): boolean {
    this.bits |= TaskBit.Observed;
    if (this.isOver) return false;
    (this.moreDetails().waiters ??= []).push(waiter);
    return true;
  }

  /** Parks a wait that perhaps nobody waits for: it is not somebody who hears of a failure until someone does. */
  parkUnheard(waiter: Waiter): boolean {
    const heard = this.bits & TaskBit.Observed;
    const parks = this.park(waiter);
    this.bits = (this.bits & ~TaskBit.Observed) | heard;
    return parks;
  }

  unpark(waiter: Waiter): void {
    const waiters = this.details?.waiters;
    const place = waiters?.indexOf(waiter) ?? -1;
    if (place < 0) return;
    waiters!.splice(place, 1);
    // Whoever waited will not hear how it ends.
    if (waiters!.length === 0) this.bits &= ~TaskBit.Observed;
  }

  outcome(): unknown {
    if (this.stateNumber === StateNumber.Succeeded) return this.value;
    throw this.stateNumber === StateNumber.Failed ? this.value : this.lostWait();
  }

  override isReady(): boolean {
    return this.isOver;
  }

  override awaitedTask(): TaskNode {
    return this;
  }

  override takeBack(value: unknown): void {
    this.details?.driver?.takeBack?.(value);
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
      this.closeWait();
      return;
    }
    this.timer = -1;
    const { waitingFor } = this;
    if (waitingFor === null) resume(this, ResumeMode.Next, undefined);
    else (waitingFor as Continuation).fulfil();
  }

  wake(value: unknown, from: BaseWait<unknown>): void {
    this.waitingFor = null;
    this.bits |= TaskBit.Ready;
    this.loop.enqueue(this, ResumeMode.Next, value, from);
  }

  wakeWithError(error: unknown): void {
    this.waitingFor = null;
    this.bits |= TaskBit.Ready;
    this.loop.enqueue(this, ResumeMode.Throw, error, null);
  }

  /** Timer slot of the sleep this task waits for itself, or -1; one that the loop's record holds gets a slot. */
  get sleepTimer(): number {
    if (this.timer < -1) this.loop.registry.timers.spill(this.loop.slot);
    return this.timer;
  }

  /** Its turn in the ready queue of its loop. */
  goOn(mode: number, value: unknown): void {
    this.bits &= ~TaskBit.Ready;
    if (this.stateNumber !== StateNumber.Waiting) resume(this, mode, value);
    else if (hasNoTime(this)) timeRanOut(this);
    else enterTask(this);
  }

  waitsFor(wait: BaseWait<unknown>): void {
    this.waitingFor = wait;
    this.noteWait();
    if (wait instanceof TaskNode) reportAwaitCycle(this, wait);
  }

  // ── as the owner of waits ──────────────────────────────────────────────────────────────────────────────

  addContinuation(continuation: Continuation): void {
    const { wait } = continuation;
    // A section that cleans up after a cancel is waited for.
    const isSection = wait instanceof TaskNode && wait.has(TaskBit.Section) && !this.has(TaskBit.Ending);
    if (this.isRefusing && !isSection) {
      this.bits |= TaskBit.Unwound;
      continuation.refuse(this.refusal());
      return;
    }
    addContinuation(this, continuation);
    this.noteWait();
  }

  /** Notes when a wait began, for the list of tasks, where the host has tasks keep such things. */
  private noteWait(): void {
    const { details } = this;
    if (details !== null && details.createdAt !== undefined) details.waitsSince = this.loop.now;
  }

  removeContinuation(continuation: Continuation): void {
    // It goes on now.
    removeContinuation(this, continuation);
  }

  goesOnNow({ wait }: Continuation): boolean {
    if (!this.loop.isInOwnTick || this.isPaused) return false;
    // What somebody sent waits for its turn: the sender may be about to end this task, and cancel wins.
    const hasTurn = wait instanceof OwnedWait || (wait instanceof TaskNode && CROSSINGS.top === this.loop);
    return !hasTurn;
  }

  queueContinuation(continuation: Continuation): void {
    this.loop.queueContinuation(continuation);
  }

  addWait(wait: OwnedWait<unknown>): void {
    (this.moreDetails().waits ??= new Set()).add(wait);
  }

  removeWait(wait: OwnedWait<unknown>): void {
    this.details?.waits?.delete(wait);
  }

  get actsAs(): this {
    return this;
  }

  /** Keeps something that is given up when this task is over. */
  hold(holding: Holding): void {
    (this.moreDetails().holdings ??= new Set()).add(holding);
  }

  letGo(holding: Holding): void {
    this.details?.holdings?.delete(holding);
  }

  // ── end ────────────────────────────────────────────────────────────────────────────────────────────────

  /** At the end of play every wait is refused; before, only those of async tasks that were cancelled: a generator cleans up. */
  get isRefusing(): boolean {
    return (
      this.has(TaskBit.Ending) ||
      (this.bits & ASYNC_CANCELLING) === ASYNC_CANCELLING ||
      // It ended itself before its first `await`: a generator does not run while its function is called.
      (this.has(TaskBit.UnwindAtNextWait) && typeof this.body === 'function')
    );
  }

  /** True if it may be between a promise of it that was settled and what its body does then. */
  get isInPromiseJob(): boolean {
    const wokenIn = Math.max(lastWokenIn(this), this.loop.strayWokenIn);
    return wokenIn === CROSSINGS.count || (wokenIn === CROSSINGS.count - 1 && CROSSINGS.jobsOf === this.loop);
  }

  /** Counts waits that were refused; a body that swallows too many is given up. */
  countRefusal(): number {
    const details = this.moreDetails();
    details.refusals += 1;
    return details.refusals;
  }

  settleNow(): void {
    settleNow(this);
  }

  /** An uncancellable section is over: a plain cancel that came meanwhile takes its turn. */
  leaveSection(): void {
    const details = this.details!;
    details.sections -= 1;
    const cancel = details.deferredCancel;
    if (details.sections > 0 || cancel === null) return;
    details.deferredCancel = null;
    askToEnd(this, cancel);
  }

  /** What refuses the waits of this task. */
  refusal(): LoopError {
    const { reason = 'cancelled', by } = this.cancelRequest ?? {};
    const { loop } = this;
    return tellToEnd(
      loop.endReason !== null
        ? new LoopEndedError(loop.describe().actor, reason)
        : new TaskCancelledError(this.name, reason, by),
    );
  }

  /** What those are told who wait for this task, or for a wait that it made, if it never comes. */
  lostWait(): LoopError {
    const cancel = this.cancelRequest;
    if (this.has(TaskBit.Cancelling) && cancel !== null) {
      return cancel.depth < 0
        ? new OwnerEndedError(this.name, cancel.reason)
        : new TaskCancelledError(this.name, cancel.reason, cancel.by);
    }
    return new ScopeClosedError(this.name, this.state);
  }
}

/** The stack of whoever makes the task, without the frames of this library's constructors. */
function stackHere(): string | undefined {
  return new Error('made here').stack;
}
