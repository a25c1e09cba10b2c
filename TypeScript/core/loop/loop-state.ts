// SPDX-License-Identifier: MIT

/**
 * What a component's loop does.
 *
 * - `not-started`: play has not begun for it, or nobody has started it
 * - `running`: it lives; it may be paused
 * - `ending`: its tasks are being ended
 * - `restarting`: it ended from inside itself, and begins afresh in the component's next tick
 * - `ended`: it is gone; it may be started again
 *
 * `ETransientLoopState` in `TransientLoopState.h` is the same list.
 */
export const LOOP_STATES = ['not-started', 'running', 'ending', 'restarting', 'ended'] as const;

export type LoopState = (typeof LOOP_STATES)[number];
