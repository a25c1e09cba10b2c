// SPDX-License-Identifier: MIT

/**
 * Why a loop ended. The first five are Unreal's `EEndPlayReason`, in its order; the numbers cross the border.
 *
 * Source of the five: https://dev.epicgames.com/documentation/unreal-engine/API/Runtime/Engine/EEndPlayReason__Type
 */
export const END_REASONS = [
  'destroyed',
  'level-transition',
  'end-play-in-editor',
  'removed-from-world',
  'quit',
  'stopped',
  'restarted',
  'environment-lost',
] as const;

export type EndReason = (typeof END_REASONS)[number];

/** Names the reason that C++ sent as a number; an unknown number reads as `stopped`. */
export function endReasonFromNumber(value: number): EndReason {
  return END_REASONS[value] ?? 'stopped';
}
