// SPDX-License-Identifier: MIT

/** Numbers that look random and are the same in every run with the same seed. */
export class Random {
  private state: number;

  /** @param purpose - what the numbers are for: each purpose has a series of its own, so that one more draw here moves nothing there */
  constructor(seed: number, purpose: string) {
    this.state = seed | 0;
    for (const character of purpose)
      this.state = Math.imul(this.state ^ character.codePointAt(0)!, 0x01000193);
  }

  /** A number from 0 to below 1. Source: mulberry32 by Tommy Ettinger, public domain. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** The items in another order. */
  shuffled<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let place = shuffled.length - 1; place > 0; place -= 1) {
      const other = this.below(place + 1);
      [shuffled[place], shuffled[other]] = [shuffled[other]!, shuffled[place]!];
    }
    return shuffled;
  }
}
