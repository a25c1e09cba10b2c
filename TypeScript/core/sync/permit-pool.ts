// SPDX-License-Identifier: MIT
import type { ScopedTask } from '../task/scoped-task';
import type { Task, TaskBody } from '../task/task';
import type { TaskNode } from '../task/task-node';
import type { SpawnOptions } from '../task/task-scope';
import { reportAwaitCycle } from '../task/await-cycle';
import type { Wait, Waiter } from '../wait/wait';
import { Line } from './line';
import { HeldPermit, type Permit, type PermitSource } from './permit';
import { WaitInLine, firstWanted } from './wait-in-line';

/** A number of permits and a line of those who wait for one: what a semaphore and a mutex have in common. */
export class PermitPool implements PermitSource {
  /** Who has the permit of a pool of one. */
  onlyHolder: TaskNode | null = null;
  free: number;
  private line: Line<PermitWait> | null = null;

  /** @param title - what those in line wait for, in a few words */
  constructor(
    private readonly permits: number,
    readonly title: string,
  ) {
    this.free = permits;
  }

  get waiting(): number {
    return this.line?.size ?? 0;
  }

  acquire(task: ScopedTask): Wait<Permit> {
    return task.refusedWait() ?? new PermitWait(task, this);
  }

  tryAcquire(task: ScopedTask): Permit | null {
    if (task.isOver) task.loop.refuseUse(task);
    return this.take(task);
  }

  /** Runs a body in a child task that holds a permit from before its first step until it is over. */
  use<T>(task: ScopedTask, body: TaskBody<T>, options: SpawnOptions | undefined): Task<T> {
    const pool = this;
    const name = options?.name ?? (body.name || 'task');
    return task.spawn(
      function* (self): Generator<Wait<unknown>, T, unknown> {
        yield* pool.acquire(self as ScopedTask);
        return yield* self.spawn(body as never, { name }) as Wait<T>;
      },
      { ...options, name },
    );
  }

  /** Gives the wait a permit, or a place in the line. */
  enter(wait: PermitWait): void {
    const permit = this.take(wait.owner);
    if (permit === null) (this.line ??= new Line()).push(wait);
    else wait.settle(permit);
  }

  takeBack(): void {
    const next = firstWanted(this.line);
    if (next === null) {
      this.free += 1;
      this.onlyHolder = null;
    } else {
      next.settle(this.give(next.owner));
    }
  }

  private take(task: TaskNode): HeldPermit | null {
    if (this.free === 0) return null;
    this.free -= 1;
    return this.give(task);
  }

  private give(task: TaskNode): HeldPermit {
    if (this.permits === 1) this.onlyHolder = task;
    return new HeldPermit(this, task);
  }
}

class PermitWait extends WaitInLine<Permit> {
  constructor(
    owner: TaskNode,
    private readonly pool: PermitPool,
  ) {
    super(owner);
    this.enter();
  }

  describe(): string {
    return this.pool.title;
  }

  override awaitedTask(): TaskNode | null {
    return this.isPending ? this.pool.onlyHolder : null;
  }

  override get isForItsEnd(): boolean {
    return false;
  }

  override park(waiter: Waiter): boolean {
    const parks = super.park(waiter);
    const holder = this.awaitedTask();
    if (parks && holder !== null) reportAwaitCycle(this.owner, holder, false);
    return parks;
  }

  protected enter(): void {
    this.pool.enter(this);
  }

  protected override giveBack(permit: Permit): boolean {
    permit.release();
    return true;
  }
}
