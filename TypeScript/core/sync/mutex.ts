// SPDX-License-Identifier: MIT
import { AlreadyLockedError } from '../errors';
import type { ScopedTask } from '../task/scoped-task';
import type { AsyncBody, GeneratorBody, Task, TaskBody } from '../task/task';
import type { SpawnOptions, TaskScope } from '../task/task-scope';
import type { Wait } from '../wait/wait';
import type { Permit } from './permit';
import { PermitPool } from './permit-pool';
import { title, type SyncOptions } from './sync-options';
import { taskOf } from './task-of';

/** The right to be the only one, until it is released. */
export type Lock = Permit;

/**
 * Lets one task in at a time, of any loop; the rest wait in line, first come, first served.
 *
 * The lock goes back at the latest when the task that took it is over, however it ends. A task that holds it cannot take
 * it again.
 */
export class Mutex {
  private readonly pool: PermitPool;

  constructor({ name }: SyncOptions = {}) {
    this.pool = new PermitPool(1, title('mutex', name));
  }

  get isLocked(): boolean {
    return this.pool.free === 0;
  }

  /** Waits in the line. */
  get waiting(): number {
    return this.pool.waiting;
  }

  /**
   * Waits for the lock.
   *
   * **Cancellation:** gives up the place in the line, or the lock that came at the same moment.
   * @param self - the scope of the task that waits, and then holds the lock
   * @throws {AlreadyLockedError} if that task has the lock already
   */
  lock(self: TaskScope): Wait<Lock> {
    return this.pool.acquire(this.checked('mutex.lock', self));
  }

  /**
   * Takes the lock if nobody has it.
   * @throws {AlreadyLockedError} if that task has it already
   */
  tryLock(self: TaskScope): Lock | null {
    return this.pool.tryAcquire(this.checked('mutex.tryLock', self));
  }

  /**
   * Runs a body in a child task as soon as the lock is free, and holds it until the child is over.
   * @throws {AlreadyLockedError} if the calling task holds it: it would wait for itself
   */
  use<T>(self: TaskScope, body: GeneratorBody<T>, options?: SpawnOptions): Task<T>;
  use<T>(self: TaskScope, body: AsyncBody<T>, options?: SpawnOptions): Task<T>;
  use<T>(self: TaskScope, body: TaskBody<T>, options?: SpawnOptions): Task<T> {
    return this.pool.use(this.checked('mutex.use', self), body, options);
  }

  private checked(what: string, self: TaskScope): ScopedTask {
    const task = taskOf(what, self);
    if (this.pool.onlyHolder === task) throw new AlreadyLockedError(task.name, this.pool.title);
    return task;
  }
}
