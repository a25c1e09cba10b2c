// SPDX-License-Identifier: MIT
import { timerMs } from './argument-checks';
import { nodeModule } from './node-backend';

/**
 * Calls once after so many real seconds, unless the function it returns is called before. Infinity never calls.
 *
 * It is Node's timer, also where PuerTS has put others in the place of the globals.
 */
export function deadline(seconds: number, onPassed: () => void): () => void {
  if (seconds === Infinity) return () => undefined;
  const { setTimeout, clearTimeout } = nodeModule('timers', 'time-outs');
  const timer = setTimeout(onPassed, timerMs(seconds));
  return () => clearTimeout(timer);
}
