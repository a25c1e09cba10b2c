// SPDX-License-Identifier: MIT
import type { TaskNode } from '../task/task-node';
import { DUE_TOLERANCE } from '../loop/loop-memory';
import { CROSSINGS } from '../loop/loop-stack';
import type { TimerSlots, TimerTarget } from './timer-slots';
import { BaseWait, type Waiter } from '../wait/wait';

/** Generation of a sleep whose timer was given back before it fired; no timer slot has it. */
const LOST = -1;

/**
 * A wait for seconds of the actor's game time.
 *
 * The usual case, a task that waits for its own sleep at once, keeps nothing but the timer slot: this object is garbage
 * as soon as `yield*` has asked for its iterator.
 */
export class SleepWait extends BaseWait<void> implements TimerTarget {
  private waiters: Waiter[] | null = null;

  private constructor(
    readonly owner: TaskNode,
    private readonly timer: number,
    private generation: number,
  ) {
    super();
    owner.openWaits += 1;
  }

  /** A wait of so many seconds from now; null if that is due already and so would fire in this very tick, and again, for ever. */
  static make(owner: TaskNode, seconds: number): SleepWait | null {
    const { loop } = owner;
    // In its own crossing nothing of the loop's object is read.
    const { registry, slot, generation } = CROSSINGS.top === loop ? CROSSINGS : loop;
    const now = CROSSINGS.top === loop ? registry.memory.reached(slot) : loop.now;
    const due = now + seconds;
    if (due - DUE_TOLERANCE <= now) return null;
    const { timers } = registry;
    const timer = timers.add(slot, generation, now, due, owner);
    return new SleepWait(owner, timer, timers.generationOf(timer));
  }

  /** Makes the timer wake the task itself; false if the sleep is over already, or others wait for it too. */
  parkOwner(task: TaskNode): boolean {
    if (task !== this.owner || this.waiters !== null || !this.isLive()) return false;
    task.openWaits -= 1;
    task.timer = this.timer;
    return true;
  }

  park(waiter: Waiter): boolean {
    if (!this.isLive()) return false;
    if (this.owner.timer === this.timer) this.takeBack();
    if (this.waiters === null) this.timers.setTarget(this.timer, this);
    (this.waiters ??= []).push(waiter);
    return true;
  }

  unpark(waiter: Waiter): void {
    const place = this.waiters?.indexOf(waiter) ?? -1;
    if (place >= 0) this.waiters!.splice(place, 1);
  }

  outcome(): void {
    // A sleep has no result; one whose task is over is nobody's any more.
    if (this.generation === LOST || this.owner.isOver) throw this.owner.lostWait();
  }

  describe(): string {
    const { timers } = this;
    return this.isLive() ? `sleep until ${timers.dueOf(this.timer).toFixed(3)} s` : 'sleep';
  }

  sleeperOn(): null {
    return null;
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
    this.timers.setTarget(this.timer, this);
    owner.timer = -1;
    owner.openWaits += 1;
    owner.waitingFor = this;
    this.waiters = [owner];
  }

  private isLive(): boolean {
    return this.timers.isLive(this.timer, this.generation);
  }

  private get timers(): TimerSlots {
    const { loop } = this.owner;
    return (CROSSINGS.top === loop ? CROSSINGS : loop).registry.timers;
  }

  private release(wake: (waiter: Waiter) => void): void {
    const waiters = this.waiters;
    this.waiters = null;
    waiters?.forEach(wake);
  }
}
