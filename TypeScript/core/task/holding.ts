// SPDX-License-Identifier: MIT

/** Something that a task holds, or owns, until it is over: a permit, an object that others wait on. */
export interface Holding {
  /** The task is over. */
  abandon(): void;
  /** The task is paused: what counts time stands still. */
  pause?(): void;
  /** The task goes on. */
  resume?(): void;
}
