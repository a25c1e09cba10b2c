// SPDX-License-Identifier: MIT

/** After so many attempts the delay has long been the longest there is. */
const MAX_DOUBLINGS = 30;

/**
 * How long to wait before an attempt: twice as long each time, and up to half of it less by chance, so that a thousand
 * clients of a server do not all come back at one moment.
 *
 * @param attempt - 1 for the first
 * @param chance - from 0 to 1
 */
export function backOffSeconds(
  attempt: number,
  firstSeconds: number,
  maxSeconds: number,
  chance: number,
): number {
  const full = Math.min(maxSeconds, firstSeconds * 2 ** Math.min(attempt - 1, MAX_DOUBLINGS));
  return full * (1 - chance / 2);
}
