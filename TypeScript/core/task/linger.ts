// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';
import type { Host } from '../log-entry';
import type { Lingering } from '../loop/hub';
import { addCleanup, type Cleanup } from './task-cleanup';
import type { TaskNode } from './task-node';
import { TaskBit } from './task-state';
import { GRACE_SECONDS } from './task-timers';

export interface LingerOptions {
  /** Shown in logs and errors; default the name of the function. */
  readonly name?: string;
  /** Seconds of real time that it may take after it was handed over, more than 0; default 5. */
  readonly graceSeconds?: number;
}

/** Hosts without a hub that have been told of. */
const TOLD = new WeakSet<Host>();

/** Registers a cleanup that is handed over to the hub when the task is over; the answer takes it back. */
export function addLingering(
  task: TaskNode,
  cleanup: Cleanup,
  { name = cleanup.name || 'lingering', graceSeconds = GRACE_SECONDS }: LingerOptions = {},
): () => void {
  if (!Number.isFinite(graceSeconds) || graceSeconds <= 0) {
    throw new ArgumentError('graceSeconds', 'a number of seconds, more than 0', graceSeconds);
  }
  const { host } = task.loop.registry;
  const { hub } = host;
  if (hub === undefined) {
    tellOnce(host, task, name);
    return addCleanup(task, cleanup);
  }
  const handOver = (): void => hub.take(lingeringOf(task, name, cleanup, graceSeconds));
  if (!task.isOver) return addCleanup(task, handOver);
  handOver();
  return () => undefined;
}

function lingeringOf(task: TaskNode, name: string, cleanup: Cleanup, graceSeconds: number): Lingering {
  const { level, actor, script } = task.loop.describe();
  const reason = task.cancelReason ?? (task.has(TaskBit.Failing) ? 'failed' : 'finished');
  return { name, cleanup, graceSeconds, owner: { level, actor, script, task: task.name }, reason };
}

function tellOnce(host: Host, task: TaskNode, name: string): void {
  if (TOLD.has(host)) return;
  TOLD.add(host);
  task.loop.log(
    'linger.no-hub',
    'warning',
    `Expected a hub to hand "${name}" over to, but this host has none: what lingers runs as cleanups do, and waits for nothing at the end of play`,
    task,
  );
}
