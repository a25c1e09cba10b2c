// SPDX-License-Identifier: MIT
import type { TaskNode } from './task-node';
import { StateNumber } from './task-state';

/** Reports tasks that wait for each other in a circle, which nothing but a cancel ends. They are not broken up. */
export function reportAwaitCycle(waiter: TaskNode, awaited: TaskNode): void {
  const path = pathTo(waiter, awaited);
  if (path === null) return;
  const names = [waiter, ...path].map((task) => `"${task.name}"`).join(' → ');
  waiter.loop.log(
    'task.await-cycle',
    'error',
    `Tasks wait for each other and will never go on: ${names}`,
    waiter,
  );
}

/** The way from a task to the one it waits for in the end, if that is the goal. */
function pathTo(goal: TaskNode, start: TaskNode): TaskNode[] | null {
  if (start === goal) return [goal];
  // The usual case: what is awaited waits for no task.
  if (asksFor(start) === null && start.stateNumber !== StateNumber.Finishing) return null;
  const seen = new Set<TaskNode>();
  const follow = (task: TaskNode): TaskNode[] | null => {
    if (task === goal) return [goal];
    if (seen.has(task)) return null;
    seen.add(task);
    for (const next of awaitedBy(task)) {
      const path = follow(next);
      if (path !== null) return [task, ...path];
    }
    return null;
  };
  return follow(start);
}

/** A task waits for the one it asks for, and once its body is over for its children. */
function awaitedBy(task: TaskNode): TaskNode[] {
  const asked = asksFor(task);
  const awaited = asked === null ? [] : [asked];
  if (task.stateNumber === StateNumber.Finishing) {
    for (let child = task.lastChild; child !== null; child = child.previousSibling) awaited.push(child);
  }
  return awaited;
}

/** The task that it awaits, or that has the lock it wants. An async one that awaits several may be after any of them. */
function asksFor(task: TaskNode): TaskNode | null {
  const continuations = task.details?.continuations;
  if (!continuations || continuations.size !== 1) return task.waitingFor?.awaitedTask() ?? null;
  const [only] = continuations;
  return only!.wait.awaitedTask();
}
