// SPDX-License-Identifier: MIT
import { LoopError, messageOf } from '../errors';
import type { TaskNode } from '../task/task-node';
import { TaskBit } from '../task/task-state';
import { waitsFor } from '../task/task-info';
import type { LoopCore } from './loop-core';

/** Reports a failed task: as an error if nobody waited for it. */
export function reportFailure(loop: LoopCore, task: TaskNode): void {
  const error = task.value;
  const { actor, script } = loop.describe();
  if (error instanceof LoopError && error.owner.actor === undefined) {
    error.owner = { actor, script, task: task.name };
  }
  const handled = task.has(TaskBit.Observed);
  loop.log('task.failed', handled ? 'log' : 'error', messageOf(error), task, {
    handled,
    error: error instanceof Error ? error.name : typeof error,
    stack: handled ? undefined : stackOf(error),
    created: handled ? undefined : creationOf(task),
  });
}

/** Reports cleanup that took longer than its grace time. */
export function reportCut(loop: LoopCore, task: TaskNode): void {
  const what = waitsFor(task) ?? 'something that the loop does not know';
  loop.log(
    'task.cut',
    'error',
    `Task "${task.name}" was cut ${task.graceSeconds} s after it was told to end (${task.cancelReason}): its cleanup still waited for ${what}`,
    task,
    { created: creationOf(task) },
  );
}

/** Reports a body that was left behind. */
export function reportAbandoned(loop: LoopCore, task: TaskNode): void {
  loop.log(
    'task.abandoned',
    'error',
    `Task "${task.name}" was abandoned: it awaits a promise that the loop did not make (self.own adopts one), or a task that is not its child (self.join waits for one)`,
    task,
    { reason: task.cancelReason, created: creationOf(task) },
  );
}

/** Reports a combinator that was made for nobody. */
export function reportUnawaited(loop: LoopCore, group: TaskNode): void {
  loop.log(
    'task.unawaited',
    'error',
    `Expected somebody to wait for "${group.name}" by the end of the next tick, but nobody did: it is cancelled`,
    group,
    { created: creationOf(group) },
  );
}

/** Where the task, and those above it, were made; undefined if the host does not capture stacks. */
export function creationOf(task: TaskNode): string | undefined {
  const stacks: string[] = [];
  for (let each: TaskNode | null = task; each !== null; each = each.parent) {
    const made = each.details?.createdAt;
    if (made !== undefined) stacks.push(`task "${each.name}" ${made}`);
  }
  return stacks.length === 0 ? undefined : stacks.join('\n');
}

export function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}
