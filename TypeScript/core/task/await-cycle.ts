// SPDX-License-Identifier: MIT
import { BaseWait } from '../wait/wait';
import { continuationsOf } from './task-continuations';
import type { TaskNode } from './task-node';
import { StateNumber, TaskBit } from './task-state';

/** A task that another cannot go on without. */
interface Need {
  readonly task: TaskNode;
  /** False if that may let the other go on before it is over: it has a lock. */
  readonly untilItsEnd: boolean;
  /** Whose need it is; null for the first. */
  readonly of: Need | null;
}

/**
 * Reports tasks that wait for each other in a circle, which nothing but a cancel ends. They are not broken up.
 *
 * @param untilItsEnd - false if the one awaited may let the waiter go on before it is over: it has a lock
 */
export function reportAwaitCycle(waiter: TaskNode, awaited: TaskNode, untilItsEnd = true): void {
  if (isFree(awaited, waiter)) return;
  const way = wayBack(waiter, { task: awaited, untilItsEnd, of: null });
  if (way === null) return;
  const names = [waiter, ...way].map((task) => `"${task.name}"`).join(' → ');
  waiter.loop.log(
    'task.await-cycle',
    'error',
    `Tasks wait for each other and will never go on: ${names}`,
    waiter,
  );
}

/** The usual case: what is awaited waits for no task, and is not above its waiter. */
function isFree(awaited: TaskNode, waiter: TaskNode): boolean {
  if (awaited.stateNumber === StateNumber.Waiting) return true;
  for (let each: TaskNode | null = waiter; each !== null; each = each.parent)
    if (each === awaited) return false;
  const needsOther = awaited.stateNumber === StateNumber.Finishing || awaited.has(TaskBit.Driven);
  return !needsOther && !waitOf(awaited)?.awaitedTask();
}

/** The way from what a task needs back to itself, if there is one. It may be thousands of tasks long. */
function wayBack(waiter: TaskNode, first: Need): TaskNode[] | null {
  const needs = new Map<TaskNode, Need>([[first.task, first]]);
  for (const need of needs.values()) {
    const down = need.untilItsEnd ? wayDown(need.task, waiter) : need.task === waiter ? [] : null;
    if (down !== null) return [...wayTo(need), ...down];
    for (const next of needsOf(need)) if (!needs.has(next.task)) needs.set(next.task, next);
  }
  return null;
}

function wayTo(last: Need): TaskNode[] {
  const way: TaskNode[] = [];
  for (let need: Need | null = last; need !== null; need = need.of) way.push(need.task);
  return way.reverse();
}

/** The tasks from below one to another, if it cannot be over before that: no child outlives its parent. */
function wayDown(from: TaskNode, to: TaskNode): TaskNode[] | null {
  const way: TaskNode[] = [];
  for (let each: TaskNode | null = to; each !== null; each = each.parent) {
    if (each === from) return way.reverse();
    // It is cancelled when its parent is over but for it.
    if (each.has(TaskBit.Background)) return null;
    way.push(each);
  }
  return null;
}

/** A task needs what it asks for, a combinator its contestants, and each its children once its body is over. */
function needsOf(of: Need): Need[] {
  const { task } = of;
  const needs: Need[] = [];
  const wait = waitOf(task);
  const asked = wait?.awaitedTask();
  if (asked) needs.push({ task: asked, untilItsEnd: wait!.isForItsEnd, of });
  for (const each of task.details?.driver?.awaitedTasks?.() ?? []) {
    if (each.stateNumber !== StateNumber.Waiting) needs.push({ task: each, untilItsEnd: true, of });
  }
  if (task.stateNumber === StateNumber.Finishing) {
    for (let child = task.lastChild; child !== null; child = child.previousSibling) {
      needs.push({ task: child, untilItsEnd: true, of });
    }
  }
  return needs;
}

/** What a task waits for. An async one that awaits several may be after any of them. */
function waitOf(task: TaskNode): BaseWait<unknown> | null {
  if (task.waitingFor instanceof BaseWait) return task.waitingFor;
  const [only, ...others] = continuationsOf(task);
  return only === undefined || others.length > 0 ? null : only.wait;
}
