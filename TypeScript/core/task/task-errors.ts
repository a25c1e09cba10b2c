// SPDX-License-Identifier: MIT
import { TimeoutError, messageOf } from '../errors';
import type { TaskNode } from './task-node';
import { TaskBit } from './task-state';

/** Keeps an error of a task; the first one stays the first. */
export function addError(task: TaskNode, error: unknown): void {
  if (!task.has(TaskBit.Failing)) {
    task.bits |= TaskBit.Failing;
    task.value = error;
    return;
  }
  const details = task.moreDetails();
  // The error of a child often comes once more, through the body that waited for it.
  const known = details.errors ?? [task.value];
  if (!known.includes(error)) details.errors = [...known, error];
}

/** What a failed task failed with: its error, or all of them with the name of the task. */
export function finalError(task: TaskNode): unknown {
  const errors = task.has(TaskBit.Failing) ? (task.details?.errors ?? [task.value]) : [];
  const all = task.has(TaskBit.TimedOut)
    ? [new TimeoutError(task.name, task.details!.timeout), ...errors]
    : errors;
  return all.length === 1 ? all[0] : combine(`task "${task.name}"`, all);
}

/** Several errors as one; its message names them all. */
export function combine(where: string, errors: readonly unknown[]): AggregateError {
  return new AggregateError(
    errors,
    `${errors.length} errors in ${where}: ${errors.map(messageOf).join('; ')}`,
  );
}
