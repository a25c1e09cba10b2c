// SPDX-License-Identifier: MIT
import type { Holding } from '../task/holding';
import type { TaskNode } from '../task/task-node';

/** The right to go on, until it is released. */
export interface Permit {
  /** True once it was released, by hand or because the task that acquired it is over. */
  readonly isReleased: boolean;

  /** Gives the permit back, to the next in line. Idempotent; any task may do it. */
  release(): void;
}

/** Where permits come from and go back to. */
export interface PermitSource {
  takeBack(permit: HeldPermit): void;
}

/** A permit of one task: it goes back at the latest when that task is over. */
export class HeldPermit implements Permit, Holding {
  isReleased = false;

  constructor(
    private readonly source: PermitSource,
    readonly holder: TaskNode,
  ) {
    holder.hold(this);
  }

  release(): void {
    if (this.isReleased) return;
    this.isReleased = true;
    this.holder.letGo(this);
    this.source.takeBack(this);
  }

  abandon(): void {
    this.release();
  }
}
