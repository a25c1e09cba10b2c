// SPDX-License-Identifier: MIT
import { OwnerEndedError } from './errors';
import { StateNumber, TaskBit, type TaskNode } from './task-node';
import { ResumeMode, resume } from './trampoline';
import type { Waiter } from './wait';

/** Enters the body of a task that was spawned. */
export function enterTask(task: TaskNode): void {
  if (task.stateNumber !== StateNumber.Waiting) return;
  const body = task.body as (self: TaskNode) => unknown;
  const { loop } = task;
  const outerStep = loop.stepping;
  task.stateNumber = StateNumber.Running;
  task.bits |= TaskBit.OnStack;
  loop.stepping = true;
  let started: unknown;
  try {
    started = body(task);
  } catch (error) {
    task.bits &= ~TaskBit.OnStack;
    loop.stepping = outerStep;
    bodyThrew(task, error);
    return;
  }
  task.bits &= ~TaskBit.OnStack;
  loop.stepping = outerStep;
  if (isGenerator(started)) {
    task.body = started;
    // Its loop may have ended while the function ran: a generator that was never entered owes no cleanup.
    if (task.isOver) task.body = null;
    else resume(task, ResumeMode.Next, undefined);
    return;
  }
  task.body = null;
  if (isThenable(started)) {
    if (!task.isOver) {
      task.bits |= TaskBit.Async;
      loop.asyncTasks += 1;
    }
    started.then(
      (value) => bodyReturned(task, value),
      (error: unknown) => bodyThrew(task, error),
    );
    if (task.has(TaskBit.Cancelling)) refuseContinuations(task);
    return;
  }
  bodyReturned(task, started);
}

/** The body came to its end without an error. */
export function bodyReturned(task: TaskNode, value: unknown): void {
  if (task.isOver) return;
  leaveAsync(task);
  task.body = null;
  const cancelled = task.has(TaskBit.Unwound);
  if (!cancelled) {
    // A task that returns before its next wait succeeds even if cancelled.
    task.bits &= ~(TaskBit.Cancelling | TaskBit.UnwindAtNextWait);
    task.value = value;
  }
  task.stateNumber = StateNumber.Finishing;
  for (let child = task.lastChild; child !== null; ) {
    const previous: TaskNode | null = child.previousSibling;
    if (child.has(TaskBit.Background)) cancelTask(child, 'parent finished');
    child = previous;
  }
  settleIfChildless(task);
}

/** The body came to its end by an error; the refusal of a cancelled task that it let through is none. */
export function bodyThrew(task: TaskNode, error: unknown): void {
  if (task.isOver) {
    // Its loop ended while it was on the stack: counted as ended then, so all that is left is to tell of a real error.
    if (error !== task.details?.refusal) task.loop.reportLate(task, error);
    return;
  }
  leaveAsync(task);
  task.body = null;
  task.stateNumber = StateNumber.Finishing;
  if (!task.has(TaskBit.Cancelling) || error !== task.details?.refusal) {
    task.bits |= TaskBit.Failing;
    task.value = error;
    cancelChildren(task, 'parent failed');
  }
  settleIfChildless(task);
}

/** Asks a task and its children to end; see {@link TaskNode.cancel}. */
export function cancelTask(task: TaskNode, reason: string): void {
  if (task.isOver || task.has(TaskBit.Cancelling)) return;
  beginEnd(task, reason);
  cancelChildren(task, reason);
  endBody(task);
}

/**
 * Ends a task and its children because the loop ends; when this returns the task is over.
 *
 * @returns how many tasks were ended
 */
export function endTask(task: TaskNode, reason: string): number {
  if (task.isOver) return 0;
  if (!task.has(TaskBit.Cancelling)) beginEnd(task, reason);
  task.bits |= TaskBit.Ending;
  let ended = 1;
  while (task.lastChild !== null) ended += endTask(task.lastChild, reason);
  if (!task.isOver) endBody(task);
  // On the stack, or async and beyond our reach: it counts as ended now and is refused everything from here on.
  if (!task.isOver) settle(task, StateNumber.Cancelled, undefined);
  return ended;
}

function beginEnd(task: TaskNode, reason: string): void {
  task.bits |= TaskBit.Cancelling;
  task.moreDetails().cancelReason = reason;
}

