// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';

/** A list of contestants, and their keys if they came as a record. */
export interface Keyed {
  readonly list: readonly unknown[];
  readonly keys: readonly string[] | null;
}

/** @throws {ArgumentError} for anything but a list or a plain record */
export function keyed(what: string, contestants: unknown): Keyed {
  if (Array.isArray(contestants)) return { list: contestants, keys: null };
  if (typeof contestants !== 'object' || contestants === null || Symbol.iterator in contestants) {
    throw new ArgumentError(what, 'a list or a record of contestants', contestants);
  }
  return { list: Object.values(contestants), keys: Object.keys(contestants) };
}

/** Values under the keys that their contestants came with. */
export function toRecord(keys: readonly string[] | null, values: readonly unknown[]): unknown {
  return keys === null ? values : Object.fromEntries(keys.map((key, index) => [key, values[index]]));
}
