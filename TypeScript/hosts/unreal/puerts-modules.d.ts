// SPDX-License-Identifier: MIT
// The modules that PuerTS brings, as far as this host uses them.

declare module 'puerts' {
  export const argv: { getByName(name: string): unknown };
}

declare module 'cpp' {
  export const TransientLoopBinding: import('transient-loop/host').LoopBinding &
    import('transient-loop/host').SoundBinding &
    import('transient-loop/host').EngineBinding;
}

declare module 'ue' {
  type EngineActor = import('./engine-types').EngineActor;
  type EngineObject = import('./engine-types').EngineObject;
  type EngineVector = import('./engine-types').EngineVector;
  type EngineLatentActionInfo = import('./engine-types').EngineLatentActionInfo;

  /** The class of all objects of the engine. */
  export class Object {}

  export class Actor extends Object {}

  export class ActorComponent extends Object {
    static StaticClass(): EngineObject;
  }

  export const TransientLoopEngineLibrary: {
    WatchObject(environment: number, object: EngineObject): number;
    BeginLatentAction(environment: number, slot: number): EngineLatentActionInfo;
    ReleaseAsyncAction(action: EngineObject): void;
  };

  export class Vector implements EngineVector {
    constructor(x: number, y: number, z: number);
    X: number;
    Y: number;
    Z: number;
  }

  export const TransientLoopComponent: {
    FindLoopNumber(actor: EngineActor, index: number): number;
    SetActorTimeDilation(actor: EngineActor, dilation: number): void;
  };

  export const TransientLoopSoundComponent: {
    FindOrAddSound(actor: EngineActor): number;
  };

  export const GameplayStatics: {
    GetTimeSeconds(context: EngineObject): number;
    GetWorldDeltaSeconds(context: EngineObject): number;
    IsGamePaused(context: EngineObject): boolean;
    SetGamePaused(context: EngineObject, paused: boolean): boolean;
    GetGlobalTimeDilation(context: EngineObject): number;
    SetGlobalTimeDilation(context: EngineObject, dilation: number): void;
    GetCurrentLevelName(context: EngineObject, removePrefix: boolean): string;
    OpenLevel(context: EngineObject, level: string): void;
  };
}
