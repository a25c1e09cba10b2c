// SPDX-License-Identifier: MIT

/** Something that a task holds, or owns, until it is over: a permit, an object that others wait on. */
export interface Holding {
  /** The task is over. */
  abandon(): void;
}
