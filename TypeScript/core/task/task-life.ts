// SPDX-License-Identifier: MIT
import {
  ArgumentError,
  LoopEndedError,
  OwnerEndedError,
  TaskCancelledError,
  type LoopError,
} from '../errors';
import { STEPS } from '../loop/loop-stack';
import { StateNumber, TaskBit, type TaskNode } from './task-node';
import { ResumeMode, resume } from './trampoline';
import type { Waiter } from '../wait/wait';

/** Enters the body of a task that was spawned. */
export function enterTask(task: TaskNode): void {
  if (task.stateNumber !== StateNumber.Waiting) return;
  const body = task.body as (self: TaskNode) => unknown;
  const { loop } = task;
  task.stateNumber = StateNumber.Running;
  task.bits |= TaskBit.OnStack;
  STEPS.enter(loop);
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
    if (!task.isOver) {
      task.bits |= TaskBit.Async;
      loop.countAsync(1);
    }
    started.then(
      (value) => bodyReturned(task, value),
      (error: unknown) => bodyThrew(task, error),
    );
    if (task.has(TaskBit.Cancelling)) refuseContinuations(task, task.refusal());
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
  for (const child of childrenOf(task)) {
    if (child.has(TaskBit.Background)) cancelTask(child, 'parent finished');
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
    task.bits |= TaskBit.Failing;
    task.value = error;
    for (const child of childrenOf(task)) cancelTask(child, 'parent failed');
  }
  settleIfChildless(task);
}

/** Asks a task and its children to end; see {@link TaskNode.cancel}. */
export function cancelTask(task: TaskNode, reason: string): void {
  if (task.isOver || task.has(TaskBit.Cancelling)) return;
  const tree = treeOf([task]).filter((each) => !each.has(TaskBit.Cancelling));
  for (const each of tree) beginEnd(each, reason);
  for (const each of tree.reverse()) endBody(each);
}

/**
 * Ends tasks and all their children because the loop ends; when this returns they are over.
 *
 * @returns how many tasks were ended
 */
export function endTasks(roots: readonly TaskNode[], reason: string): number {
  const tree = treeOf(roots).filter((task) => !task.isOver);
  for (const task of tree) {
    beginEnd(task, reason);
    task.bits |= TaskBit.Ending;
  }
  for (const task of tree.reverse()) {
    endBody(task);
    // On the stack, or async and beyond our reach: it counts as ended now and is refused everything from here on.
    if (!task.isOver) settle(task, StateNumber.Cancelled, undefined);
  }
  return tree.length;
}

function beginEnd(task: TaskNode, reason: string): void {
  task.bits |= TaskBit.Cancelling;
  task.moreDetails().cancelReason = reason;
}

/** The children of a task, the latest first; a copy, since ending one may end others. */
function childrenOf(task: TaskNode): TaskNode[] {
  const children: TaskNode[] = [];
  for (let child = task.lastChild; child !== null; child = child.previousSibling) children.push(child);
  return children;
}

/** The tasks and all below them, parents before children and older before younger: to be ended from the back. */
function treeOf(roots: readonly TaskNode[]): TaskNode[] {
  const tree: TaskNode[] = [];
  const open = [...roots].reverse();
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    tree.push(task);
    for (let child = task.lastChild; child !== null; child = child.previousSibling) open.push(child);
  }
  return tree;
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
    refuseContinuations(task, task.refusal());
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

function refuseContinuations(task: TaskNode, error: LoopError): void {
  const continuations = task.details?.continuations;
  if (continuations === null || continuations === undefined) return;
  task.details!.continuations = null;
  for (const continuation of continuations) continuation.refuse(error);
}

function leaveAsync(task: TaskNode): void {
  if (!task.has(TaskBit.Async)) return;
  task.bits &= ~TaskBit.Async;
  task.loop.countAsync(-1);
}

/** Settles a task whose body is over if its children are, and then its parents for which the same has become true. */
function settleIfChildless(first: TaskNode): void {
  let task: TaskNode | null = first;
  while (task !== null && task.lastChild === null && task.stateNumber === StateNumber.Finishing) {
    const state = task.has(TaskBit.Failing)
      ? StateNumber.Failed
      : task.has(TaskBit.Cancelling)
        ? StateNumber.Cancelled
        : StateNumber.Succeeded;
    settleAlone(task, state, task.value);
    task = task.parent;
  }
}

function settle(task: TaskNode, state: number, value: unknown): void {
  settleAlone(task, state, value);
  if (task.parent !== null) settleIfChildless(task.parent);
}

function settleAlone(task: TaskNode, state: number, value: unknown): void {
  const { loop, parent, details } = task;
  leaveAsync(task);
  if (task.stateNumber === StateNumber.Waiting) loop.dropFromQueue(task);
  task.stateNumber = state;
  task.value = value;
  if (!task.has(TaskBit.OnStack)) task.body = null;
  if (parent !== null) unlink(task, parent);
  loop.registry.taskSettled();
  if (details?.unsubscribe) loop.callTeardown(task, details.unsubscribe);
  if (details?.continuations) refuseContinuations(task, task.lostWait());
  loop.dropSleepsOf(task);
  if (details?.waiters) wakeWaiters(task, details.waiters);
  const callbacks = details?.callbacks;
  if (details) details.callbacks = null;
  callbacks?.forEach((callback) => loop.callBack(task, callback));
  if (state === StateNumber.Failed) loop.reportFailure(task, value);
}

function wakeWaiters(task: TaskNode, waiters: readonly Waiter[]): void {
  task.details!.waiters = null;
  for (const waiter of waiters) {
    if (task.stateNumber === StateNumber.Succeeded) waiter.wake(task.value);
    else if (task.stateNumber === StateNumber.Failed) waiter.wakeWithError(task.value);
    else waiter.wakeWithError(task.lostWait());
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
