// SPDX-License-Identifier: MIT
import { SleepWait } from '../time/sleep-wait';
import { continuationsOf } from './task-continuations';
import type { TaskNode } from './task-node';
import { TaskBit } from './task-state';
import { treeOf } from './task-tree';

/** A timer that stands still. */
export interface FrozenTimer {
  readonly timer: number;
  readonly generation: number;
}

/** Makes a task and all below it stand still; see `Task.pause`. */
export function pauseTask(task: TaskNode): void {
  if (task.isOver || task.has(TaskBit.PausedItself)) return;
  task.bits |= TaskBit.PausedItself;
  for (const each of treeOf([task], (below) => !below.has(TaskBit.Paused))) {
    each.bits |= TaskBit.Paused;
    freezeTimers(each);
  }
}

/** Lets a task, and all below it that was not paused itself, go on. */
export function resumeTask(task: TaskNode): void {
  if (!task.has(TaskBit.PausedItself)) return;
  task.bits &= ~TaskBit.PausedItself;
  if (task.parent?.has(TaskBit.Paused) === true) return;
  const woken = treeOf([task], (below) => !below.has(TaskBit.PausedItself));
  for (const each of woken) unpause(each);
  task.loop.releasePaused();
}

/** Who is cancelled cleans up, paused or not. */
export function unpause(task: TaskNode): void {
  if (!task.has(TaskBit.Paused)) return;
  task.bits &= ~(TaskBit.Paused | TaskBit.PausedItself);
  const { loop, details } = task;
  const { timers } = loop.registry;
  const frozen = details?.frozen ?? [];
  if (details !== null) details.frozen = null;
  for (const { timer, generation } of frozen) {
    if (timers.isFrozen(timer, generation)) timers.thaw(loop.slot, timer, loop.now);
  }
  if (details === null) return;
  if (details.deadlineTimer >= 0) details.deadline = timers.dueOf(details.deadlineTimer);
  if (details.waits !== null) for (const wait of details.waits) wait.resume();
  if (details.holdings !== null) for (const holding of details.holdings) holding.resume?.();
}

/** Freezes a timer that a paused task makes, or that it has when it is paused. */
export function freezeTimer(task: TaskNode, timer: number): void {
  const { loop } = task;
  const { timers } = loop.registry;
  timers.freeze(loop.slot, timer, loop.now);
  (task.moreDetails().frozen ??= []).push({ timer, generation: timers.generationOf(timer) });
}

function freezeTimers(task: TaskNode): void {
  const { details, loop } = task;
  const deadlineTimer = details?.deadlineTimer ?? -1;
  loop.registry.timers.forEach(loop.slot, (target, timer) => {
    const isOwn = target === task || (target instanceof SleepWait && target.owner === task);
    if (isOwn || timer === deadlineTimer) freezeTimer(task, timer);
  });
  if (details?.waits) for (const wait of details.waits) wait.pause();
  if (details?.holdings) for (const holding of details.holdings) holding.pause?.();
}

/** The timer of the game time sleep that a task waits for, or -1. */
export function sleepTimerOf(task: TaskNode): number {
  if (task.sleepTimer >= 0) return task.timer;
  for (const continuation of continuationsOf(task)) {
    if (continuation.wait instanceof SleepWait) return continuation.wait.liveTimer;
  }
  return task.waitingFor instanceof SleepWait ? task.waitingFor.liveTimer : -1;
}

/** Seconds that are left of the sleep a task waits for; undefined if it waits for none. */
export function remainingOf(task: TaskNode): number | undefined {
  const timer = sleepTimerOf(task);
  if (timer < 0) return undefined;
  const { timers } = task.loop.registry;
  const due = timers.dueOf(timer);
  return timers.isFrozen(timer, timers.generationOf(timer)) ? due : due - task.loop.now;
}

/** Changes what is left of the sleep a task waits for; false if it waits for none. */
export function retimeTask(task: TaskNode, seconds: number): boolean {
  const timer = sleepTimerOf(task);
  if (timer < 0) return false;
  const { loop } = task;
  const { timers } = loop.registry;
  if (timers.isFrozen(timer, timers.generationOf(timer))) timers.setFrozen(timer, seconds);
  else timers.move(loop.slot, timer, loop.now + Math.max(seconds, 0));
  return true;
}
