// SPDX-License-Identifier: MIT
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { promiseJobs } from './test-loop';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Whether nothing holds the object any more. */
export async function isCollected(object: WeakRef<object>): Promise<boolean> {
  for (let tries = 0; tries < 4 && object.deref() !== undefined; tries += 1) {
    // What was read through a WeakRef is held until the job in progress is over.
    await promiseJobs();
    collectGarbage();
  }
  return object.deref() === undefined;
}

/** Bytes in use after a collection. */
export function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/**
 * Bytes that one run of an action allocates, in the first round of so many that allocates less than the limit.
 *
 * Early rounds allocate more: numbers are boxed until the compiler has seen to it. A round that a collection fell into says
 * nothing.
 */
export function bytesPerRound(action: () => void, times: number, limit: number): number {
  let least = Infinity;
  for (let round = 0; round < 60 && least >= limit; round += 1) {
    const before = heapInUse();
    for (let left = times; left > 0; left -= 1) action();
    const bytes = (process.memoryUsage().heapUsed - before) / times;
    if (bytes >= 0) least = Math.min(least, bytes);
  }
  return least;
}
