// SPDX-License-Identifier: MIT
import { messageOf } from '../errors';
import type { LoopCore } from '../loop/loop-core';
import { CROSSINGS, STEPS } from '../loop/loop-stack';
import type { TaskNode } from '../task/task-node';

/** Reports an error that a stream told nobody. */
export function reportUnhandled(loop: LoopCore, task: TaskNode | null, error: unknown): void {
  const message = `An error of a stream, or of its handler, was handled by nobody: ${messageOf(error)}`;
  loop.log('stream.unhandled', 'error', message, task ?? undefined, {
    stack: error instanceof Error ? error.stack : undefined,
  });
}

/**
 * Takes what RxJS leaves to a timer: a function that throws an error which nobody handles, or hands it to
 * `config.onUnhandledError` where a script has set that.
 *
 * `scripts/bundle-timers.mjs` asks here first: in that timer nobody would know any more whose error it is.
 * @returns false if no actor's loop is running
 */
export function takeUnhandled(thrower: () => void): boolean {
  const task = STEPS.top;
  const loop: LoopCore | null = task?.loop ?? CROSSINGS.top ?? CROSSINGS.jobsOf;
  if (loop === null) return false;
  try {
    thrower();
  } catch (error) {
    reportUnhandled(loop, task, error);
  }
  return true;
}
