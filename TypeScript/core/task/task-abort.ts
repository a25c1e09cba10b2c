// SPDX-License-Identifier: MIT
import type { TaskNode } from '../task/task-node';
import { TaskBit } from '../task/task-state';
import { PlainAbortController, type AbortSignalLike } from './abort-signal';

/** The abort signal of a task, made when somebody asks; see `TaskScope.signal`. */
export function abortSignalOf(task: TaskNode): AbortSignalLike {
  const details = task.moreDetails();
  if (details.abort === null) {
    const { host } = task.loop.registry;
    details.abort =
      host.newAbortController?.() ??
      new PlainAbortController((listener) => task.loop.callTeardown(task, listener));
    if (task.isOver || task.has(TaskBit.Cancelling)) abortTask(task);
  }
  return details.abort.signal;
}

/** Aborts the signal of a task that was asked to end, or is over. Its listeners run before anything of the task does. */
export function abortTask(task: TaskNode): void {
  const abort = task.details?.abort;
  if (abort === null || abort === undefined || abort.signal.aborted) return;
  const reason = task.has(TaskBit.Cancelling) ? task.refusal() : task.lostWait();
  task.loop.callTeardown(task, () => abort.abort(reason));
}
