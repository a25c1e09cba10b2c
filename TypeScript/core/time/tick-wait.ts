// SPDX-License-Identifier: MIT
import type { TaskNode } from '../task/task-node';
import { ListedWait } from './listed-wait';

/** Counts the ticks in which its loop was crossed. */
export interface TickCounter {
  readonly ticks: number;
}

/** A wait for a number of ticks of the component. */
export class TickWait extends ListedWait<void> {
  private readonly lastTick: number;

  constructor(
    owner: TaskNode,
    private readonly counter: TickCounter,
    count: number,
  ) {
    super(owner);
    this.lastTick = counter.ticks + count;
  }

  override isOver(): boolean {
    return this.counter.ticks >= this.lastTick;
  }

  describe(): string {
    const left = this.lastTick - this.counter.ticks;
    return left <= 1 ? 'the next tick' : `${left} ticks`;
  }
}
