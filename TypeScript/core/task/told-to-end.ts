// SPDX-License-Identifier: MIT

const TOLD = new WeakSet<object>();

/** Notes that this error refuses the waits of a task that was told to end. */
export function tellToEnd<E extends Error>(error: E): E {
  TOLD.add(error);
  return error;
}

/**
 * True for an error that is no news: it ended a function of a task that was told to end.
 *
 * A host asks this of unhandled rejections: a function that a task called and does not await ends without a report.
 */
export function wasToldToEnd(error: unknown): boolean {
  return typeof error === 'object' && error !== null && TOLD.has(error);
}
