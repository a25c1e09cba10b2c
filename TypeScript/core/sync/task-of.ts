// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';
import { ScopedTask } from '../task/scoped-task';
import type { TaskScope } from '../task/task-scope';

/**
 * The task behind a scope that was passed in.
 *
 * @param what - the function that was called, for the error
 * @throws {ArgumentError} if it is no scope
 */
export function taskOf(what: string, self: TaskScope): ScopedTask {
  if (self instanceof ScopedTask) return self;
  throw new ArgumentError(what, 'the scope of a task (self)', self);
}

/**
 * The same for a task that must not be over.
 *
 * @throws {LoopEndedError} after the end of its loop; {ScopeClosedError} after its own end
 */
export function openTaskOf(what: string, self: TaskScope): ScopedTask {
  const task = taskOf(what, self);
  if (task.isOver) task.loop.refuseUse(task);
  return task;
}
