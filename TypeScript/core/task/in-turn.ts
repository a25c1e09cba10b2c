// SPDX-License-Identifier: MIT

/**
 * Does one thing after the other: what is asked for from inside comes after what is being done, not inside it.
 *
 * Tasks may wait for each other in chains, thousands long, and the stack is not.
 */
export class InTurn<T> {
  private readonly later: T[] = [];
  private isRunning = false;

  constructor(private readonly run: (item: T) => void) {}

  do(item: T): void {
    if (this.isRunning) {
      this.later.push(item);
      return;
    }
    this.isRunning = true;
    try {
      this.run(item);
      for (let place = 0; place < this.later.length; place += 1) this.run(this.later[place]!);
    } finally {
      this.later.length = 0;
      this.isRunning = false;
    }
  }
}
