// SPDX-License-Identifier: MIT
import { NotAWaitError, TaskAbandonedError } from '../errors';
import { STEPS } from '../loop/loop-stack';
import { SleepWait } from '../time/sleep-wait';
import { BaseWait } from '../wait/wait';
import { bodyReturned, bodyThrew } from './task-life';
import type { TaskNode } from './task-node';
import { MAX_REFUSALS, TaskBit } from './task-state';

export const ResumeMode = { Next: 0, Throw: 1, Return: 2 } as const;

/**
 * Runs the generator of a task until it waits for something that is not there yet, or is over.
 *
 * An exception of the body ends its task, never the caller.
 */
export function resume(task: TaskNode, firstMode: number, firstValue: unknown): void {
  const routine = task.body as Generator<unknown, unknown, unknown>;
  let mode = firstMode;
  let value = firstValue;
  STEPS.enter(task);
  task.bits |= TaskBit.OnStack;
  for (;;) {
    let step: IteratorResult<unknown, unknown>;
    try {
      step =
        mode === ResumeMode.Next
          ? routine.next(value)
          : mode === ResumeMode.Throw
            ? routine.throw(value)
            : routine.return(value);
    } catch (error) {
      leaveStack(task);
      bodyThrew(task, error);
      return;
    }
    if (step.done === true) {
      leaveStack(task);
      bodyReturned(task, step.value);
      return;
    }
    const wait = step.value;
    if (task.bits & (TaskBit.UnwindAtNextWait | TaskBit.Ending)) {
      if (task.bits & TaskBit.UnwindAtNextWait) {
        task.bits = (task.bits & ~TaskBit.UnwindAtNextWait) | TaskBit.Unwound;
        mode = ResumeMode.Return;
        value = undefined;
        continue;
      }
      if (task.countRefusal() > MAX_REFUSALS) {
        leaveStack(task);
        bodyThrew(task, new TaskAbandonedError(task.name, MAX_REFUSALS));
        return;
      }
      mode = ResumeMode.Throw;
      value = task.refusal();
      continue;
    }
    if (wait instanceof SleepWait && wait.parkOwner(task)) break;
    if (!(wait instanceof BaseWait)) {
      mode = ResumeMode.Throw;
      value = new NotAWaitError(wait);
      continue;
    }
    if (wait.park(task)) {
      task.waitsFor(wait);
      break;
    }
    try {
      value = wait.outcome();
      mode = ResumeMode.Next;
    } catch (error) {
      value = error;
      mode = ResumeMode.Throw;
    }
  }
  leaveStack(task);
}

function leaveStack(task: TaskNode): void {
  task.bits &= ~TaskBit.OnStack;
  STEPS.leave();
}
