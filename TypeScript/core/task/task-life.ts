// SPDX-License-Identifier: MIT
import { STEPS } from '../loop/loop-stack';
import type { Waiter } from '../wait/wait';
import { ArgumentError, LoopEndedError, OwnerEndedError, TaskCancelledError } from '../errors';
import { abortTask } from './task-abort';
import { cancelTask, refuseContinuations } from './task-cancel';
import { InTurn } from './in-turn';
import { tellOutcome } from '../loop/task-outcome';
import { runCleanups } from './task-cleanup';
import { Entered, countContinuations } from './task-continuations';
import { addError, finalError } from './task-errors';
import type { TaskNode } from './task-node';
import { StateNumber, TaskBit } from './task-state';
import { stopGrace, stopTimers } from './task-timers';
import { childrenOf, unlink } from './task-tree';
import { ResumeMode, resume } from './trampoline';

/** Enters the body of a task that was spawned. */
export function enterTask(task: TaskNode): void {
  if (task.stateNumber !== StateNumber.Waiting) return;
  const body = task.body as unknown as (self: TaskNode) => unknown;
  task.stateNumber = StateNumber.Running;
  task.bits |= TaskBit.OnStack;
  STEPS.enter(task);
  let started: unknown;
  try {
    started = body(task);
  } catch (error) {
    task.bits &= ~TaskBit.OnStack;
    STEPS.leave();
    bodyThrew(task, error);
    return;
  }
  task.bits &= ~TaskBit.OnStack;
  STEPS.leave();
  if (isGenerator(started)) {
    task.body = started;
    // Its loop may have ended while the function ran: a generator that was never entered owes no cleanup.
    if (task.isOver) task.body = null;
    else resume(task, ResumeMode.Next, undefined);
    return;
  }
  task.body = null;
  if (isThenable(started)) {
    enterAsync(task, started);
    return;
  }
  if (isAsyncGenerator(started)) {
    bodyThrew(
      task,
      new ArgumentError(`Task "${task.name}"`, 'a generator function or an async function', body),
    );
    return;
  }
  bodyReturned(task, started);
}

function enterAsync(task: TaskNode, started: PromiseLike<unknown>): void {
  if (!task.isOver) {
    task.bits |= TaskBit.Async;
    task.waitingFor = new Entered();
    task.loop.countAsync(1);
  }
  started.then(
    (value) => bodyReturned(task, value),
    (error: unknown) => bodyThrew(task, error),
  );
  if (task.has(TaskBit.Cancelling)) refuseContinuations(task);
}

/** The body came to its end without an error. */
export function bodyReturned(task: TaskNode, value: unknown): void {
  if (task.isOver) return;
  leaveAsync(task);
  task.body = null;
  if (!task.has(TaskBit.Unwound)) {
    // A task that returns before its next wait succeeds even if cancelled.
    task.bits &= ~(TaskBit.Cancelling | TaskBit.UnwindAtNextWait);
    stopGrace(task);
    if (!task.has(TaskBit.Failing)) task.value = value;
  }
  task.stateNumber = StateNumber.Finishing;
  for (const child of childrenOf(task)) {
    if (child.has(TaskBit.Background)) cancelTask(child, 'parent finished', task.name);
  }
  settleIfChildless(task);
}

/** The body came to its end by an error; in a task that was asked to end, a refusal that it let through is none. */
export function bodyThrew(task: TaskNode, error: unknown): void {
  if (task.isOver) {
    // Its loop ended while it was on the stack: counted as ended then, so all that is left is to tell of a real error.
    if (!isRefusal(error)) task.loop.reportLate(task, error);
    return;
  }
  leaveAsync(task);
  task.body = null;
  task.stateNumber = StateNumber.Finishing;
  if (!task.has(TaskBit.Cancelling) || !(error instanceof TaskCancelledError)) {
    addError(task, error);
    for (const child of childrenOf(task)) cancelTask(child, 'parent failed', task.name);
  }
  settleIfChildless(task);
}

/** Ends a task that has no body of its own: a combinator that is decided, a stream that completed. */
export function finishDriven(task: TaskNode, value: unknown): void {
  if (task.isOver || task.stateNumber === StateNumber.Finishing) return;
  releaseDriver(task);
  if (!task.has(TaskBit.Failing)) task.value = value;
  task.stateNumber = StateNumber.Finishing;
  settleIfChildless(task);
}

/** Fails a task that has no body of its own. */
export function failDriven(task: TaskNode, error: unknown): void {
  if (task.isOver) return;
  addError(task, error);
  finishDriven(task, undefined);
}

/** Makes a driver give back what it holds, once. */
export function releaseDriver(task: TaskNode): void {
  const driver = task.details?.driver;
  if (driver === null || driver === undefined || task.has(TaskBit.Released)) return;
  task.bits |= TaskBit.Released;
  task.loop.callTeardown(task, () => driver.release(task));
}

