// SPDX-License-Identifier: MIT
// What actor scripts import.

export { actorScript, type ActorScript } from './task/actor-script';
export type {
  DetachOptions,
  ScopeOptions,
  SpawnOptions,
  SubscribeOptions,
  Subscribed,
  TaskScope,
} from './task/task-scope';
export type { LoopScope } from './loop/loop-scope';
export type { ReadyBody, Started } from './task/task-start';
export type { LingerOptions } from './task/linger';
export type { Cleanup } from './task/task-cleanup';
export type { AsyncBody, GeneratorBody, Task, TaskBody, TaskInfo, TaskState } from './task/task';
export type { Clock, SleepOptions } from './time/clock';
export type { Wait } from './wait/wait';
export type { Actor, SpawnActorOptions, Vector, World } from './world';
export type { Sound, SoundFormat } from './sound';

export type { ActorLoop } from './actor-loop';
export type { EndedTask } from './loop/loop-watches';
export type { LoopClock } from './loop/loop-setting';
export type { LoopState } from './loop/loop-state';
export type { PostedEvent } from './loop/posted-event';
export type { EndReason } from './loop/end-reason';
export type { ErrorPolicy } from './loop/error-policy';
export {
  AlreadyLockedError,
  ArgumentError,
  AsyncActionError,
  ChannelClosedError,
  ChannelFullError,
  DelegateTakenError,
  EngineUnavailableError,
  LatentAbortedError,
  LoopEndedError,
  LoopError,
  NotAWaitError,
  NotReadyError,
  ObjectEndedError,
  OffloadError,
  OffloadUnavailableError,
  OwnerEndedError,
  NoScopeError,
  ScopeClosedError,
  ScriptError,
  TaskAbandonedError,
  TaskCancelledError,
  TimeoutError,
} from './errors';
export type { Contestant, ResultOf, ResultsOf } from './combine/contestant';
export type {
  ArgumentsOf,
  DelegateNames,
  EngineDelegate,
  MulticastDelegate,
  UnicastDelegate,
} from './engine/delegate';
export type { AsyncAction, AsyncActionPins, AsyncActionResult, ResultOfAction } from './engine/async-action';
export type { ChangesOptions } from './engine/changes';
export type { DelegateEvents, DelegateOptions } from './engine/delegate-events';
export type { ForeverOptions } from './combine/forever';
export type { KeyPolicy, KeyedTasks } from './combine/keyed-tasks';
export type { Won } from './combine/race';
export type { RetryOptions } from './combine/retry';
export type { Settled, SettledOf } from './combine/settled';
export type { Pausable, Stoppable, Windowed } from './stream/pausable';
export type { Stream, StreamOptions } from './stream/pull-stream';
export type { StreamOverflow } from './stream/room';
export type { Streams } from './stream/time-streams';
export { Channel, type ChannelOptions, type ChannelValues } from './sync/channel';
export type { Overflow } from './sync/channel-core';
export { Mutex, type Lock } from './sync/mutex';
export type { Permit } from './sync/permit';
export type { OwnOptions } from './sync/promise-wait';
export { Semaphore } from './sync/semaphore';
export { Signal } from './sync/signal';
export type { OwnedSyncOptions, SyncOptions } from './sync/sync-options';
export type { AbortSignalLike } from './task/abort-signal';
export type { LoopHandle, LoopStatistics } from './loop/loop-handle';
export type { Budget } from './loop/tick-budget';
export type { Beat, BeatOptions } from './time/beat';
