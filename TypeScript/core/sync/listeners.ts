// SPDX-License-Identifier: MIT
import { lasting, type LoopError } from '../errors';
import type { Holding } from '../task/holding';
import type { TaskNode } from '../task/task-node';

/** Who hears of an emission: a wait for the next one, or a subscriber. */
export interface Listener {
  /** Emissions that had begun when it was added: it hears of later ones only. */
  since: number;
  hear(values: readonly unknown[]): void;
  /** There will be no more emissions. */
  stop(error: LoopError): void;
}

/** The listeners of a signal, in the order they came. */
export class Listeners implements Holding {
  private readonly set = new Set<Listener>();
  private emissions = 0;
  private end: LoopError | null = null;

  /**
   * @param title - what they listen to, in a few words
   * @param owner - the task they end with, if there is one
   */
  constructor(
    readonly title: string,
    private owner: TaskNode | null,
  ) {
    owner?.hold(this);
  }

  get size(): number {
    return this.set.size;
  }

  add(listener: Listener): void {
    if (this.end !== null) {
      listener.stop(this.end);
      return;
    }
    listener.since = this.emissions;
    this.set.add(listener);
  }

  remove(listener: Listener): void {
    this.set.delete(listener);
  }

  emit(values: readonly unknown[]): void {
    this.emissions += 1;
    const emission = this.emissions;
    // A set goes on over what is removed and what is added meanwhile: the former is left out, the latter comes too early.
    for (const listener of this.set) {
      if (listener.since < emission) listener.hear(values);
    }
  }

  abandon(): void {
    this.end = lasting(this.owner!.lostWait());
    this.owner = null;
    this.stopAll(this.end);
  }

  protected stopAll(error: LoopError): void {
    const listeners = [...this.set];
    this.set.clear();
    for (const listener of listeners) listener.stop(error);
  }
}
