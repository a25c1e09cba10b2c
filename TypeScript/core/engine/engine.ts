// SPDX-License-Identifier: MIT

/** What the core asks of an engine besides ticks. */
export interface Engine {
  /**
   * Watches an object: its end is told once, by `LifecycleOperation.ObjectEnded` and the number that this gives.
   *
   * @returns a number above 0; 0 if the object has ended already; -1 for what is no object of the engine
   */
  watchObject(object: object): number;
  /** Takes the watch back. Does nothing for one that was told. */
  unwatchObject(watch: number): void;
}