export function leaveAsync(task: TaskNode): void {
  if (!task.has(TaskBit.Async)) return;
  task.bits &= ~TaskBit.Async;
  task.loop.countAsync(-1);
}

/** Settles a task whose body is over if its children and cleanups are, and then its parents for which the same has become true. */
export function settleIfChildless(first: TaskNode): void {
  let task: TaskNode | null = first;
  while (task !== null && task.lastChild === null && task.stateNumber === StateNumber.Finishing) {
    if (task.has(TaskBit.Settling) || !runCleanups(task)) return;
    // A cleanup may have ended the loop.
    if (task.isOver) return;
    settleBeforeParent(task);
    task = task.parent;
  }
}

/** Settles a task though its body is not over: on the stack, or async and beyond our reach. */
export function settleNow(task: TaskNode): void {
  if (task.isOver) return;
  releaseDriver(task);
  task.stateNumber = StateNumber.Finishing;
  runCleanups(task);
  if (!task.isOver) settleBeforeParent(task);
  if (task.parent !== null) settleIfChildless(task.parent);
}

/** The end of a child may end its parent too: the parent's turn is after it, not inside it. */
function settleBeforeParent(task: TaskNode): void {
  const { parent } = task;
  if (parent === null || parent.has(TaskBit.Settling)) {
    settleAlone(task);
    return;
  }
  parent.bits |= TaskBit.Settling;
  settleAlone(task);
  parent.bits &= ~TaskBit.Settling;
}

function settleAlone(task: TaskNode): void {
  const { loop, parent, details } = task;
  leaveAsync(task);
  loop.dropFromQueue(task);
  const state = finalState(task);
  if (state === StateNumber.Failed) task.value = finalError(task);
  else if (state === StateNumber.Cancelled) task.value = undefined;
  task.stateNumber = state;
  if (!task.has(TaskBit.OnStack)) task.body = null;
  if (parent !== null) unlink(task, parent);
  else loop.forgetRoot(task);
  loop.registry.taskSettled();
  stopTimers(task);
  // An error, with its stack, is made for those alone who are there to be told.
  if (countContinuations(task) > 0) refuseContinuations(task, task.lostWait());
  if (details !== null) {
    if (details.waits !== null) for (const wait of [...details.waits]) wait.abandon();
    if (details.abort !== null) abortTask(task);
    if (details.holdings !== null) for (const holding of [...details.holdings]) holding.abandon();
  }
  loop.dropSleepsOf(task);
  if (state === StateNumber.Failed && parent !== null) childFailed(parent, task);
  // First: a cancel that was deferred wins over what the section gives, and an error that nobody hears is reported.
  if (parent !== null && task.has(TaskBit.Section)) parent.leaveSection();
  if (details?.waiters) WAKING.do(task);
  const callbacks = details?.callbacks;
  if (details) details.callbacks = null;
  callbacks?.forEach((callback) => loop.callBack(task, callback));
  // Before a failure is reported: somebody outside may have waited for it.
  if (task.has(TaskBit.OfComponent)) tellOutcome(loop, task);
  if (state === StateNumber.Failed) loop.failed(task);
}

function finalState(task: TaskNode): number {
  if (task.has(TaskBit.Failing) || task.has(TaskBit.TimedOut)) return StateNumber.Failed;
  return task.has(TaskBit.Cancelling) ? StateNumber.Cancelled : StateNumber.Succeeded;
}

/** A failed cleanup fails its task; the first failed child of a group cancels the rest and fails the group. */
function childFailed(parent: TaskNode, child: TaskNode): void {
  if (child.has(TaskBit.Cleanup)) {
    child.bits |= TaskBit.Observed;
    addError(parent, child.value);
  } else if (parent.has(TaskBit.Group) && !parent.isOver && !child.has(TaskBit.Call)) {
    addError(parent, child.value);
    cancelTask(parent, `"${child.name}" failed`, child.name);
    // Last: the body of the group may have waited for it, and has left by being cancelled.
    child.bits |= TaskBit.Observed;
  }
}

const WAKING = new InTurn<TaskNode>(wakeWaiters);

function wakeWaiters(task: TaskNode): void {
  const waiters: readonly Waiter[] = task.details!.waiters!;
  task.details!.waiters = null;
  for (const waiter of waiters) {
    if (task.stateNumber === StateNumber.Succeeded) waiter.wake(task.value, task);
    else if (task.stateNumber === StateNumber.Failed) waiter.wakeWithError(task.value);
    else waiter.wakeWithError(task.lostWait());
  }
}

function isGenerator(value: unknown): value is Generator<unknown, unknown, unknown> {
  const candidate = value as Partial<Generator> | null | undefined;
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    typeof candidate[Symbol.iterator] === 'function' &&
    typeof candidate.next === 'function' &&
    typeof candidate.return === 'function' &&
    typeof candidate.throw === 'function'
  );
}

function isAsyncGenerator(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Whether a body that went on after its loop had ended was merely told so. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof TaskCancelledError || error instanceof LoopEndedError || error instanceof OwnerEndedError
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
