// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';
import type { AsyncBody, GeneratorBody, Task, TaskBody } from '../task/task';
import type { SpawnOptions, TaskScope } from '../task/task-scope';
import type { Wait } from '../wait/wait';
import type { Permit } from './permit';
import { PermitPool } from './permit-pool';
import { title, type SyncOptions } from './sync-options';
import { taskOf } from './task-of';

/**
 * Lets so many tasks in at a time, of any loop; the rest wait in line, first come, first served.
 *
 * A permit goes back at the latest when the task that acquired it is over, however it ends.
 * @example const paths = new Semaphore(4); // four path searches at a time, for all actors
 */
export class Semaphore {
  private readonly pool: PermitPool;

  /**
   * @param permits - a whole number, 1 or more
   * @throws {ArgumentError} for anything else
   */
  constructor(
    readonly permits: number,
    { name }: SyncOptions = {},
  ) {
    if (!Number.isInteger(permits) || permits < 1) {
      throw new ArgumentError('new Semaphore', 'a whole number of permits, 1 or more', permits);
    }
    this.pool = new PermitPool(permits, `a permit of ${title('semaphore', name)}`);
  }

  /** Permits that nobody has. */
  get available(): number {
    return this.pool.free;
  }

  /** Waits in the line. */
  get waiting(): number {
    return this.pool.waiting;
  }

  /**
   * Waits for a permit.
   *
   * **Cancellation:** gives up the place in the line, or the permit that came at the same moment.
   * @param self - the scope of the task that waits, and then holds the permit
   */
  acquire(self: TaskScope): Wait<Permit> {
    return this.pool.acquire(taskOf('semaphore.acquire', self));
  }

  /**
   * Takes a permit if there is one.
   * @throws {LoopEndedError} after the end of the loop; {ScopeClosedError} after the end of the task
   */
  tryAcquire(self: TaskScope): Permit | null {
    return this.pool.tryAcquire(taskOf('semaphore.tryAcquire', self));
  }

  /**
   * Runs a body in a child task as soon as there is a permit, and holds it until the child is over.
   * @throws {LoopEndedError} after the end of the loop; {ScopeClosedError} after the end of the task
   */
  use<T>(self: TaskScope, body: GeneratorBody<T>, options?: SpawnOptions): Task<T>;
  use<T>(self: TaskScope, body: AsyncBody<T>, options?: SpawnOptions): Task<T>;
  use<T>(self: TaskScope, body: TaskBody<T>, options?: SpawnOptions): Task<T> {
    return this.pool.use(taskOf('semaphore.use', self), body, options);
  }
}
