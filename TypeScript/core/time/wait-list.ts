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
  /** Never shortened: an array that is emptied gives its memory away, and takes new in every tick. */
  private waits: (Polled | null)[] = [];
  private size = 0;

  get isEmpty(): boolean {
    return this.size === 0;
  }

  add(wait: Polled): void {
    this.waits[this.size] = wait;
    this.size += 1;
  }

  /**
   * Asks every wait, except those made meanwhile, which are asked next time.
   *
   * After each wait that is over its tasks run, before the next one is asked.
   */
  poll(loop: { afterStep(): unknown }): void {
    const { waits, size: count } = this;
    let kept = 0;
    for (let place = 0; place < count; place += 1) {
      const wait = waits[place]!;
      if (wait.poll()) loop.afterStep();
      else waits[kept++] = wait;
    }
    // Nothing is left of a list whose loop has ended meanwhile.
    if (kept === count || waits !== this.waits) return;
    for (let place = count; place < this.size; place += 1) waits[kept++] = waits[place]!;
    waits.fill(null, kept, this.size);
    this.size = kept;
  }

  /** Refuses whoever waits here for a loop that has ended. */
  abandonAll(): void {
    const { waits, size } = this;
    this.waits = [];
    this.size = 0;
    for (let place = 0; place < size; place += 1) waits[place]!.abandon();
  }
}
