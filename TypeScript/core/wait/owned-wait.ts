// SPDX-License-Identifier: MIT
import type { TaskNode } from '../task/task-node';
import { TaskBit } from '../task/task-state';
import { BaseWait, type Waiter } from './wait';

type Phase = 'pending' | 'delivered' | 'succeeded' | 'failed';

/**
 * A wait of one task that somebody else settles: a place in a queue, a message to come, a promise.
 *
 * The task that made it owns it. If that task ends, or stops waiting, the place is given back; and a value that was
 * delivered meanwhile, and not seen by anybody, goes to the next in line.
 */
export abstract class OwnedWait<T> extends BaseWait<T> {
  private phase: Phase = 'pending';
  private value: unknown;
  private waiters: Waiter[] = [];
  private seenBy = 0;
  private hasLeft = false;

  constructor(readonly owner: TaskNode) {
    super();
    owner.addWait(this);
  }

  /** True until it is settled, or its owner ended. */
  get isPending(): boolean {
    return this.phase === 'pending';
  }

  /** True while somebody, or at least its maker, may still want the value. */
  get isWanted(): boolean {
    return this.phase === 'pending' && !this.owner.isOver && !this.owner.isRefusing;
  }

  /** True while nobody waits for it, but its maker may come to. */
  protected get isLoose(): boolean {
    return this.waiters.length === 0 && !this.hasLeft;
  }

  /** Gives the place up: the wait is settled, or nobody waits for it any more. */
  protected abstract leave(): void;

  /** Takes a place again, because somebody waits for it after all. */
  protected abstract enter(): void;

  /**
   * Passes on a value that was delivered here and that nobody has seen.
   *
   * @returns false if it is nobody else's: the wait keeps it then, else it waits again for whoever comes
   */
  protected giveBack(_value: T): boolean {
    return false;
  }

  /** Its task is paused: a wait for time stands still. */
  pause(): void {
    // Most waits do not count time.
  }

  /** Its task goes on. */
  resume(): void {
    // See pause.
  }

  /** Delivers the value. Does nothing if the wait is settled already. */
  settle(value: T): void {
    if (this.phase !== 'pending') return;
    this.value = value;
    if (this.waiters.length === 0) {
      // Kept, and taken back if the owner ends before anybody asked for it.
      this.phase = 'delivered';
      return;
    }
    this.close('succeeded');
    const waiters = this.take();
    this.seenBy = waiters.length;
    for (const waiter of waiters) waiter.wake(value, this);
  }

  /** Rejects the wait. Does nothing if it is settled already. */
  fail(error: unknown): void {
    if (this.phase !== 'pending') return;
    this.value = error;
    this.close('failed');
    for (const waiter of this.take()) waiter.wakeWithError(error);
  }

  /** Rejects the wait, or gives back its value that nobody has seen, because the task that made it is over. */
  abandon(): void {
    if (this.phase === 'delivered') {
      const { value } = this;
      this.value = this.owner.lostWait();
      this.close('failed');
      this.giveBack(value as T);
      return;
    }
    if (this.phase !== 'pending') return;
    this.leave();
    this.fail(this.owner.lostWait());
  }

  /** Gives up the place, or the value, of a wait that nobody waits for; it is taken again if somebody does. */
  layAside(): void {
    if (!this.isLoose) return;
    if (this.phase === 'delivered') this.returnValue();
    else if (this.phase === 'pending') this.stepBack();
  }

  park(waiter: Waiter): boolean {
    // Its owner is over, or was told to end: nobody else may have what it holds, or wait in its name.
    if (this.owner.isOver) this.abandon();
    else if (this.phase === 'delivered' && this.owner.isRefusing) this.refuse();
    if (this.phase !== 'pending') return false;
    if (this.waiters.length === 0 && this.hasLeft) {
      this.hasLeft = false;
      this.owner.addWait(this);
      this.enter();
      if (!this.isPending) return false;
    }
    this.waiters.push(waiter);
    return true;
  }

  unpark(waiter: Waiter): void {
    const place = this.waiters.indexOf(waiter);
    if (place < 0) return;
    this.waiters.splice(place, 1);
    if (this.waiters.length === 0 && this.phase === 'pending') this.stepBack();
  }

  override isReady(): boolean {
    return this.phase !== 'pending';
  }

  override takeBack(value: unknown): void {
    this.seenBy -= 1;
    if (this.seenBy === 0) this.returnValue(value as T);
  }

  outcome(): T {
    if (this.phase === 'delivered') this.close('succeeded');
    if (this.phase === 'failed') throw this.value;
    this.seenBy += 1;
    return this.value as T;
  }

  private close(phase: Phase): void {
    this.phase = phase;
    this.owner.removeWait(this);
  }

  /** Tells its task, which was told to end before it saw the value, of that. */
  private refuse(): void {
    const { value } = this;
    this.owner.bits |= TaskBit.Unwound;
    this.value = this.owner.refusal();
    this.close('failed');
    this.giveBack(value as T);
  }

  private stepBack(): void {
    this.hasLeft = true;
    this.owner.removeWait(this);
    this.leave();
  }

  private returnValue(value = this.value as T): void {
    if (!this.giveBack(value)) return;
    this.phase = 'pending';
    this.value = undefined;
    this.hasLeft = true;
    this.owner.removeWait(this);
  }

  private take(): readonly Waiter[] {
    const { waiters } = this;
    this.waiters = [];
    return waiters;
  }
}
