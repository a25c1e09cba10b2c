// SPDX-License-Identifier: MIT
import type { Observable } from 'rxjs';
import type { EndReason } from './loop/end-reason';
import type { ErrorPolicy } from './loop/error-policy';
import type { LoopClock } from './loop/loop-setting';
import type { LoopState } from './loop/loop-state';
import type { EndedTask } from './loop/loop-watches';
import type { PostedEvent } from './loop/posted-event';
import type { Budget } from './loop/tick-budget';
import type { TaskInfo, TaskState } from './task/task';

/**
 * A loop of an actor, in the hands of another script: what a Blueprint can do with its component, and hear of it.
 *
 * A handle stays what it is over restarts. Of a component that is gone it says `ended`, and does nothing. What it streams
 * is emitted where it happens, and never completes: `self.subscribe` brings it into the own tick.
 */
export interface ActorLoop {
  readonly state: LoopState;
  readonly isRunning: boolean;

  /** Module that the script is loaded from, below the script root. */
  readonly script: string;
  /** What it reads as `self.arguments`. @throws {ScriptError} if they are no JSON object */
  readonly arguments: Readonly<Record<string, unknown>>;
  /**
   * Gives the component another script; a loop that runs keeps its own until it is restarted.
   * @param given - its arguments; default none
   */
  setScript(script: string, given?: Readonly<Record<string, unknown>>): void;
  /** What its default time follows; default `game`. Set, time goes on from where it is. */
  clock: LoopClock;
  /** Bounds of what it does in one tick; in force at once. Its own `self.loop.budget` says more; this leaves out `messages`. */
  tickBudget: Budget;
  /** Whether it ticks in a paused world, for the clocks that go on in it; default true. */
  tickEvenWhenPaused: boolean;
  /** What happens when a task fails that nobody waited for; default `report`. */
  errorPolicy: ErrorPolicy;
  /** Whether it starts in `BeginPlay`; default true. */
  autoStart: boolean;
  /** Whether its tick is off while nothing is due for long; default false. In force from its next step on. */
  hibernates: boolean;
  /** Whether it runs together with all others that batch, once all actors have ticked; default false. In force from its next step on. */
  batches: boolean;
  /** Turns the tick of one that hibernates on again. */
  wake(): void;

  /** Starts the loop, unless it runs. False if it cannot be, such as after the end of play; the log says why. */
  start(): boolean;
  /**
   * Ends the loop: it has no task, timer or subscription when this returns.
   * @param reason - what its tasks are told; default `stopped`
   */
  stop(reason?: EndReason): void;
  /**
   * Ends the loop's tasks with reason `restarted`, and starts its script afresh; one that does not run is started.
   *
   * From inside that very loop the fresh one begins in the component's next tick. What the modules hold stays.
   * @returns false if it cannot be started
   */
  restart(): boolean;

  /** Starts a task that the script module exports under this name; its number, or 0 if there is none. */
  startTask(name: string): number;
  /** Cancels a task by its number; false if there is none. */
  cancelTask(task: number): boolean;
  /** Cancels all tasks of the loop, which goes on without them. */
  cancelAllTasks(): void;
  /** What a task does, by its number; undefined once it is over and forgotten, and without a loop. */
  taskState(task: number): TaskState | undefined;
  /** All tasks as a tree, the main task first. */
  tasks(): readonly TaskInfo[];

  readonly isPaused: boolean;
  /** Makes all its tasks stand still, those to come too; see `Task.pause`. */
  pause(): void;
  resume(): void;
  /** The same for one task, by its number; false if there is none. */
  pauseTask(task: number): boolean;
  resumeTask(task: number): boolean;

  /**
   * Posts an event to the loop's script, which hears it in its tick: `self.nextEvent`, `self.streams.events`.
   * @param payload - anything that JSON can hold; the script gets a copy
   * @returns false if the loop does not run
   * @throws {ArgumentError} if the name is none, or JSON cannot hold the payload
   */
  post(name: string, payload?: unknown): boolean;

  /** Emits when a loop has begun: after the first step of its script. */
  starts(): Observable<void>;
  /** Emits why a loop ended, once nothing is left of it. */
  ends(): Observable<EndReason>;
  /** Tasks that succeeded: the main task, and those that were started by name from outside. The same holds for the next two. */
  finishedTasks(): Observable<EndedTask & { readonly result: unknown }>;
  failedTasks(): Observable<EndedTask & { readonly message: string }>;
  cancelledTasks(): Observable<EndedTask & { readonly reason: string }>;
  /** Events that the script posts: `self.post`. @param name - of those wanted; default all */
  events(name?: string): Observable<PostedEvent>;
}
