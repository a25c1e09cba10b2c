// SPDX-License-Identifier: MIT
import type { TaskNode } from './task-node';
import { ListedWait } from './listed-wait';

/** A wait for a number of ticks of the component. */
export class TickWait extends ListedWait<void> {
  constructor(
    owner: TaskNode,
    private ticksLeft: number,
  ) {
    super(owner);
  }

  /** Counts one tick; true once there is none left to wait for. */
  override isOver(): boolean {
    this.ticksLeft -= 1;
    return this.ticksLeft <= 0;
  }

  describe(): string {
    return this.ticksLeft === 1 ? 'the next tick' : `${this.ticksLeft} ticks`;
  }
}
