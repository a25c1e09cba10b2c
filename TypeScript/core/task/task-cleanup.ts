// SPDX-License-Identifier: MIT
import { enterTask } from './task-life';
import type { TaskBody } from './task';
import { ScopedTask } from './scoped-task';
import type { TaskNode } from './task-node';
import { TaskBit } from './task-state';
import { startGrace } from './task-timers';

/** Something to do when a task is over: a plain function, or a coroutine that may wait within the grace time. */
export type Cleanup = TaskBody<void> | (() => void);

/** Registers a cleanup; at once if the task is over already. The answer takes it back. */
export function addCleanup(task: TaskNode, cleanup: Cleanup): () => void {
  if (task.isOver) {
    runAtOnce(task, cleanup);
    return () => undefined;
  }
  const details = task.moreDetails();
  const entry: Cleanup = (self) => cleanup(self) as never;
  (details.cleanups ??= []).push(entry);
  return () => {
    const place = details.cleanups?.indexOf(entry) ?? -1;
    if (place >= 0) details.cleanups!.splice(place, 1);
  };
}

/**
 * Runs the registered cleanups of a task, the latest first, one after the other; all of them, even if some throw.
 *
 * @returns false if one of them waits: its end goes on with the next
 */
export function runCleanups(task: TaskNode): boolean {
  const cleanups = task.details?.cleanups;
  if (cleanups === null || cleanups === undefined) return true;
  task.bits |= TaskBit.Settling;
  while (cleanups.length > 0 && runCleanup(task, cleanups.pop()!));
  task.bits &= ~TaskBit.Settling;
  return task.lastChild === null;
}

/** Runs one of them; false if it waits. */
function runCleanup(task: TaskNode, cleanup: Cleanup): boolean {
  const child = cleanupTask(task, cleanup);
  enterTask(child);
  if (child.isOver) return true;
  if (!task.has(TaskBit.Ending)) {
    if (task.has(TaskBit.Cancelling)) startGrace(task);
    return false;
  }
  // Nothing waits any more: what is left of it counts as ended.
  child.settleNow();
  return true;
}

/** After the end there is no loop to wait on: what the cleanup waits for is refused. */
function runAtOnce(task: TaskNode, cleanup: Cleanup): void {
  const child = cleanupTask(task, cleanup, null);
  child.bits |= TaskBit.Cancelling | TaskBit.Ending;
  child.moreDetails().cancel = task.cancelRequest ?? { reason: 'ended', by: undefined, depth: -1 };
  enterTask(child);
  if (!child.isOver) child.settleNow();
}

function cleanupTask(task: TaskNode, cleanup: Cleanup, parent: TaskNode | null = task): TaskNode {
  const child = new ScopedTask(task.loop, parent, `cleanup of ${task.name}`, cleanup as TaskBody<unknown>);
  child.bits |= TaskBit.Cleanup | TaskBit.Shielded;
  if (task.has(TaskBit.Ending)) {
    child.bits |= TaskBit.Cancelling | TaskBit.Ending;
    child.moreDetails().cancel = task.cancelRequest;
  }
  return child;
}
