// SPDX-License-Identifier: MIT
import type { TimerTarget } from '../time/timer-slots';
import { askToEnd, cutTask } from './task-cancel';
import type { TaskNode } from './task-node';
import { StateNumber, TaskBit } from './task-state';
import { depthOf, hasChild } from './task-tree';

/** Seconds of game time that cleanup after a plain cancel may take, if nobody says otherwise. */
export const GRACE_SECONDS = 5;

/** A timer that ends a task. */
class TaskTimer implements TimerTarget {
  constructor(
    private readonly task: TaskNode,
    private readonly fired: (task: TaskNode) => void,
  ) {}

  sleeperOn(): null {
    return null;
  }

  timerFired(): void {
    this.fired(this.task);
  }
}

/** Gives a task so many seconds; then it is cancelled, and fails with a `TimeoutError`. */
export function startTimeout(task: TaskNode, seconds: number): void {
  const details = task.moreDetails();
  details.timeout = seconds;
  details.deadline = task.loop.now + seconds;
  if (seconds < Infinity && seconds > 0) details.deadlineTimer = start(task, seconds, timeRanOut);
}

/** True if the task was given no time at all: its body is not entered then. */
export function hasNoTime(task: TaskNode): boolean {
  return task.details !== null && task.details.timeout <= 0;
}

export function timeRanOut(task: TaskNode): void {
  const details = task.details!;
  details.deadlineTimer = -1;
  // Whoever asked for its end before decides how it ends.
  if (task.isOver || task.has(TaskBit.Cancelling)) return;
  askToEnd(task, { reason: 'timeout', by: undefined, depth: depthOf(task), timeoutOf: task });
}

/** Takes a task away from the sleep it waits for; what is left of that is kept for cleanup that waits for the rest. */
export function leaveSleep(task: TaskNode): void {
  const { loop } = task;
  const { timers } = loop.registry;
  if (!task.has(TaskBit.Ending)) {
    const timer = task.sleepTimer;
    (task.moreDetails().leftSleeps ??= []).push({
      timer,
      generation: timers.generationOf(timer),
      number: timers.numberOf(timer),
      madeAt: timers.madeAtOf(timer),
      due: timers.dueOf(timer),
    });
  }
  timers.remove(loop.slot, task.timer);
  task.timer = -1;
}

/** Bounds the cleanup of a task that was asked to end and is not over. */
export function startGrace(task: TaskNode): void {
  if (task.isOver || task.has(TaskBit.Ending) || task.details!.graceTimer >= 0) return;
  if (!isCleaningUp(task)) return;
  task.details!.graceTimer = start(task, task.graceSeconds, graceIsOver);
}

/** Once its body is over, and while no registered cleanup runs, a task waits for children, which have grace times of their own. */
function isCleaningUp(task: TaskNode): boolean {
  return task.stateNumber !== StateNumber.Finishing || hasChild(task, TaskBit.Cleanup);
}

function graceIsOver(task: TaskNode): void {
  task.details!.graceTimer = -1;
  if (isCleaningUp(task)) cutTask(task);
}

/** Of a task that came to its end before it was told: nothing cuts its cleanups. */
export function stopGrace({ details, loop }: TaskNode): void {
  if (details === null || details.graceTimer < 0) return;
  loop.registry.timers.remove(loop.slot, details.graceTimer);
  details.graceTimer = -1;
}

export function stopTimers(task: TaskNode): void {
  const { details, loop } = task;
  if (details === null) return;
  stopGrace(task);
  if (details.deadlineTimer >= 0) loop.registry.timers.remove(loop.slot, details.deadlineTimer);
  details.deadlineTimer = -1;
}

function start(task: TaskNode, seconds: number, fired: (task: TaskNode) => void): number {
  const { loop } = task;
  const { now } = loop;
  return loop.registry.timers.add(loop.slot, loop.generation, now, now + seconds, new TaskTimer(task, fired));
}
