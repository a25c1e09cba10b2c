// SPDX-License-Identifier: MIT
import type { TaskInfo } from '../task/task';
import type { TransientLoop } from './transient-loop';

/** A line for the loop, and below it one for each of its tasks, indented by how deep it stands. */
export function describeLoop(loop: TransientLoop): string {
  const { actor, level, script } = loop.describe();
  const place = level === '' ? actor : `${level} › ${actor}`;
  const lines: string[] = [];
  const add = (tasks: readonly TaskInfo[], depth: number): void => {
    for (const task of tasks) {
      lines.push(`${'  '.repeat(depth)}#${task.id} ${task.name}: ${stateOf(task)}`);
      add(task.children, depth + 1);
    }
  };
  add(loop.tasks(), 1);
  return [`${place} › ${script} at ${loop.now.toFixed(3)} s`, ...lines].join('\n');
}

function stateOf({ state, waitsFor, since }: TaskInfo): string {
  if (waitsFor === undefined) return state;
  return `${state}, waits for ${waitsFor}${since === undefined ? '' : ` since ${since.toFixed(3)} s`}`;
}
