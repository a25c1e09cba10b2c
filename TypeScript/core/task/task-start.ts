// SPDX-License-Identifier: MIT
import { NotReadyError } from '../errors';
import { OwnedWait } from '../wait/owned-wait';
import type { BaseWait, Wait, Waiter } from '../wait/wait';
import type { Task } from './task';
import type { TaskNode } from './task-node';
import type { TaskScope } from './task-scope';
import { TaskBit } from './task-state';

/** A coroutine that tells its starter when it is ready. */
export type ReadyBody<T> = (
  self: TaskScope,
  ready: (value: T) => void,
) => Generator<Wait<unknown>, unknown, unknown> | Promise<unknown>;

/** A wait for the moment that a started task is ready, with what it said then. */
export interface Started<T> extends Wait<T> {
  /** The task, which goes on after it was ready. */
  readonly task: Task;
}

/** Waits until a started task says that it is ready, or is over before that. */
export class ReadyWait<T> extends OwnedWait<T> implements Started<T>, Waiter {
  constructor(
    owner: TaskNode,
    private readonly child: TaskNode,
  ) {
    super(owner);
    this.enter();
  }

  get task(): Task {
    return this.child;
  }

  ready(value: T): void {
    if (!this.isPending) return;
    this.leave();
    // Ready is not over: a failure to come is nobody's yet.
    this.child.bits &= ~TaskBit.Call;
    this.settle(value);
  }

  wake(): void {
    this.fail(new NotReadyError(this.child.name));
  }

  wakeWithError(error: unknown): void {
    this.fail(error);
  }

  describe(): string {
    return `"${this.child.name}" to be ready`;
  }

  override park(waiter: Waiter): boolean {
    const parks = super.park(waiter);
    // Until it was ready.
    if (this.child.has(TaskBit.Call)) this.child.bits |= TaskBit.Observed;
    return parks;
  }

  protected enter(): void {
    if (this.child.parkUnheard(this)) return;
    try {
      (this.child as BaseWait<unknown>).outcome();
      this.wake();
    } catch (error) {
      this.fail(error);
    }
  }

  protected leave(): void {
    this.child.unpark(this);
  }
}
