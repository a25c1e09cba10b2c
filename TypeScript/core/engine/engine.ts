// SPDX-License-Identifier: MIT

/** What the core asks of an engine besides ticks. Environments, slots, watches and actions go by number. */
export interface Engine {
  /**
   * Watches an object: its end is told once, by `LifecycleOperation.ObjectEnded` and the number that this gives.
   *
   * @returns a number above 0; 0 if the object has ended already; -1 for what is no object of the engine
   */
  watchObject(environment: number, object: object): number;
  /** Takes the watch back. Does nothing for one that was told. */
  unwatchObject(environment: number, watch: number): void;

  /**
   * Makes what a latent function of the engine is to be called with, in the world of a loop; null if that has no world.
   *
   * How the action ends is told once, by `LatentResumed` or `LatentAborted` of `LifecycleOperation` and its number.
   */
  beginLatent(environment: number, slot: number): LatentStart | null;
  /** The latent function was called. False if it began no action, or one in another world. */
  commitLatent(environment: number, action: number): boolean;
  /** Takes the action back; nothing of it is told any more. */
  cancelLatent(environment: number, action: number): void;

  /** An async action of the engine is needed no more: `SetReadyToDestroy`, which no script can reach. */
  releaseAsyncAction(action: object): void;
}

export interface LatentStart {
  /** Above 0. */
  readonly action: number;
  /** `FLatentActionInfo`. */
  readonly info: unknown;
}

/** What C++ does with watches and latent actions; `TransientLoopWrap.cpp` is its other side. */
export interface EngineBinding {
  UnwatchObject(environment: number, watch: number): void;
  CommitLatentAction(environment: number, action: number): boolean;
  CancelLatentAction(environment: number, action: number): void;
}

/** The engine behind the plugin, as far as it is reached by numbers. */
export abstract class BoundEngine implements Engine {
  constructor(private readonly binding: EngineBinding) {}

  abstract watchObject(environment: number, object: object): number;
  abstract beginLatent(environment: number, slot: number): LatentStart | null;
  abstract releaseAsyncAction(action: object): void;

  unwatchObject(environment: number, watch: number): void {
    this.binding.UnwatchObject(environment, watch);
  }

  commitLatent(environment: number, action: number): boolean {
    return this.binding.CommitLatentAction(environment, action);
  }

  cancelLatent(environment: number, action: number): void {
    this.binding.CancelLatentAction(environment, action);
  }
}
