// SPDX-License-Identifier: MIT
import type { Task, TaskInfo } from 'transient-loop';
import { ArgumentError } from 'transient-loop/host';
import { LoopHandle } from '../loop-handle';
import { TestLoop } from '../test-loop';
import { TestStage } from '../test-stage';

/** The stage that a matcher was given: itself, or a loop of it. */
export function stageOf(matcher: string, received: unknown): TestStage {
  if (received instanceof TestStage) return received;
  if (received instanceof TestLoop || received instanceof LoopHandle) return received.stage;
  throw new ArgumentError(
    matcher,
    'what createTestLoop, createTestLoops or createTestWorld returned',
    received,
  );
}

/** The task that a matcher was given, or the main task of a loop. */
export function taskOf(matcher: string, received: unknown): Task {
  if (received instanceof TestLoop || received instanceof LoopHandle) return received.main;
  if (isTask(received)) return received;
  throw new ArgumentError(matcher, 'a task, or a loop for its main task', received);
}

/** What the list of tasks says of one of them. */
export function infoOf(task: Task): TaskInfo {
  return (task as unknown as { info(): TaskInfo }).info();
}

function isTask(value: unknown): value is Task {
  const candidate = value as { info?: unknown; onDone?: unknown } | null | undefined;
  return typeof candidate?.info === 'function' && typeof candidate.onDone === 'function';
}
