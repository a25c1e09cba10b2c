// SPDX-License-Identifier: MIT
import { NetError } from './net-error';

/** @throws {NetError} `ARGUMENT` unless the value is a whole number from `least` on, or Infinity */
export function expectCount(name: string, value: number, least = 1): number {
  if (value === Infinity || (Number.isInteger(value) && value >= least)) return value;
  throw wrongArgument(name, `a whole number of at least ${least}`, value);
}

/** @throws {NetError} `ARGUMENT` unless the value is a number above 0; Infinity is one */
export function expectSeconds(name: string, value: number): number {
  if (typeof value === 'number' && value > 0) return value;
  throw wrongArgument(name, 'a number of seconds above 0', value);
}

/** @throws {NetError} `ARGUMENT` unless the value is a port number */
export function expectPort(value: number, least: 0 | 1): number {
  if (Number.isInteger(value) && value >= least && value <= 65_535) return value;
  throw wrongArgument('port', `a whole number from ${least} to 65535`, value);
}

/** @throws {NetError} `ARGUMENT` unless the value is a host name or an address */
export function expectHost(value: string): string {
  if (typeof value === 'string' && /^[\w.:%-]+$/.test(value)) return value;
  throw wrongArgument('host', 'a host name or an address', value);
}

/** Gives seconds to Node's timers, which fire at once for more than 24.8 days. */
export function timerMs(seconds: number): number {
  return Math.min(seconds * 1000, 2 ** 31 - 1);
}

/** The error of an argument that is not what it should be. */
export function wrongArgument(name: string, expected: string, came: unknown): NetError {
  const text = typeof came === 'string' ? JSON.stringify(came.slice(0, 60)) : String(came);
  return new NetError('ARGUMENT', `${name} to be ${expected}`, `got ${text}`);
}
