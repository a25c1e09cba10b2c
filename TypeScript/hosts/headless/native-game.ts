// SPDX-License-Identifier: MIT
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineBinding, LoopBinding, SoundBinding } from 'transient-loop/host';

/** The world object that the addon gives us; `HeadlessGameWrap.h` is its other side. Methods that can fail return the error as text. */
export interface NativeGame {
  SetSwitch(name: string, value: number): string;
  UseEditor(): void;
  SetListener(event: (kind: number, actor: number, text: string) => void): void;
  BeginLevel(name: string): void;
  AddStreamedLevel(level: string, visible: boolean): void;
  EndLevel(): string;
  BeginActor(className: string, label: string, x: number, y: number, z: number): void;
  AddComponent(className: string): void;
  AddProperty(name: string, value: string): void;
  Start(level: string): string;
  Tick(realDeltaSeconds: number): void;
  /** False if there is no such console command. */
  Exec(command: string): boolean;
  Quit(): void;
  Dispose(): void;
  IsRunning(): boolean;
  Frame(): number;
  Seconds(): number;
  DeltaSeconds(): number;
  LevelName(): string;
  IsPaused(): boolean;
  SetPaused(paused: boolean): void;
  TimeDilation(): number;
  SetTimeDilation(dilation: number): void;
  SetLevelVisible(level: string, visible: boolean): string;
  IsLevelVisible(level: string): boolean;
  OpenLevel(level: string): string;
  TravelSeamlessly(level: string): string;
  KeepActor(actor: number): void;
  RestartEnvironment(): boolean;
  SetPlayInEditor(playsInEditor: boolean): void;
  SpawnActor(level: string): number;
  SpawnError(): string;
  FindActor(label: string): number;
  ActorOfSlot(slot: number): number;
  CountActors(): number;
  CopyActors(buffer: Int32Array, capacity: number): number;
  IsActorValid(actor: number): boolean;
  ActorLabel(actor: number): string;
  ActorClass(actor: number): string;
  ActorLevel(actor: number): string;
  ActorCoordinate(actor: number, axis: number): number;
  SetActorLocation(actor: number, x: number, y: number, z: number): void;
  ActorTimeDilation(actor: number): number;
  SetActorTimeDilation(actor: number, dilation: number): void;
  DestroyActor(actor: number): void;
  /** The number of its sound; 0 if it can have none. */
  SoundOfActor(actor: number): number;
  /** called(binding, values): the values as a JSON list, an actor as a list of its number. */
  SetDelegateListener(called: (binding: number, values: string) => void): void;
  HasDelegate(object: number, component: string, delegate: string): boolean;
  /** 0 if the object has no delegate of this name. */
  BindDelegate(object: number, component: string, delegate: string): number;
  UnbindDelegate(binding: number): void;
  WatchObject(environment: number, object: number, component: string): number;
  BeginLatentAction(environment: number, slot: number): number;
  Delay(action: number, seconds: number): void;
  Countdown(seconds: number, fails: boolean): number;
  RunTypeScriptTask(actor: number, exportName: string): number;
  WaitForScriptEvent(actor: number, eventName: string): number;
  ActivateAction(object: number): void;
  CancelAction(object: number): void;
  ReleaseAsyncAction(object: number): void;
  StartTask(actor: number, exportName: string): number;
  CancelTask(actor: number, task: number): boolean;
  StopLoop(actor: number): void;
  StartLoop(actor: number): boolean;
  RestartLoop(actor: number): boolean;
  /** The number of one of its loop components; 0 if it has no more. */
  LoopOfActor(actor: number, index: number): number;
}

interface Addon {
  readonly HeadlessGame: {
    new (): NativeGame;
    SetStarter(starter: (module: string) => void): void;
    SetLogListener(log: (category: string, verbosity: number, text: string) => void): void;
    RunMicrotasks(): void;
    /** The automation specs of the plugin: how many sentences, each, and what went wrong in it. */
    CountSpecs(): number;
    SpecSentence(index: number): string;
    RunSpec(index: number): string;
    /** Objects that are bound in the place of script functions: alive, and ever made in this process. */
    CountDelegateProxies(): number;
    CountDelegateProxiesMade(): number;
    /** Objects of the engine that are not freed. */
    CountObjects(): number;
    /** Allocated outside of JavaScript's heap; 0 where that is not known. */
    NativeBytes(): number;
  };
  readonly TransientLoopBinding: LoopBinding & SoundBinding & EngineBinding;
}

let loaded: Addon | undefined;

/**
 * Loads the addon.
 * @throws {Error} if it was never built, or not for this Node
 */
export function loadAddon(): Addon {
  if (loaded !== undefined) return loaded;
  const file = join(__dirname, '../../../build/Release/transient_loop_headless.node');
  if (!existsSync(file)) {
    throw new Error(`Expected the headless addon at ${file}, but it is not built: run "npm run build"`);
  }
  loaded = require(file) as Addon;
  return loaded;
}
