// SPDX-License-Identifier: MIT
// What actor scripts import.

export { actorScript, type ActorScript } from './task/actor-script';
export type { SpawnOptions, TaskScope } from './task/task-scope';
export type { AsyncBody, GeneratorBody, Task, TaskBody, TaskInfo, TaskState } from './task/task';
export type { Wait } from './wait/wait';
export type { Actor, SpawnActorOptions, Vector, World } from './world';

export type { EndReason } from './loop/end-reason';
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
