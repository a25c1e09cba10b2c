// SPDX-License-Identifier: MIT
import type { LoopDetails } from '../loop/loop-details';
import type { TaskNode } from '../task/task-node';
import { TaskBit } from '../task/task-state';
import type { WaitList } from './wait-list';
import { BaseWait, type Waiter } from '../wait/wait';

type Phase = 'pending' | 'laid-aside' | 'over' | 'failed';

/** A wait that its loop asks in every tick: it stands in a list of the loop until it is over. */
export abstract class ListedWait<T> extends BaseWait<T> {
  private phase: Phase = 'pending';
  private error: unknown;
  /** Most have one. */
  private waiters: Waiter | Waiter[] | null = null;
  private isListed = true;

  constructor(readonly owner: TaskNode) {
    super();
  }

  /** The list of its loop that it stands in. */
  abstract list(details: LoopDetails): WaitList;

  /** Asked once a tick. A throw rejects the wait. */
  abstract isOver(): boolean;

  /** Lets a tick pass without counting it, because its task is paused. */
  protected standStill(): void {
    // Most waits count nothing.
  }

  /** Wakes the waiters if the wait is over now; true if the loop may drop it from its list. */
  poll(): boolean {
    if (this.owner.isOver) this.abandon();
    if (this.phase === 'laid-aside') this.isListed = false;
    if (this.phase !== 'pending') return true;
    if (this.owner.has(TaskBit.Paused)) {
      this.standStill();
      return false;
    }
    try {
      if (!this.isOver()) return false;
      this.finish('over');
    } catch (error) {
      this.error = error;
      this.finish('failed');
    }
    return true;
  }

  /** Rejects the wait because the task that made it is over, or left it in order to end. */
  abandon(): void {
    if (this.phase === 'laid-aside') this.phase = 'pending';
    if (this.phase !== 'pending') return;
    this.error = this.owner.lostWait();
    this.finish('failed');
  }

  park(waiter: Waiter): boolean {
    if (this.owner.isOver) this.abandon();
    if (this.phase === 'laid-aside') this.takeUp();
    if (this.phase !== 'pending') return false;
    if (this.waiters === null) this.waiters = waiter;
    else if (Array.isArray(this.waiters)) this.waiters.push(waiter);
    else this.waiters = [this.waiters, waiter];
    return true;
  }

  unpark(waiter: Waiter): void {
    const { waiters } = this;
    if (Array.isArray(waiters)) {
      const place = waiters.indexOf(waiter);
      if (place >= 0) waiters.splice(place, 1);
      if (waiters.length === 0) this.waiters = null;
    } else if (waiters === waiter) {
      this.waiters = null;
    }
    // One that lost its race is asked no more.
    if (this.phase === 'pending' && this.waiters === null) this.phase = 'laid-aside';
  }

  outcome(): T {
    if (this.phase === 'failed') throw this.error;
    // As with a sleep: one whose task is over is nobody's any more.
    if (this.owner.isOver) throw this.owner.lostWait();
    return undefined as T;
  }

  private takeUp(): void {
    this.phase = 'pending';
    if (this.isListed) return;
    this.isListed = true;
    this.owner.loop.poll(this);
  }

  private finish(phase: Phase): void {
    // A predicate may have ended its own task.
    if (this.phase !== 'pending') return;
    this.phase = phase;
    const { waiters } = this;
    this.waiters = null;
    if (Array.isArray(waiters)) for (const waiter of waiters) this.wake(waiter);
    else if (waiters !== null) this.wake(waiters);
  }

  private wake(waiter: Waiter): void {
    if (this.phase === 'failed') waiter.wakeWithError(this.error);
    else waiter.wake(undefined, this);
  }
}
