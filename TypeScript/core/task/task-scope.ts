// SPDX-License-Identifier: MIT
import type { Observable, Observer } from 'rxjs';
import type { Actor, World } from '../world';
import type { AsyncBody, GeneratorBody, Task, TaskInfo } from './task';
import type { Wait } from '../wait/wait';
import type { Cleanup } from './task-cleanup';
import type { ReadyBody, Started } from './task-start';

export interface SpawnOptions {
  /** Shown in lists, logs and errors; default the name of the function. */
  readonly name?: string;
  /** A background task is cancelled when its parent's body is over; any other is waited for. Default false. */
  readonly background?: boolean;
  /** Seconds of game time after which the task is cancelled and fails with a {@link TimeoutError}; default Infinity. */
  readonly timeout?: number;
  /** Seconds of game time that its cleanup may take after a plain cancel; default its parent's, else 5. */
  readonly graceSeconds?: number;
}

export interface ScopeOptions extends SpawnOptions {
  /** The failure of a child spares the rest: it is reported, as after {@link TaskScope.spawn}. Default false. */
  readonly supervised?: boolean;
}

/** What a coroutine has at hand: its clock, its children, its actor. One per task; over when the task is over. */
export interface TaskScope {
  /** The handle of this task. */
  readonly task: Task;
  /** The actor that owns the loop; null once play has ended for it. */
  readonly actor: Actor | null;
  /** The world the actor is in; null once play has ended for it. */
  readonly world: World | null;
  /** What the component, or the level file, passes to the script. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Game time of this actor in seconds: stops in pause, follows dilation, and stands at the moment of the timer that runs. */
  readonly now: number;

  /**
   * Reads one script argument.
   * @param fallback - the value where the argument is not given; its type is the type expected
   * @throws {ArgumentError} if the argument is of another type
   */
  argument(name: string, fallback: string): string;
  argument(name: string, fallback: number): number;
  argument(name: string, fallback: boolean): boolean;

  /**
   * Waits for seconds of this actor's game time.
   *
   * Counts from the logical time of the moment it is made. Zero or less is the next tick.
   * **Cancellation:** drops the timer.
   * @param seconds - any number but NaN; Infinity waits for ever
   * @throws {ArgumentError} for anything else
   */
  sleep(seconds: number): Wait<void>;

  /** When the time of this task, or of one above it, runs out, in seconds of game time; Infinity for never. */
  readonly deadline: number;

  /** Waits for the next tick of the component. */
  nextTick(): Wait<void>;

  /**
   * Waits for ticks of the component.
   * @param count - a whole number; 0 goes on at once
   * @throws {ArgumentError} for anything else
   */
  ticks(count: number): Wait<void>;

  /** Waits until the predicate holds. It is asked at the end of each tick, the current one included; a throw of it rejects the wait. */
  until(predicate: () => boolean): Wait<void>;

  /**
   * Starts a child task. It is entered in this tick, after the current step, in order of spawning.
   *
   * The child never outlives this task. If it fails and nobody waits for it, the failure is reported and its siblings go on.
   * @throws {LoopEndedError} after the end of the loop; {ScopeClosedError} after the end of this task
   */
  spawn<T>(body: GeneratorBody<T>, options?: SpawnOptions): Task<T>;
  spawn<T>(body: AsyncBody<T>, options?: SpawnOptions): Task<T>;

  /**
   * Opens a group: a child task whose own children fail together. Waiting for it gives what its body returns.
   *
   * The first failure of a child cancels the others and the body, and fails the group once they have cleaned up.
   * @throws {LoopEndedError} after the end of the loop; {ScopeClosedError} after the end of this task
   */
  scope<T>(body: GeneratorBody<T>, options?: ScopeOptions): Task<T>;
  scope<T>(body: AsyncBody<T>, options?: ScopeOptions): Task<T>;

  /**
   * Runs a section that a plain cancel does not interrupt: it is deferred to the section's end. The end of play overrides it.
   *
   * The section waits through the scope it is given, not through this one.
   */
  uncancellable<T>(body: GeneratorBody<T>, options?: SpawnOptions): Task<T>;
  uncancellable<T>(body: AsyncBody<T>, options?: SpawnOptions): Task<T>;

  /**
   * Starts a child and waits until it calls `ready(value)`; the child goes on.
   *
   * If it fails or is cancelled before that, the wait rejects with the same; if it ends, with a {@link NotReadyError}.
   */
  start<T>(body: ReadyBody<T>, options?: SpawnOptions): Started<T>;

  /** Starts a task that belongs to the loop and not to this task: it goes on when this one ends, and ends with the loop. */
  detach<T>(body: GeneratorBody<T>, options?: SpawnOptions): Task<T>;
  detach<T>(body: AsyncBody<T>, options?: SpawnOptions): Task<T>;

  /**
   * Registers something to do when this task is over, after its body and its children; the latest first, all of them.
   *
   * A coroutine may wait here even after a cancel, within the grace time; at the end of play nothing waits. Registered
   * after the end it runs at once. A cleanup that throws fails the task.
   * @returns takes it back
   */
  cleanup(cleanup: Cleanup): () => void;

  /**
   * Waits for any task, of this or another loop, and goes on in this loop's own tick.
   *
   * **Cancellation:** the other task only loses a waiter. Prefer it to a bare `await` for a task that is not a child.
   */
  join<T>(task: Task<T>): Wait<T>;

  /** Goes on at once while this tick's time budget lasts, else in the next tick. Call it in long computations. */
  breathe(): Wait<void>;

  /**
   * Subscribes to any Observable for as long as this task lives, and delivers what it emits inside this loop's tick, in order.
   *
   * The subscription is a child task: waiting for it waits for the stream's completion, cancelling it unsubscribes. A
   * handler that throws is reported and spares its stream. An error of the stream fails the task, unless `error` takes it.
   * @throws {LoopEndedError} after the end of the loop; {ScopeClosedError} after the end of this task
   */
  subscribe<T>(
    source: Observable<T>,
    observer?: Partial<Observer<T>> | ((value: T) => void),
    options?: SpawnOptions,
  ): Task<void>;

  /** All tasks of this loop as a tree, the main task first. */
  tasks(): readonly TaskInfo[];

  /** Writes a line to the log, with the names of actor, script and task. */
  log(message: string, fields?: Readonly<Record<string, unknown>>): void;

  /** Writes an event of a name of your own to the log, such as `listening`, for programs that read it. */
  emit(event: string, message: string, fields?: Readonly<Record<string, unknown>>): void;
}
