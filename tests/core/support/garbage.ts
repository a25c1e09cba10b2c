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
