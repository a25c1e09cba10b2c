// SPDX-License-Identifier: MIT
import type { TaskNode } from './task-node';
import type { TimerTarget } from './timer-slots';
import { BaseWait, type Waiter } from './wait';

/** Generation of a sleep whose timer was given back before it fired; no timer slot has it. */
const LOST = -1;

/**
 * A wait for seconds of the actor's game time.
 *
 * The usual case, a task that waits for its own sleep at once, keeps nothing but the timer slot: this object is garbage
 * as soon as `yield*` has asked for its iterator.
 */
export class SleepWait extends BaseWait<void> implements TimerTarget {
  private readonly timer: number;
  private generation: number;
  private waiters: Waiter[] | null = null;

  constructor(
    readonly owner: TaskNode,
    now: number,
    due: number,
  ) {
    super();
    const { loop } = owner;
    this.timer = loop.registry.timers.add(loop.slot, now, due, this);
    this.generation = loop.registry.timers.generationOf(this.timer);
    owner.openWaits += 1;
  }

  /** Makes the timer wake the task itself; false if the sleep is over already. */
  parkOwner(task: TaskNode): boolean {
    if (!this.isLive() || task !== this.owner || this.waiters !== null) return false;
    task.loop.registry.timers.setTarget(this.timer, task);
    task.openWaits -= 1;
    task.timer = this.timer;
    return true;
  }

  park(waiter: Waiter): boolean {
    if (!this.isLive()) return false;
    if (this.owner.timer === this.timer) this.takeBack();
    (this.waiters ??= []).push(waiter);
    return true;
  }

  unpark(waiter: Waiter): void {
    const place = this.waiters?.indexOf(waiter) ?? -1;
    if (place >= 0) this.waiters!.splice(place, 1);
  }

  outcome(): void {
    // A sleep has no result.
    if (this.generation === LOST) throw this.owner.lostWait();
  }

  describe(): string {
    const { timers } = this.owner.loop.registry;
    return this.isLive() ? `sleep until ${timers.dueOf(this.timer).toFixed(3)} s` : 'sleep';
  }

  timerFired(): void {
    this.owner.openWaits -= 1;
    this.release((waiter) => waiter.wake(undefined));
  }

  /** Gives the timer back because the task that made it is over. */
  abandon(): void {
    const { loop } = this.owner;
    loop.registry.timers.remove(loop.slot, this.timer);
    this.owner.openWaits -= 1;
    this.generation = LOST;
    const error = this.owner.lostWait();
    this.release((waiter) => waiter.wakeWithError(error));
  }

  /** Stands between the timer and its task again, because somebody else waits for the same sleep. */
  private takeBack(): void {
    const { owner } = this;
    owner.loop.registry.timers.setTarget(this.timer, this);
    owner.timer = -1;
    owner.openWaits += 1;
    owner.waitingFor = this;
    this.waiters = [owner];
  }

  private isLive(): boolean {
    return this.owner.loop.registry.timers.isLive(this.timer, this.generation);
  }

  private release(wake: (waiter: Waiter) => void): void {
    const waiters = this.waiters;
    this.waiters = null;
    waiters?.forEach(wake);
  }
}
