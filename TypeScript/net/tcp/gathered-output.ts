// SPDX-License-Identifier: MIT
import type { Socket } from 'node:net';

/** Those that hold something back, until the promise jobs after the step in progress. */
const HOLDING: GatheredOutput[] = [];
const NOW = Promise.resolve();

/**
 * Gathers what is written to a socket in one go, by a tick or in answer to a chunk, and hands it over as one write: a call into
 * the kernel costs more than all else about a short message.
 *
 * Nothing waits longer than to the end of what runs now: promise jobs run after each crossing of a loop, and after each event of
 * a socket.
 */
export class GatheredOutput {
  private isHolding = false;

  constructor(private readonly socket: Socket) {}

  /** Holds back what is written from now on. */
  gather(): void {
    if (this.isHolding) return;
    this.isHolding = true;
    this.socket.cork();
    if (HOLDING.push(this) === 1) void NOW.then(flushAll);
  }

  /** Hands over what is held back, now. */
  flush(): void {
    if (!this.isHolding) return;
    this.isHolding = false;
    this.socket.uncork();
  }
}

function flushAll(): void {
  for (const output of HOLDING.splice(0)) output.flush();
}
