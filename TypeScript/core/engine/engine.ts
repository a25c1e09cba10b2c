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

  /**
   * Makes what a latent function of the engine is to be called with, in the world of a loop; null if that has no world.
   *
   * How the action ends is told once, by `LatentResumed` or `LatentAborted` of `LifecycleOperation` and its number.
   */
  beginLatent(slot: number): LatentStart | null;
  /** The latent function was called. False if it began no action, or one in another world. */
  commitLatent(action: number): boolean;
  /** Takes the action back; nothing of it is told any more. */
  cancelLatent(action: number): void;

  /** An async action of the engine is needed no more: `SetReadyToDestroy`, which no script can reach. */
  releaseAsyncAction(action: object): void;
}

export interface LatentStart {
  /** Above 0. */
  readonly action: number;
  /** `FLatentActionInfo`. */
  readonly info: unknown;
}
