// SPDX-License-Identifier: MIT
// Stands in the bundle where RxJS calls `setTimeout`.
import { takeUnhandled } from '../TypeScript/core/stream/unhandled-error';

/**
 * Gives a timer a delay if it has none. PuerTS's own `setTimeout` throws without one, and RxJS reports an error that nobody
 * handles in such a timer, the only one it sets without a delay: it would be lost. In a tick, the loop reports it itself.
 */
export const setTimeout = (handler, milliseconds, ...values) =>
  milliseconds === undefined && takeUnhandled(handler)
    ? 0
    : globalThis.setTimeout(handler, milliseconds ?? 0, ...values);
