// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';

/**
 * What becomes of a value for which there is no room.
 *
 * - `drop-oldest`: it takes the place of the value that waits longest
 * - `drop-newest`: it is dropped
 * - `latest`: only the newest value is kept
 * - `error`: the stream ends with a {@link ChannelFullError}, after the values that wait
 */
export type StreamOverflow = 'drop-oldest' | 'drop-newest' | 'latest' | 'error';

export const STREAM_OVERFLOWS: readonly StreamOverflow[] = ['drop-oldest', 'drop-newest', 'latest', 'error'];

/**
 * Values that may wait where nobody says how many: what 10,000 a second bring in the longest frame that the engine lets
 * pass, 0.4 s. A flood is an error before it is a matter of memory.
 */
export const DEFAULT_CAPACITY = 4096;

/** How many values may wait, and what becomes of one more. */
export interface Room {
  readonly capacity: number;
  readonly overflow: StreamOverflow;
}

export interface RoomOptions {
  /** Values that may wait, a whole number of 1 or more. */
  readonly capacity?: number;
  readonly overflow?: StreamOverflow;
}

/** Checks the room that a subscription is given; null for one without bounds. */
export function roomOf(call: string, options: RoomOptions | undefined): Room | null {
  if (options?.capacity === undefined && options?.overflow === undefined) return null;
  const { overflow = 'error' } = options;
  assertOneOf(`${call}: overflow`, STREAM_OVERFLOWS, overflow);
  return { capacity: capacityFrom(call, overflow, options.capacity), overflow };
}

export function assertOneOf(what: string, known: readonly string[], value: unknown): void {
  if (!known.includes(value as string)) throw new ArgumentError(what, `one of ${known.join(', ')}`, value);
}

export function capacityFrom(call: string, overflow: string, capacity: number | undefined): number {
  if (capacity === undefined) return overflow === 'latest' ? 1 : DEFAULT_CAPACITY;
  if (!Number.isInteger(capacity) || capacity < 1) {
    throw new ArgumentError(`${call}: capacity`, 'a whole number, 1 or more', capacity);
  }
  if (overflow === 'latest' && capacity !== 1) {
    throw new ArgumentError(`${call}: capacity`, 'none, or 1, with the overflow policy "latest"', capacity);
  }
  return capacity;
}
