// SPDX-License-Identifier: MIT
import type { TaskNode } from '../task/task-node';
import type { LoopDetails } from '../loop/loop-details';
import { ListedWait } from './listed-wait';
import type { WaitList } from './wait-list';

/** Counts the ticks in which its loop was crossed. */
export interface TickCounter {
  readonly ticks: number;
}

/** A wait for a number of ticks of the component. */
export class TickWait extends ListedWait<void> {
  private lastTick: number;

  constructor(
    owner: TaskNode,
    private readonly counter: TickCounter,
    count: number,
  ) {
    super(owner);
    this.lastTick = counter.ticks + count;
  }

  override list(details: LoopDetails): WaitList {
    return details.tickWaits;
  }

  override isOver(): boolean {
    return this.counter.ticks >= this.lastTick;
  }

  protected override standStill(): void {
    this.lastTick += 1;
  }

  describe(): string {
    const left = this.lastTick - this.counter.ticks;
    return left <= 1 ? 'the next tick' : `${left} ticks`;
  }
}
