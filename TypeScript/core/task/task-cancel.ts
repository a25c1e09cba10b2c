// SPDX-License-Identifier: MIT
import { STEPS } from '../loop/loop-stack';
import { BaseWait } from '../wait/wait';
import { abortTask } from './task-abort';
import { outermost, type CancelRequest } from './cancel-request';
import { countContinuations, takeContinuations } from './task-continuations';
import { releaseDriver, settleIfChildless, settleNow } from './task-life';
import type { TaskNode } from './task-node';
import { unpause } from './task-pause';
import { StateNumber, TaskBit } from './task-state';
import { leaveSleep, startGrace } from './task-timers';
import { depthOf, treeOf } from './task-tree';
import { ResumeMode, resume } from './trampoline';

/** Name of the task that is being run, if one is. */
export function asker(): string | undefined {
  return STEPS.top?.name;
}

/** Asks a task and its children to end; see `Task.cancel`. */
export function cancelTask(task: TaskNode, reason: string, by = asker()): void {
  askToEnd(task, { reason, by, depth: depthOf(task) });
}

/** Asks a task and its children to end, as somebody wished. */
export function askToEnd(task: TaskNode, request: CancelRequest): void {
  const asked: TaskNode[] = [];
  treeOf([task], (each) => {
    if (each.isOver || (each.has(TaskBit.Shielded) && request.timeoutOf !== each)) return false;
    const details = each.moreDetails();
    if (details.sections > 0) {
      details.deferredCancel = outermost(details.deferredCancel, request);
      return false;
    }
    if (!each.has(TaskBit.Cancelling)) asked.push(each);
    accept(each, request);
    return true;
  });
  for (const each of asked) unpause(each);
  for (const each of asked.reverse()) endBody(each);
}

/** The outermost request decides: also over a timeout that fired further in. */
function accept(task: TaskNode, request: CancelRequest): void {
  if (task.details === null && task.loop.ending === request) {
    // The loop keeps it for all its tasks: most have nothing else to keep.
    task.bits |= TaskBit.Cancelling;
    return;
  }
  const details = task.moreDetails();
  details.cancel = outermost(task.has(TaskBit.Cancelling) ? details.cancel : null, request);
  task.bits |= TaskBit.Cancelling;
  if (details.cancel.timeoutOf === task) task.bits |= TaskBit.TimedOut;
  else task.bits &= ~TaskBit.TimedOut;
}

/** Ends what is left of a task whose grace time is over: nothing in it waits any more. */
export function cutTask(task: TaskNode): void {
  if (task.isOver) return;
  // Else there is one report, of a task that was abandoned.
  if (!isOutOfReach(task)) task.loop.reportCut(task);
  endTasks([task], task.cancelRequest!);
}

/**
 * Ends tasks and all their children now, because the loop ends or their grace time is over; when this returns they are over.
 *
 * @returns how many tasks were ended
 */
export function endTasks(roots: readonly TaskNode[], request: CancelRequest): number {
  const tree = treeOf(roots).filter((task) => !task.isOver);
  for (const task of tree) {
    accept(task, request);
    task.bits |= TaskBit.Ending;
    unpause(task);
  }
  const abandoned: TaskNode[] = [];
  for (const task of tree.reverse()) {
    endBody(task);
    if (task.isOver) continue;
    if (isOutOfReach(task)) abandoned.push(task);
    settleNow(task);
  }
  // Not those that awaited another task, which has ended since.
  for (const task of abandoned) if (!task.isInPromiseJob) task.loop.reportAbandoned(task);
  return tree.length;
}

/** An async body that waits for nothing of ours: nobody can tell it to end. It is left behind, and its scope refuses every use. */
function isOutOfReach(task: TaskNode): boolean {
  if (!task.has(TaskBit.Async) || task.has(TaskBit.Unwound | TaskBit.OnStack)) return false;
  // One that cleans up waits for its section, and was not told yet.
  return countContinuations(task) === 0 && !task.isInPromiseJob;
}

/** Makes the body of a task that was asked to end come to its end, as far as the language lets us. */
function endBody(task: TaskNode): void {
  if (task.isOver) return;
  abortTask(task);
  // A listener may have ended the loop.
  if (task.isOver) return;
  if (task.has(TaskBit.Driven)) {
    releaseDriver(task);
    task.stateNumber = StateNumber.Finishing;
    settleIfChildless(task);
  } else if (task.stateNumber === StateNumber.Waiting) {
    task.loop.dropFromQueue(task);
    task.body = null;
    task.stateNumber = StateNumber.Finishing;
    settleIfChildless(task);
  } else if (task.has(TaskBit.OnStack)) {
    task.bits |= TaskBit.UnwindAtNextWait;
  } else if (task.stateNumber === StateNumber.Finishing) {
    settleIfChildless(task);
  } else if (task.has(TaskBit.Async)) {
    refuseContinuations(task);
  } else {
    leaveWait(task);
    const isUnwinding = task.has(TaskBit.Unwound);
    task.bits |= TaskBit.Unwound;
    // A cleanup in progress is cut by an error: a second `return()` would only wait for it again.
    if (isUnwinding) resume(task, ResumeMode.Throw, task.refusal());
    else resume(task, ResumeMode.Return, undefined);
  }
  startGrace(task);
}

/** Takes a generator task away from what it waits for. */
function leaveWait(task: TaskNode): void {
  if (task.timer !== -1) leaveSleep(task);
  if (task.waitingFor instanceof BaseWait) task.waitingFor.unpark(task);
  task.waitingFor = null;
  task.loop.dropFromQueue(task);
}

/** Rejects everything that the async functions of a task wait for. */
export function refuseContinuations(task: TaskNode, error: unknown = task.refusal()): void {
  const continuations = takeContinuations(task);
  if (continuations.length === 0) return;
  if (task.timer !== -1) leaveSleep(task);
  task.bits |= TaskBit.Unwound;
  for (const continuation of continuations) continuation.refuse(error);
}
