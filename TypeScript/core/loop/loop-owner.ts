// SPDX-License-Identifier: MIT
import type { Holding } from '../task/holding';
import type { TaskNode } from '../task/task-node';
import type { TransientLoop } from './transient-loop';

/** Whom something belongs to that ends with its owner and stands still with it: a task, or a loop. */
export interface Owner {
  readonly loop: TransientLoop;
  readonly isOver: boolean;
  readonly isPaused: boolean;
  /** In whose name it runs. */
  readonly actsAs: TaskNode;
  hold(holding: Holding): void;
  letGo(holding: Holding): void;
}

/** The loop as an owner, of what belongs to no task. */
export class LoopOwner implements Owner {
  private readonly holdings = new Set<Holding>();

  constructor(readonly loop: TransientLoop) {}

  get isOver(): boolean {
    return this.loop.endReason !== null;
  }

  get isPaused(): boolean {
    return this.loop.isPaused;
  }

  get actsAs(): TaskNode {
    return this.loop.main;
  }

  hold(holding: Holding): void {
    this.holdings.add(holding);
  }

  letGo(holding: Holding): void {
    this.holdings.delete(holding);
  }

  pause(): void {
    for (const holding of this.holdings) holding.pause?.();
  }

  resume(): void {
    for (const holding of this.holdings) holding.resume?.();
  }

  abandonAll(): void {
    for (const holding of [...this.holdings]) holding.abandon();
  }
}
