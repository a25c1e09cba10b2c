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

export interface EngineActor extends EngineObject {
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
}
