// SPDX-License-Identifier: MIT
import { Random } from './random';
import { chooseSeed } from './seed';

/**
 * Cuts bytes where the seed decides, as a network may: in the middle of lines and of characters, some chunks of one byte.
 *
 * @param bytes - text is taken as UTF-8
 * @param seed - default that of all tests
 * @example from(splitBytes('one\ntwo\n')).subscribe(…) // an Observable of chunks
 */
export function splitBytes(bytes: Uint8Array | string, seed?: number): Uint8Array[] {
  const whole = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const random = new Random(chooseSeed(seed), 'chunks');
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < whole.length;) {
    // Every other chunk is short, so that small texts are cut as well.
    const longest = random.below(2) === 0 ? 3 : Math.max(3, whole.length >> 1);
    const end = start + 1 + random.below(longest);
    chunks.push(whole.subarray(start, end));
    start = end;
  }
  return chunks;
}
