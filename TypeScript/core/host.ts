// SPDX-License-Identifier: MIT
// What a host (Unreal, headless, test kit) needs of the core. Scripts import `transient-loop` instead.
export { BoundEngine, type Engine, type EngineBinding, type LatentStart } from './engine/engine';
export type { EngineDelegate, MulticastDelegate, OwnedDelegate, UnicastDelegate } from './engine/delegate';
export type { Host, LogEntry, LogSeverity } from './log-entry';
export { DUE_TOLERANCE, LoopMemory, LoopRecord, type LoopBinding } from './loop/loop-memory';
export { LifecycleOperation, LoopRegistry, type LeftOver } from './loop/loop-registry';
export { promiseJobsDone } from './loop/loop-stack';
export { LoopFlag, TickDelta } from './loop/loop-flags';
export { ScriptComponent, type ScriptTickOptions } from './loop/script-component';
export { ScriptTable } from './loop/script-table';
export { EnvironmentHub } from './loop/environment-hub';
export { ComponentLoop } from './component-loop';
export type { ActorLoop } from './actor-loop';
export { TaskOutcome, type BlueprintBinding } from './loop/blueprint-binding';
export { LOOP_CLOCKS, LoopSetting, type LoopClock } from './loop/loop-setting';
export { LOOP_STATES, type LoopState } from './loop/loop-state';
export type { PostedEvent } from './loop/posted-event';
export { takeOver, type Hub, type Lingering } from './loop/hub';
export { END_REASONS, type EndReason } from './loop/end-reason';
export { ERROR_POLICIES, type ErrorPolicy } from './loop/error-policy';
export type { AbortControllerLike, AbortSignalLike } from './task/abort-signal';
export type { ActorScript } from './task/actor-script';
export type { Offloaded } from './task/offload';
export { wasToldToEnd } from './task/told-to-end';
export { checkSpawnOptions } from './spawn-options';
export type { Actor, SpawnActorOptions, Vector, World } from './world';
export type { Sound, SoundFormat } from './sound';
export { ActorSound, checkSamples, checkedFormat, type SoundBinding } from './actor-sound';
export {
  ArgumentError,
  LoopError,
  ObjectEndedError,
  OffloadError,
  ScriptError,
  describe,
  messageOf,
} from './errors';
