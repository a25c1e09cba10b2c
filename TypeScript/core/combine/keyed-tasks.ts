// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';
import { cancelTask } from '../task/task-cancel';
import type { ScopedTask } from '../task/scoped-task';
import type { AsyncBody, GeneratorBody, Task, TaskBody } from '../task/task';
import type { TaskNode } from '../task/task-node';
import type { SpawnOptions } from '../task/task-scope';

/**
 * What happens to a run whose key is busy.
 *
 * - `latest-wins`: the one that runs is cancelled; the new one begins when it has cleaned up
 * - `one-at-a-time`: no new one; whoever asked gets the task that runs
 * - `drop`: the new one is cancelled before it begins, with the reason `dropped`
 * - `queue`: the new one begins when those before it are over
 */
export type KeyPolicy = 'latest-wins' | 'one-at-a-time' | 'drop' | 'queue';

const POLICIES: readonly KeyPolicy[] = ['latest-wins', 'one-at-a-time', 'drop', 'queue'];

/** Children of a task of which only one a key runs at a time. */
export interface KeyedTasks {
  /** Starts a child under this key, as the policy says. */
  run<T>(key: unknown, body: GeneratorBody<T>, options?: SpawnOptions): Task<T>;
  run<T>(key: unknown, body: AsyncBody<T>, options?: SpawnOptions): Task<T>;
  isRunning(key: unknown): boolean;
  /** Cancels what runs, and what waits for its turn, under this key. */
  cancel(key: unknown, reason?: string): void;
}

/** A key's tasks: the one that runs, then those that wait for their turn. */
type Line = TaskNode[];

export class KeyedTasksOfTask implements KeyedTasks {
  private readonly lines = new Map<unknown, Line>();

  /** @throws {ArgumentError} if there is no such policy */
  constructor(
    private readonly owner: ScopedTask,
    private readonly policy: KeyPolicy,
  ) {
    if (!POLICIES.includes(policy))
      throw new ArgumentError('self.keyed', `one of ${POLICIES.join(', ')}`, policy);
  }

  run<T>(key: unknown, body: TaskBody<T>, options?: SpawnOptions): Task<T> {
    if (typeof body !== 'function') {
      throw new ArgumentError('keyed.run', 'a generator function or an async function', body);
    }
    this.owner.assertOpen(options);
    const line = this.lines.get(key);
    if (line === undefined) return this.begin(key, body, options) as unknown as Task<T>;
    if (this.policy === 'one-at-a-time') return line[0] as unknown as Task<T>;
    const task = this.owner.makeChild(options?.name ?? (body.name || 'task'), body, options);
    if (this.policy === 'drop') {
      cancelTask(task, 'dropped');
      return task as unknown as Task<T>;
    }
    const before = [...line];
    line.push(task);
    if (this.policy === 'latest-wins') {
      for (const each of before.reverse()) cancelTask(each, 'replaced');
      // Those that never got their turn are not kept until the first one has cleaned up.
      const alive = line.filter((each, place) => place === 0 || !each.isOver);
      line.splice(0, line.length, ...alive);
    }
    return task as unknown as Task<T>;
  }

  isRunning(key: unknown): boolean {
    return this.lines.has(key);
  }

  cancel(key: unknown, reason = 'cancelled'): void {
    for (const task of [...(this.lines.get(key) ?? [])].reverse()) cancelTask(task, reason);
  }

  private begin(key: unknown, body: TaskBody<unknown>, options: SpawnOptions | undefined): TaskNode {
    const task = this.owner.makeChild(options?.name ?? (body.name || 'task'), body, options);
    this.lines.set(key, [task]);
    this.startFirst(key);
    return task;
  }

  /** Starts the first of a line that is not over, and sees to the next when it is. */
  private startFirst(key: unknown): void {
    const line = this.lines.get(key)!;
    while (line.length > 0 && line[0]!.isOver) line.shift();
    const task = line[0];
    if (task === undefined) {
      this.lines.delete(key);
      return;
    }
    task.onDone(() => this.startFirst(key));
    task.loop.queueStart(task);
  }
}