function cancelChildren(task: TaskNode, reason: string): void {
  for (let child = task.lastChild; child !== null; ) {
    const previous: TaskNode | null = child.previousSibling;
    cancelTask(child, reason);
    child = previous;
  }
}

/** Makes the body of a task that was asked to end come to its end, as far as the language lets us. */
function endBody(task: TaskNode): void {
  if (task.isOver) return;
  if (task.stateNumber === StateNumber.Waiting || task.has(TaskBit.Subscription)) {
    settle(task, StateNumber.Cancelled, undefined);
  } else if (task.has(TaskBit.OnStack)) {
    task.bits |= TaskBit.UnwindAtNextWait;
  } else if (task.stateNumber === StateNumber.Finishing) {
    settleIfChildless(task);
  } else if (task.has(TaskBit.Async)) {
    refuseContinuations(task);
  } else {
    leaveWait(task);
    task.bits |= TaskBit.Unwound;
    resume(task, ResumeMode.Return, undefined);
  }
}

/** Takes a generator task away from what it waits for. */
function leaveWait(task: TaskNode): void {
  const { loop } = task;
  if (task.timer >= 0) {
    loop.registry.timers.remove(loop.slot, task.timer);
    task.timer = -1;
  }
  task.waitingFor?.unpark(task);
  task.waitingFor = null;
  loop.dropFromQueue(task);
}

function refuseContinuations(task: TaskNode): void {
  const continuations = task.details?.continuations;
  if (continuations === null || continuations === undefined) return;
  task.details!.continuations = null;
  for (const continuation of continuations) continuation.refuse(task.refusal());
}

function leaveAsync(task: TaskNode): void {
  if (!task.has(TaskBit.Async)) return;
  task.bits &= ~TaskBit.Async;
  task.loop.asyncTasks -= 1;
}

function settleIfChildless(task: TaskNode): void {
  if (task.lastChild !== null || task.isOver) return;
  const state = task.has(TaskBit.Failing)
    ? StateNumber.Failed
    : task.has(TaskBit.Cancelling)
      ? StateNumber.Cancelled
      : StateNumber.Succeeded;
  settle(task, state, task.value);
}

function settle(task: TaskNode, state: number, value: unknown): void {
  const { loop, parent, details } = task;
  leaveAsync(task);
  if (task.timer >= 0 || task.waitingFor !== null) leaveWait(task);
  if (task.stateNumber === StateNumber.Waiting) loop.dropFromQueue(task);
  task.stateNumber = state;
  task.value = value;
  if (!task.has(TaskBit.OnStack)) task.body = null;
  if (parent !== null) unlink(task, parent);
  loop.registry.taskSettled();
  details?.unsubscribe?.();
  loop.dropWaitsOf(task);
  if (details?.waiters) wakeWaiters(task, details.waiters);
  const callbacks = details?.callbacks;
  if (details) details.callbacks = null;
  callbacks?.forEach((callback) => loop.callBack(task, callback));
  if (state === StateNumber.Failed) loop.reportFailure(task, value);
  if (parent !== null && parent.stateNumber === StateNumber.Finishing) settleIfChildless(parent);
}

function wakeWaiters(task: TaskNode, waiters: readonly Waiter[]): void {
  task.details!.waiters = null;
  for (const waiter of waiters) {
    if (task.stateNumber === StateNumber.Succeeded) waiter.wake(task.value);
    else if (task.stateNumber === StateNumber.Failed) waiter.wakeWithError(task.value);
    else if (task.has(TaskBit.Ending)) waiter.wakeWithError(new OwnerEndedError(task.name, task.details!.cancelReason!));
    else waiter.wakeWithError(task.refusal());
  }
}

function unlink(task: TaskNode, parent: TaskNode): void {
  if (task.previousSibling !== null) task.previousSibling.nextSibling = task.nextSibling;
  if (task.nextSibling !== null) task.nextSibling.previousSibling = task.previousSibling;
  else parent.lastChild = task.previousSibling;
  task.previousSibling = null;
  task.nextSibling = null;
}

function isGenerator(value: unknown): value is Generator<unknown, unknown, unknown> {
  const candidate = value as { next?: unknown; return?: unknown; throw?: unknown } | null | undefined;
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    typeof candidate.next === 'function' &&
    typeof candidate.return === 'function' &&
    typeof candidate.throw === 'function'
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
