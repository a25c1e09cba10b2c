// SPDX-License-Identifier: MIT
import { BaseWait } from '../wait/wait';
import type { TaskInfo } from './task';
import { continuationsOf } from './task-continuations';
import type { TaskNode } from './task-node';
import { TaskBit } from './task-state';

/** A task and all below it, as a list of tasks shows them. */
export function taskInfo(task: TaskNode): TaskInfo {
  const children: TaskInfo[] = [];
  for (let child = task.lastChild; child !== null; child = child.previousSibling)
    children.push(taskInfo(child));
  const waiting = waitsFor(task);
  return {
    id: task.id,
    name: task.name,
    state: task.state,
    waitsFor: waiting,
    since: waiting === undefined ? undefined : waitsSince(task),
    createdAt: task.details?.createdAt,
    children: children.reverse(),
  };
}

/** What the task waits for, in a few words; undefined if it waits for nothing. */
export function waitsFor(task: TaskNode): string | undefined {
  if (task.sleepTimer >= 0) return `sleep until ${task.loop.registry.timers.dueOf(task.timer).toFixed(3)} s`;
  if (task.has(TaskBit.Driven) && !task.isOver) return task.details!.driver!.describe();
  const { waitingFor } = task;
  const [first = waitingFor instanceof BaseWait ? waitingFor : undefined] = continuationsOf(task);
  return first?.describe();
}

function waitsSince(task: TaskNode): number | undefined {
  if (task.sleepTimer >= 0) return task.loop.registry.timers.madeAtOf(task.timer);
  return task.details?.waitsSince;
}

/** The task with this id, this one or one below it. */
export function findTask(root: TaskNode, id: number): TaskNode | null {
  if (root.id === id) return root;
  for (let child = root.lastChild; child !== null; child = child.previousSibling) {
    const found = findTask(child, id);
    if (found !== null) return found;
  }
  return null;
}
