// SPDX-License-Identifier: MIT
// What actor scripts import.

export { actorScript, type ActorScript } from './actor-script';
export type { SpawnOptions, TaskScope } from './task-scope';
export type { AsyncBody, GeneratorBody, Task, TaskBody, TaskInfo, TaskState } from './task';
export type { Wait } from './wait';
export type { Actor, SpawnActorOptions, Vector, World } from './world';

export type { EndReason } from './end-reason';
export {
  ArgumentError,
  LoopEndedError,
  LoopError,
  NotAWaitError,
  OwnerEndedError,
  ScopeClosedError,
  ScriptError,
  TaskAbandonedError,
  TaskCancelledError,
} from './errors';
