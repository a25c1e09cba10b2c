// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';

/**
 * The clocks of an actor, in the order in which their timers run in one tick.
 *
 * - `game`: stops in pause, follows global and custom dilation
 * - `unpaused`: game time that goes on in pause
 * - `real`: seconds of the world's real time; neither stopped nor dilated, and not cut by the engine's hitch clamp
 */
export const CLOCKS = ['game', 'unpaused', 'real'] as const;

export type Clock = (typeof CLOCKS)[number];

/** The clocks that C++ looks at only where somebody uses them. */
export const OTHER_CLOCKS = ['unpaused', 'real'] as const;

export type OtherClock = (typeof OTHER_CLOCKS)[number];

export interface SleepOptions {
  /** Whose seconds are counted; default `game`. */
  readonly clock?: Clock;
}

/** Reads a clock that somebody was given. */
export function clockFrom(call: string, value: unknown): Clock {
  if (CLOCKS.includes(value as Clock)) return value as Clock;
  throw new ArgumentError(call, 'a clock, "game", "unpaused" or "real"', value);
}

/** Reads the clock of options that somebody was given. */
export function clockOf(call: string, options: unknown): Clock {
  if (typeof options !== 'object' || options === null) {
    throw new ArgumentError(call, 'options such as { clock: "real" }', options);
  }
  const { clock = 'game' } = options as { clock?: unknown };
  return clockFrom(call, clock);
}
