// SPDX-License-Identifier: MIT

/** What other scripts read and set of a component, by number. `ETransientLoopSetting` in `TransientLoopSetting.h` is the same list. */
export const LoopSetting = {
  Clock: 0,
  TickBudgetSteps: 1,
  TickBudgetMilliseconds: 2,
  TickEvenWhenPaused: 3,
  ErrorPolicy: 4,
  AutoStart: 5,
  Hibernate: 6,
  Batch: 7,
} as const;

/**
 * What the default time of a loop follows: what scripts read as `self.now` and sleep on unless they say otherwise.
 *
 * - `game`: the actor's game time, which stands in pause and follows dilation
 * - `unpaused`: follows dilation, and goes on in pause
 * - `real`: follows neither, and no hitch is cut from it
 *
 * `ETransientLoopClock` in `TransientLoopClock.h` is the same list.
 */
export const LOOP_CLOCKS = ['game', 'unpaused', 'real'] as const;

export type LoopClock = (typeof LOOP_CLOCKS)[number];
