// SPDX-License-Identifier: MIT
import type { MulticastDelegate } from 'transient-loop';

/** A multicast delegate with no engine behind it: a test calls it, and looks at what is bound. */
export class TestDelegate<Args extends unknown[] = unknown[]> implements MulticastDelegate<Args> {
  private readonly handlers: ((...values: Args) => void)[] = [];

  /** How many functions are bound. */
  get bound(): number {
    return this.handlers.length;
  }

  Add(handler: (...values: Args) => void): void {
    this.handlers.push(handler);
  }

  Remove(handler: (...values: Args) => void): void {
    const place = this.handlers.indexOf(handler);
    if (place >= 0) this.handlers.splice(place, 1);
  }

  /** Calls all that are bound. */
  Broadcast(...values: Args): void {
    for (const handler of [...this.handlers]) handler(...values);
  }

  Clear(): void {
    this.handlers.length = 0;
  }
}
