// SPDX-License-Identifier: MIT
// The modules that PuerTS brings, as far as this host uses them.

declare module 'puerts' {
  export const argv: { getByName(name: string): unknown };

  /** What a parameter that the engine writes to is called with. */
  export interface $Ref<T> {
    readonly __content: T;
  }
  export function $ref<T>(value: T): $Ref<T>;
  export function $unref<T>(ref: $Ref<T>): T;
}

declare module 'cpp' {
  export const TransientLoopBinding: import('transient-loop/host').LoopBinding &
    import('transient-loop/host').SoundBinding &
    import('transient-loop/host').EngineBinding;
}

declare module 'ue' {
  type EngineActor = import('./engine-types').EngineActor;
  type EngineArray<T> = import('./engine-types').EngineArray<T>;
  type EngineObject = import('./engine-types').EngineObject;
  type EngineVector = import('./engine-types').EngineVector;
  type EngineLatentActionInfo = import('./engine-types').EngineLatentActionInfo;

  /** The class of all objects of the engine. */
  export class Object {
    GetName(): string;
  }

  export class Actor extends Object {
    /** In the constructor of a class only. */
    CreateDefaultSubobjectGeneric<T extends Object>(name: string, kind: EngineObject): T;
  }

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

  /** `FTransientLoopSpawnOptions`. */
  export class TransientLoopSpawnOptions {
    Label: string;
    Location: EngineVector;
    ScriptModule: string;
    ScriptArguments: string;
    ErrorPolicy: number;
    Clock: number;
    bAutoStart: boolean;
    bHibernate: boolean;
    bBatch: boolean;
    bTickEvenWhenPaused: boolean;
    TickBudgetSteps: number;
    TickBudgetMilliseconds: number;
  }

  export const TransientLoopWorldLibrary: {
    FindActorClass(name: string): EngineObject | null | undefined;
    SpawnScriptedActor(
      context: EngineObject,
      actorClass: EngineObject,
      options: TransientLoopSpawnOptions,
      error: import('puerts').$Ref<string>,
    ): EngineActor | null | undefined;
    FindActorByLabel(context: EngineObject, label: string): EngineActor | null | undefined;
    GetWorldActors(context: EngineObject): EngineArray<EngineActor>;
    IsStreamedLevelVisible(context: EngineObject, level: string): boolean;
    SetStreamedLevelVisible(context: EngineObject, level: string, visible: boolean): boolean;
    EndGame(context: EngineObject): boolean;
  };

  export const KismetSystemLibrary: {
    GetDisplayName(object: EngineObject): string;
  };

  export class TransientLoopComponent extends ActorComponent {
    static FindLoopNumber(actor: EngineActor, index: number): number;
    static SetActorTimeDilation(actor: EngineActor, dilation: number): void;
    SetScript(module: string, scriptArguments: string): void;
    PostEvent(name: string, payload: string): boolean;
  }

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
