// SPDX-License-Identifier: MIT
// The few parts of the engine that this host calls, as PuerTS reflects them. A project's own `ue.d.ts` has them all.

export interface EngineVector {
  X: number;
  Y: number;
  Z: number;
}

export interface EngineObject {
  GetName(): string;
  GetClass(): EngineObject;
  GetOuter(): EngineObject;
}

/** `$MulticastDelegate`. */
export interface EngineMulticastDelegate {
  Add(handler: (...values: unknown[]) => void): void;
  Remove(handler: (...values: unknown[]) => void): void;
}

/** `FLatentActionInfo`. */
export interface EngineLatentActionInfo {
  readonly UUID: number;
  readonly CallbackTarget: EngineObject | null | undefined;
}

/** `TArray`. */
export interface EngineArray<T> {
  Num(): number;
  Get(index: number): T;
}

export interface EngineActor extends EngineObject {
  readonly OnDestroyed: EngineMulticastDelegate;
  readonly OnEndPlay: EngineMulticastDelegate;
  K2_GetComponentsByClass(componentClass: EngineObject): EngineArray<EngineObject>;
  CustomTimeDilation: number;
  K2_GetActorLocation(): EngineVector;
  K2_SetActorLocation(location: EngineVector, sweep: boolean, hit: undefined, teleport: boolean): boolean;
  K2_DestroyActor(): void;
  GetLevel(): EngineObject;
}

export interface LoopComponent extends EngineObject {
  GetOwner(): EngineActor;
}

/** `UTransientLoopSubsystem`. */
export interface LoopSubsystem extends EngineObject {
  GetComponentOfSlot(slot: number): LoopComponent | undefined;
  /** What is in the world that scripts on the hub are in: the game instance, or the world of the editor. */
  GetHubContext(): EngineObject;
}
