// SPDX-License-Identifier: MIT

/** What a loop asks once in every tick. */
export interface Polled {
  /** True if it may be dropped from the list. */
  poll(): boolean;
  /** The loop ended. */
  abandon(): void;
}

/** Waits of one loop that are asked once in every tick, in the order they were made. */
export class WaitList {
  private waits: Polled[] = [];

  get isEmpty(): boolean {
    return this.waits.length === 0;
  }

  add(wait: Polled): void {
    this.waits.push(wait);
  }

  /**
   * Asks every wait, except those made meanwhile, which are asked next time.
   *
   * After each wait that is over its tasks run, before the next one is asked.
   */
  poll(loop: { afterStep(): unknown }): void {
    const { waits } = this;
    const count = waits.length;
    let kept = 0;
    for (let place = 0; place < count; place += 1) {
      const wait = waits[place]!;
      if (wait.poll()) loop.afterStep();
      else waits[kept++] = wait;
    }
    if (kept === count) return;
    for (let place = count; place < waits.length; place += 1) waits[kept++] = waits[place]!;
    waits.length = kept;
  }

  /** Refuses whoever waits here for a loop that has ended. */
  abandonAll(): void {
    const { waits } = this;
    this.waits = [];
    for (const wait of waits) wait.abandon();
  }
}
