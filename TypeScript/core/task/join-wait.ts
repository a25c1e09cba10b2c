// SPDX-License-Identifier: MIT
import { OwnedWait } from '../wait/owned-wait';
import type { BaseWait, Waiter } from '../wait/wait';
import type { TaskNode } from './task-node';
import { reportAwaitCycle } from './await-cycle';
import { TaskBit } from './task-state';

/** A wait of one task for any other, of any loop: it is settled in the waiter's own tick. */
export class JoinWait extends OwnedWait<unknown> implements Waiter {
  constructor(
    owner: TaskNode,
    private readonly joined: TaskNode,
  ) {
    super(owner);
    this.enter();
  }

  wake(value: unknown): void {
    this.settle(value);
  }

  wakeWithError(error: unknown): void {
    this.fail(error);
  }

  describe(): string {
    return this.joined.describe();
  }

  override awaitedTask(): TaskNode {
    return this.joined;
  }

  override park(waiter: Waiter): boolean {
    const parks = super.park(waiter);
    this.joined.bits |= TaskBit.Observed;
    if (parks) reportAwaitCycle(this.owner, this.joined);
    return parks;
  }

  protected enter(): void {
    if (this.joined.parkUnheard(this)) return;
    try {
      this.settle((this.joined as BaseWait<unknown>).outcome());
    } catch (error) {
      this.fail(error);
    }
  }

  protected leave(): void {
    this.joined.unpark(this);
  }
}
