// SPDX-License-Identifier: MIT
import type { TaskInfo } from 'transient-loop';
import type { LeftOver } from 'transient-loop/host';
import { framesText } from './creation-stack';

/** One loop and its tasks, as error messages show them. */
export interface LoopReport {
  readonly actor: string;
  /** Seconds of the actor's game time. */
  readonly now: number;
  readonly tasks: readonly TaskInfo[];
}

/** A task that is alive, and where it stands in its tree. */
interface LiveTask {
  readonly path: string;
  readonly info: TaskInfo;
}

export type Counts = LeftOver & { readonly sockets?: number };

export function isNothing(counts: Counts): boolean {
  return Object.values(counts).every((count) => count === 0);
}

/** Says how much is left, beginning with "is" or "are", and of each task what it is, what it waits for, and who made it. */
export function describeLeft(counts: Counts, loops: readonly LoopReport[]): string {
  const tasks = describeTasks(loops);
  const text = countsText(counts);
  return `${text.startsWith('1 ') ? 'is' : 'are'} ${text}${tasks === '' ? '' : `:\n${tasks}`}`;
}

/** Each task that is alive, with its stack. */
export function describeTasks(loops: readonly LoopReport[]): string {
  const lines: string[] = [];
  for (const { actor, now, tasks } of loops) {
    const alive = aliveIn(tasks);
    if (alive.length === 0) continue;
    lines.push('', `  actor "${actor}", at ${seconds(now)}:`, ...alive.map(taskText));
  }
  return lines.slice(1).join('\n');
}

function taskText({ path, info }: LiveTask): string {
  const waits = info.waitsFor === undefined ? '' : `, waits for ${info.waitsFor}`;
  const since = info.since === undefined ? '' : `, since ${seconds(info.since)}`;
  return `    ${path}: ${info.state}${waits}${since}${framesText('created by', info.createdAt, '      ')}`;
}

function aliveIn(tasks: readonly TaskInfo[], above = ''): LiveTask[] {
  return tasks.flatMap((info) => {
    const path = `${above}${info.name}`;
    const below = aliveIn(info.children, `${path} › `);
    return isOver(info) ? below : [{ path, info }, ...below];
  });
}

function isOver({ state }: TaskInfo): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

function countsText(counts: Counts): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${count} ${count === 1 ? name.slice(0, -1) : name}`);
  return parts.length > 1
    ? `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`
    : parts.join('');
}

function seconds(value: number): string {
  return `${value.toFixed(3)} s`;
}
