// SPDX-License-Identifier: MIT
import type { TaskNode } from '../task/task-node';
import type { LoopDetails } from '../loop/loop-details';
import { ListedWait } from './listed-wait';
import type { WaitList } from './wait-list';

/** A wait until a predicate holds; it is asked at the end of each tick. */
export class UntilWait extends ListedWait<void> {
  constructor(
    owner: TaskNode,
    private readonly predicate: () => boolean,
  ) {
    super(owner);
  }

  override list(details: LoopDetails): WaitList {
    return details.untilWaits;
  }

  override isOver(): boolean {
    return this.predicate();
  }

  describe(): string {
    return `until ${this.predicate.name || 'a predicate'} holds`;
  }
}
