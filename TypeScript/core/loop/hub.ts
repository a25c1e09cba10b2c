// SPDX-License-Identifier: MIT
import { messageOf } from '../errors';
import type { LogSeverity } from '../log-entry';
import { detachTask } from '../task/scoped-task';
import type { TaskBody } from '../task/task';
import type { Cleanup } from '../task/task-cleanup';
import { TaskBit } from '../task/task-state';
import { stackOf } from './loop-reports';
import type { TransientLoop } from './transient-loop';

/** A cleanup that a task hands over when it is over: `self.linger`. */
export interface Lingering {
  /** What it is called in lists, logs and errors. */
  readonly name: string;
  readonly cleanup: Cleanup;
  /** Seconds of real time that it may take from when it is handed over, more than 0; then it is cut. */
  readonly graceSeconds: number;
  /** Whose it is. */
  readonly owner: {
    readonly level: string;
    readonly actor: string;
    readonly script: string;
    readonly task: string;
  };
  /** Why its task is over: what it was cancelled with, else `failed` or `finished`. */
  readonly reason: string;
}

/**
 * Takes what must be finished after the end of its actor: a loop that belongs to none, and whose clock is real time.
 *
 * A host that has one moves it on by real seconds, and gives it the time that is left before it ends.
 */
export interface Hub {
  /** Takes a cleanup over. It may be called in the middle of anything: what is taken runs in the hub's own next tick. */
  take(lingering: Lingering): void;
}

/** After its grace time: enough for the promise jobs in which an async function unwinds, and no second grace time. */
const UNWINDING_SECONDS = 0.001;

/**
 * Makes a task of a hub's loop for what was handed over, and tells the log, with the names of its owner, of its
 * beginning and of its end.
 *
 * @param loop - the loop of a hub, alive
 */
export function takeOver(loop: TransientLoop, lingering: Lingering): void {
  const { name, owner, graceSeconds, reason } = lingering;
  const { host } = loop.registry;
  const tell = (
    event: string,
    severity: LogSeverity,
    message: string,
    fields: Readonly<Record<string, unknown>>,
  ): void => host.log({ event, severity, message, ...owner, fields: { name, ...fields } });
  const since = loop.now;

  tell('hub.took', 'log', `the hub took over "${name}"`, { reason, graceSeconds });
  const task = detachTask(loop, `${name} of ${owner.actor}`, lingering.cleanup as TaskBody<void>, {
    timeout: graceSeconds,
    graceSeconds: UNWINDING_SECONDS,
  });
  task.onDone(() => {
    // Read here: it is reported with the names of its owner.
    const { error } = task;
    const seconds = Math.round((loop.now - since) * 1e6) / 1e6;
    const tellEnd = (outcome: string, severity: LogSeverity, message: string, more = {}): void =>
      tell('hub.ended', severity, message, { outcome, seconds, ...more });
    if (task.has(TaskBit.TimedOut)) {
      tellEnd('cut', 'error', `"${name}" was cut: it did not end within its ${graceSeconds} s on the hub`);
    } else if (task.state === 'failed') {
      tellEnd('failed', 'error', `"${name}" failed on the hub: ${messageOf(error)}`, {
        stack: stackOf(error),
      });
    } else if (task.has(TaskBit.Ending)) {
      tellEnd('cut', 'error', `"${name}" was cut: the hub ended before it did`);
    } else {
      tellEnd('done', 'log', `"${name}" is done`);
    }
  });
}
