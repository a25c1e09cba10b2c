// SPDX-License-Identifier: MIT
// What the async functions of a task wait for. Nearly always that is one thing at a time, which the task itself has in the
// place of what a generator yielded: it is left there when it is over, so that the task knows when it went on last. Only
// where there are more is there a set.
import { CROSSINGS } from '../loop/loop-stack';
import { Continuation } from '../wait/continuation';
import type { TaskNode } from './task-node';
import { TaskBit } from './task-state';

/** Stands in the place of the last `await` of a body that has not come to its first. */
export class Entered {
  /** Number of the crossing in which it was entered. */
  readonly wokenIn = CROSSINGS.count;
}

export type LastAwait = Continuation | Entered;

export function addContinuation(task: TaskNode, continuation: Continuation): void {
  if (task.waitingFor === continuation) return;
  if (hasNone(task)) task.waitingFor = continuation;
  else (task.moreDetails().moreContinuations ??= new Set()).add(continuation);
}

/** True if an async body waits for nothing of ours: its next `await` is the one that its task keeps itself. */
export function hasNone(task: TaskNode): boolean {
  return task.has(TaskBit.Async) && countContinuations(task) === 0;
}

export function removeContinuation(task: TaskNode, continuation: Continuation): void {
  if (task.waitingFor === continuation) return;
  const details = task.moreDetails();
  details.wokenIn = CROSSINGS.count;
  details.moreContinuations?.delete(continuation);
}

/** Takes all of them from the task. */
export function takeContinuations(task: TaskNode): Continuation[] {
  const continuations = continuationsOf(task);
  if (onlyOf(task) !== null) task.waitingFor = null;
  if (task.details !== null) task.details.moreContinuations = null;
  return continuations;
}

export function countContinuations(task: TaskNode): number {
  return (onlyOf(task) === null ? 0 : 1) + (task.details?.moreContinuations?.size ?? 0);
}

/** In the order in which they were added; a copy. */
export function continuationsOf(task: TaskNode): Continuation[] {
  const only = onlyOf(task);
  const more = task.details?.moreContinuations ?? [];
  return only === null ? [...more] : [only, ...more];
}

/** Number of the crossing in which one of them was settled, or the body entered, last; -1 for never. */
export function lastWokenIn({ waitingFor, details }: TaskNode): number {
  const kept = waitingFor instanceof Continuation || waitingFor instanceof Entered ? waitingFor.wokenIn : -1;
  return Math.max(kept, details?.wokenIn ?? -1);
}

function onlyOf({ waitingFor }: TaskNode): Continuation | null {
  return waitingFor instanceof Continuation && !waitingFor.isSettled ? waitingFor : null;
}
