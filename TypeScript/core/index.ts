// SPDX-License-Identifier: MIT
// What actor scripts import.

export { actorScript, type ActorScript } from './task/actor-script';
export type { ScopeOptions, SpawnOptions, TaskScope } from './task/task-scope';
export type { ReadyBody, Started } from './task/task-start';
export type { Cleanup } from './task/task-cleanup';
export type { AsyncBody, GeneratorBody, Task, TaskBody, TaskInfo, TaskState } from './task/task';
export type { Clock, SleepOptions } from './time/clock';
export type { Wait } from './wait/wait';
export type { Actor, SpawnActorOptions, Vector, World } from './world';

export type { EndReason } from './loop/end-reason';
export {
  ArgumentError,
  LoopEndedError,
  LoopError,
  NotAWaitError,
  NotReadyError,
  OwnerEndedError,
  ScopeClosedError,
  ScriptError,
  TaskAbandonedError,
  TaskCancelledError,
  TimeoutError,
} from './errors';
export type { Contestant, ResultOf, ResultsOf } from './combine/contestant';
export type { ForeverOptions } from './combine/forever';
export type { KeyPolicy, KeyedTasks } from './combine/keyed-tasks';
export type { Won } from './combine/race';
export type { RetryOptions } from './combine/retry';
export type { Settled, SettledOf } from './combine/settled';
export type { LoopHandle, LoopStatistics } from './loop/loop-handle';
export type { Budget } from './loop/tick-budget';
export type { Beat, BeatOptions } from './time/beat';
