// SPDX-License-Identifier: MIT
import type { TaskNode } from '../task/task-node';
import { OwnedWait } from '../wait/owned-wait';
import type { OtherClock } from './clock';
import type { OtherClocks } from './other-clocks';
import type { TimerTarget } from './timer-slots';

/** A wait for seconds of the unpaused or the real clock. */
export class ClockWait extends OwnedWait<void> implements TimerTarget {
  private due: number;
  private timer = -1;
  /** Seconds left while its task is paused. */
  private left: number | undefined = undefined;

  constructor(
    owner: TaskNode,
    private readonly clocks: OtherClocks,
    private readonly clock: OtherClock,
    seconds: number,
  ) {
    super(owner);
    this.due = clocks.now(owner.loop, clock) + seconds;
    this.enter();
  }

  sleeperOn(): null {
    return null;
  }

  timerFired(): void {
    this.timer = -1;
    this.settle(undefined);
    // Nobody else wants it: a sleep that nobody waited for is over all the same.
    this.outcome();
  }

  override pause(): void {
    if (!this.isPending || this.timer < 0) return;
    this.left = this.due - this.clocks.now(this.owner.loop, this.clock);
    this.leave();
  }

  override resume(): void {
    if (!this.isPending || this.left === undefined) return;
    this.due = this.clocks.now(this.owner.loop, this.clock) + this.left;
    this.left = undefined;
    this.enter();
  }

  describe(): string {
    return `sleep until ${this.due.toFixed(3)} s of ${this.clock} time`;
  }

  protected enter(): void {
    this.timer = this.clocks.add(this.owner.loop, this.clock, this.due, this);
  }

  protected leave(): void {
    if (this.timer >= 0) this.clocks.remove(this.owner.loop, this.clock, this.timer);
    this.timer = -1;
  }
}
