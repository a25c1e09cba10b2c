// SPDX-License-Identifier: MIT
// The modules that PuerTS brings, as far as this host uses them.

declare module 'puerts' {
  export const argv: { getByName(name: string): unknown };
}

declare module 'cpp' {
  export const TransientLoopBinding: import('transient-loop/host').LoopBinding &
    import('transient-loop/host').SoundBinding;
}

declare module 'ue' {
  type EngineActor = import('./engine-types').EngineActor;
  type EngineObject = import('./engine-types').EngineObject;
  type EngineVector = import('./engine-types').EngineVector;

  export class Vector implements EngineVector {
    constructor(x: number, y: number, z: number);
    X: number;
    Y: number;
    Z: number;
  }

  export const TransientLoopComponent: {
    FindLoopNumber(actor: EngineActor, index: number): number;
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
