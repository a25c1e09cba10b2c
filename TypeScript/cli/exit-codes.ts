// SPDX-License-Identifier: MIT

export const NOTHING_LEFT = 0;
/** Something was left behind, or the run failed. */
export const FAILED = 1;
/** A wrong option, or a level file that cannot be used. */
export const BAD_USAGE = 2;
