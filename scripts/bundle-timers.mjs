// SPDX-License-Identifier: MIT
// Stands in the bundle where RxJS calls `setTimeout`.

/**
 * Gives a timer a delay if it has none. PuerTS's own `setTimeout` throws without one, and RxJS reports an error that nobody
 * handles in such a timer: it would be lost.
 */
export const setTimeout = (handler, milliseconds = 0, ...values) =>
  globalThis.setTimeout(handler, milliseconds, ...values);
