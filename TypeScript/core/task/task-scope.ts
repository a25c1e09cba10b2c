// SPDX-License-Identifier: MIT
import type { Observable, Observer, SchedulerLike } from 'rxjs';
import type { Clock, SleepOptions } from '../time/clock';
import type { Actor, World } from '../world';
import type { AsyncBody, GeneratorBody, Task, TaskInfo } from './task';
import type { Wait } from '../wait/wait';
import type { Contestant, ResultOf, ResultsOf } from '../combine/contestant';
import type { ArgumentsOf, DelegateNames, EngineDelegate } from '../engine/delegate';
import type { AsyncAction, AsyncActionPins, Pins, ResultOfAction } from '../engine/async-action';
import type { ChangesOptions } from '../engine/changes';
import type { DelegateEvents, DelegateOptions } from '../engine/delegate-events';
import type { ForeverOptions } from '../combine/forever';
import type { KeyPolicy, KeyedTasks } from '../combine/keyed-tasks';
import type { Won } from '../combine/race';
import type { RetryOptions } from '../combine/retry';
import type { SettledOf } from '../combine/settled';
import type { Beat, BeatOptions } from '../time/beat';
import type { ActorLoop } from '../actor-loop';
import type { LoopHandle } from '../loop/loop-handle';
import type { LoopScope } from '../loop/loop-scope';
import type { PostedEvent } from '../loop/posted-event';
import type { Stream, StreamOptions } from '../stream/pull-stream';
import type { StreamOverflow } from '../stream/room';
import type { Streams } from '../stream/time-streams';
import type { OwnOptions } from '../sync/promise-wait';
import type { AbortSignalLike } from './abort-signal';
import type { LingerOptions } from './linger';
import type { OffloadOptions } from './offload';
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

export interface DetachOptions extends SpawnOptions {
  /**
   * What the task belongs to from then on: the loop of the actor, which is the default, or something above it, whose end is the
   * task's. There `actor` is null, time is that of the world, or for `game` and `hub` real time, and it is entered in the next
   * tick of that.
   */
  readonly to?: 'loop' | LoopScope;
}

export interface SubscribeOptions extends SpawnOptions {
  /** Values from outside that may wait for the next tick, a whole number of 1 or more. Default: as many as come. */
  readonly capacity?: number;
  /**
   * What becomes of a value for which there is no room. Default `error`: the stream ends with a {@link ChannelFullError}.
   * With a policy and no `capacity` there is room for 4,096, with `latest` for one.
   */
  readonly overflow?: StreamOverflow;
}

/** A subscription, which is a task: waiting for it waits for the end of the stream, cancelling it unsubscribes. */
export interface Subscribed extends Task<void> {
  /** Values that wait for the next tick, with the end of the stream if that waits too. */
  readonly queued: number;
  /** Values that were dropped because there was no room. */
  readonly dropped: number;
}

export interface ScopeOptions extends SpawnOptions {
  /** The failure of a child spares the rest: it is reported, as after {@link TaskScope.spawn}. Default false. */
  readonly supervised?: boolean;
}

/** What a coroutine has at hand: its clock, its children, its actor. One per task; over when the task is over. */
export interface TaskScope {
  /** The handle of this task. */
  readonly task: Task;
  /** The loop that this task runs on: its tasks, its budget, its pause. */
  readonly loop: LoopHandle;
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
   * Reads a clock of this actor, in seconds since its loop began; while a timer of that clock runs, the moment it was due.
   * @throws {ArgumentError} for anything but a clock
   */
  nowOf(clock: Clock): number;

  /**
   * Waits for seconds of this actor's game time, or of another of its clocks.
   *
   * Counts from the logical time of the moment it is made. Zero or less is the next tick in which that clock runs.
   * **Time:** `game` stops in pause and follows dilation, `unpaused` follows dilation, `real` does neither.
   * **Cancellation:** drops the timer.
   * @param seconds - any number but NaN; Infinity waits for ever
   * @throws {ArgumentError} for anything else
   */
  sleep(seconds: number, options?: SleepOptions): Wait<void>;

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
   * The section waits through the scope it is given, not through this one. Opened after a plain cancel, in a `finally`, it
   * may wait within the grace time. A `timeout` of its own ends it.
   */
  uncancellable<T>(body: GeneratorBody<T>, options?: SpawnOptions): Task<T>;
  uncancellable<T>(body: AsyncBody<T>, options?: SpawnOptions): Task<T>;

  /**
   * Starts a child and waits until it calls `ready(value)`; the child goes on.
   *
   * If it fails or is cancelled before that, the wait rejects with the same; if it ends, with a {@link NotReadyError}.
   */
  start<T>(body: ReadyBody<T>, options?: SpawnOptions): Started<T>;

  /**
   * Starts a task that belongs to the loop and not to this task: it goes on when this one ends, and ends with the loop; or
   * with the level, the world, the game or the hub, by `to`.
   *
   * Wait and log through the scope it is given, not through this one.
   *
   * @throws {NoScopeError} if there is nothing of this kind to belong to, or it is ending
   */
  detach<T>(body: GeneratorBody<T>, options?: DetachOptions): Task<T>;
  detach<T>(body: AsyncBody<T>, options?: DetachOptions): Task<T>;

  /**
   * Waits for all contestants, and gives their results as they came: a list or a record. `all([])` is `[]`.
   *
   * The first failure ends the others, and fails the group once they have cleaned up. Coroutines are run as children,
   * own tasks end with the group, any other wait only loses a waiter. All groups must be awaited by the end of the next
   * tick. **Cancellation:** cancelling who waits, or the group, cancels the contestants.
   * @throws {ArgumentError} for anything that is no wait and no coroutine
   */
  all<Cs extends readonly Contestant[] | []>(contestants: Cs): Task<ResultsOf<Cs>>;
  all<Cs extends Readonly<Record<string, Contestant>>>(contestants: Cs): Task<ResultsOf<Cs>>;

  /**
   * Waits for the first contestant to end, and returns its result, or fails with its error, once the others have cleaned up.
   *
   * Of several that are ready at one moment the first of the list wins; those after a decided one are not entered. A
   * record of contestants gives `{ key, value }`.
   * @throws {ArgumentError} for none at all
   */
  race<C extends Contestant>(contestants: readonly C[]): Task<ResultOf<C>>;
  race<R extends Readonly<Record<string, Contestant>>>(contestants: R): Task<Won<R>>;

  /**
   * Waits for the first contestant to succeed; the others are ended and clean up. Fails with an `AggregateError` if all fail.
   * @throws {ArgumentError} for none at all
   */
  any<C extends Contestant>(contestants: readonly C[]): Task<ResultOf<C>>;

  /** Waits until all contestants are over, and tells how each of them ended; it never fails because one of them does. */
  settled<Cs extends readonly Contestant[] | []>(contestants: Cs): Task<SettledOf<Cs>>;
  settled<Cs extends Readonly<Record<string, Contestant>>>(contestants: Cs): Task<SettledOf<Cs>>;

  /**
   * Gives a contestant so many seconds of game time; then it is cancelled, cleans up, and the task fails with a {@link TimeoutError}.
   *
   * What runs inside is told the reason `timeout`, never a `TimeoutError`. Zero or less fails at once; the body is not entered.
   */
  timeout<C extends Contestant>(seconds: number, contestant: C, options?: SpawnOptions): Task<ResultOf<C>>;

  /** Runs a coroutine again while it fails, after pauses that grow. A cancel is no failure. */
  retry<T>(body: GeneratorBody<T>, options?: RetryOptions): Task<T>;
  retry<T>(body: AsyncBody<T>, options?: RetryOptions): Task<T>;

  /** Runs a coroutine again and again, from tick to tick or every so many seconds, until it fails or is cancelled. */
  forever(body: GeneratorBody<unknown>, options?: ForeverOptions): Task<never>;
  forever(body: AsyncBody<unknown>, options?: ForeverOptions): Task<never>;

  /** Children of this task of which only one a key runs at a time; the policy says what becomes of the next. */
  keyed(policy: KeyPolicy): KeyedTasks;

  /**
   * Registers something to do when this task is over, after its body and its children; the latest first, all of them.
   *
   * A coroutine may wait here even after a cancel, within the grace time; at the end of play nothing waits. Registered
   * after the end it runs at once. A cleanup that throws fails the task.
   * @returns takes it back
   */
  cleanup(cleanup: Cleanup): () => void;

  /**
   * Registers a cleanup that outlives the actor: when this task is over, in whichever way, the end of play included, it is
   * handed over to the hub loop of the game and finishes there, such as a farewell to a server.
   *
   * It runs with a scope of the hub, and has to wait through that one: `actor` and `world` are null there. Several run side
   * by side, the latest is handed over first; after the end of this task it is at once. Where the host has no hub it runs
   * as {@link cleanup} does, and the log says so once. **Time:** all clocks of the hub are real time.
   * **Cancellation:** only the end of its grace time, or of the hub, cuts it, and is reported.
   * @returns takes it back, if it was not handed over yet
   * @throws {ArgumentError} if it is no function, or the grace time is not above 0
   * @example self.linger(function* farewell(hub) { connection.write('QUIT'); yield* hub.sleep(0.2); connection.destroy(); });
   */
  linger(cleanup: Cleanup, options?: LingerOptions): () => void;

  /**
   * Waits for the next event that is posted to this loop, counted from now: by a Blueprint or C++, with `PostEvent`, or by
   * another script, with `loop.post`. Of several in one step it gives the first; `self.streams.events` gives all.
   *
   * **Cancellation:** leaves the line.
   * @param name - of the event; default any
   * @throws {ArgumentError} if it is no name
   * @example const { payload } = yield* self.nextEvent('door');
   */
  nextEvent(name?: string): Wait<PostedEvent>;

  /**
   * Waits for the next event that the script of another loop posts, counted from now; what the node "Wait For Script Event" does.
   *
   * **Cancellation:** leaves the line.
   * @param loop - of an actor: `actor.loop`
   * @param name - of the event; default any
   * @throws {ArgumentError} if that loop does not run; {OwnerEndedError} in the waiter, if it ends first
   */
  nextEventOf(loop: ActorLoop, name?: string): Wait<PostedEvent>;

  /**
   * Starts a task that the script of another loop exports, and waits for its result; what the node "Run TypeScript Task" does.
   *
   * **Cancellation:** cancels that task, also when the wait loses a race.
   * @param loop - of an actor: `actor.loop`
   * @throws {ArgumentError} if that loop does not run; {ScriptError} if its script exports no such task. In the waiter: its
   * failure, {TaskCancelledError} if it is cancelled, {OwnerEndedError} if its loop ends first
   */
  runTask(loop: ActorLoop, name: string): Wait<unknown>;

  /**
   * Waits for any task, of this or another loop, and goes on in this loop's own tick.
   *
   * **Cancellation:** the other task only loses a waiter. Prefer it to a bare `await` for a task that is not a child.
   */
  join<T>(task: Task<T>): Wait<T>;

  /**
   * A steady beat that does not drift: `for (;;) { yield* beat.next(); fire(); }` fires at start + n × seconds.
   * @param seconds - of game time between two beats, more than 0
   * @throws {ArgumentError} for anything else
   */
  beat(seconds: number, options?: BeatOptions): Beat;

  /**
   * Waits for a promise that the loop did not make, such as a library's: the task goes on inside its own tick.
   *
   * A rejection that comes after nobody waits any more is swallowed; one that nobody ever waited for is reported when the
   * task is over. **Cancellation:** calls `onCancel`, also if the wait loses a race or the task ends without waiting.
   * @throws {ArgumentError} if it is no promise
   * @example const answer = yield* self.own(fetch(url, { signal: self.signal }));
   */
  own<T>(promise: PromiseLike<T>, options?: OwnOptions): Wait<T>;

  /**
   * Hears a delegate of the engine: waits for its next call, or has all of them as a stream. With the owner and the name of
   * the delegate, waits are told when the owner ends; of a delegate alone nobody can know.
   *
   * This task binds one function, at the first use, and unbinds it when it is over. A few that nobody listens to any more
   * stay bound for the next wait.
   * @throws {ArgumentError} for what is no delegate; {ObjectEndedError} if the owner has ended
   * @example const [who] = yield* self.delegate(door, 'OnOpened').next();
   */
  delegate<O extends object, K extends DelegateNames<O>>(
    owner: O,
    name: K,
    options?: DelegateOptions,
  ): DelegateEvents<ArgumentsOf<O[K]>>;
  delegate<Args extends unknown[]>(
    delegate: EngineDelegate<Args>,
    options?: DelegateOptions,
  ): DelegateEvents<Args>;

  /**
   * Calls a latent function of the engine, such as `Delay`, and waits until it goes on. Counts from now.
   *
   * The function is called at once with what the latent function takes as its last parameter. **Time:** latent actions run
   * in the engine's own time, which stops in pause; the task goes on in the tick after.
   * **Cancellation:** the action is taken back, also if the wait loses a race.
   * @throws {EngineUnavailableError} where there is no engine, or the loop is in no world; what the function throws
   * @returns rejects with a {LatentAbortedError} if the engine aborts the action, or the function began none
   * @example yield* self.latent((info: LatentActionInfo) => KismetSystemLibrary.Delay(actor, 2, info));
   */
  latent<Info>(start: (info: Info) => unknown): Wait<void>;

  /**
   * Runs an async action of the engine in a child task: binds its pins, activates it, and waits for one of them.
   *
   * Fails with an {AsyncActionError} if that is one of `failed`. **Cancellation:** calls `Cancel` if the action has it;
   * however the task ends, its pins are unbound and the action is ready to be destroyed.
   * @throws {ArgumentError} for what is no async action, or no names of delegates
   * @example const { values } = yield* self.asyncAction(action, { completed: 'OnSuccess', failed: 'OnFailure' });
   */
  asyncAction<A extends AsyncAction, Completed extends Pins<A>>(
    action: A,
    pins: AsyncActionPins<A, Completed>,
    options?: SpawnOptions,
  ): Task<ResultOfAction<A, Completed>>;

  /**
   * The values that a function gives, or that a property has, as a stream: the present one first, then each that differs
   * from the one before it. Looked at once in every tick, where predicates are asked.
   *
   * Each subscription looks by itself, and belongs to this task; it stands still while the task is paused. Completes when
   * the object is gone; an error of the function is an error of the stream.
   * @throws {ArgumentError} for anything but a function, or an object and the name of a property
   * @example self.subscribe(self.changes(door, 'Health'), (health) => self.log(`${health} left`));
   */
  changes<T>(look: () => T, options?: ChangesOptions<T>): Observable<T>;
  changes<O extends object, K extends keyof O>(
    object: O,
    property: K,
    options?: ChangesOptions<O[K]>,
  ): Observable<O[K]>;

  /**
   * Runs a function of a module in another thread, and waits for what it returns: for long computations, which would hold
   * up every actor. Module and function are named as scripts are; the function gets one argument, a copy of the input.
   *
   * In the headless host only. **Time:** real; the game goes on meanwhile, and the wait ends inside this loop's tick.
   * **Cancellation:** stops the thread at once, wherever it is; no `finally` of it runs.
   * @param module - below the script root, such as `tutorial/primes`
   * @param input - anything that can be copied: no functions, no handles
   * @throws {OffloadUnavailableError} where there are no threads; {ScriptError} if there is no such module;
   *   {ArgumentError} if the input cannot be copied
   * @returns rejects with an {OffloadError}, with message and stack of what the function threw
   * @example const primes = yield* self.offload<number>('tutorial/primes', { below: 5_000_000 });
   */
  offload<T>(module: string, input?: unknown, options?: OffloadOptions): Wait<T>;

  /**
   * A signal for libraries that take one: aborted when this task is asked to end, with the reason, and at the latest when
   * it is over. What is under way with it ends with the task.
   */
  readonly signal: AbortSignalLike;

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
    options?: SubscribeOptions,
  ): Subscribed;

  /**
   * Makes an Observable that emits what the source does, inside this loop's tick: operators written after it are code of
   * this actor and run there; those before it run where the source emits.
   *
   * Cold as the source is. Whatever is subscribed to it, or to what is piped from it, also by hand, belongs to this task: it
   * ends with it, without a completion, and a handler that throws is reported with names and spares its stream.
   * @throws {LoopEndedError} after the end of the loop; {ScopeClosedError} after the end of this task
   * @example self.subscribe(self.inlet(messages).pipe(map((text) => parse(text))), (order) => serve(order));
   */
  inlet<T>(source: Observable<T>): Observable<T>;

  /**
   * Subscribes to any Observable, and keeps what it emits until this task reads it: `for await`, or `yield* stream.next()`.
   *
   * Completion ends the values, an error is thrown after those before it. Leaving the `for await` closes the source.
   * **Cancellation:** the end of this task closes the source.
   * @throws {ArgumentError} for options that do not fit
   * @throws {LoopEndedError} after the end of the loop; {ScopeClosedError} after the end of this task
   * @example for await (const line of self.stream(connection.lines({ window: 64 }), { pausable: connection })) await serve(line);
   */
  stream<T>(source: Observable<T>, options?: StreamOptions): Stream<T>;

  /** Ticks, time and the end of play as Observables; what is subscribed to them belongs to this task. */
  readonly streams: Streams;

  /**
   * Game time for timed RxJS operators, in milliseconds: `interval(1000, self.scheduler)`, `debounceTime(200, self.scheduler)`.
   *
   * What it schedules belongs to this task and is gone when it is over. **Time:** the actor's game time: stops in pause,
   * also that of the task, follows dilation; each action runs at the moment it was due. A delay of zero is the next tick,
   * in order.
   */
  readonly scheduler: SchedulerLike;

  /** All tasks of this loop as a tree, the main task first. */
  tasks(): readonly TaskInfo[];

  /** Writes a line to the log, with the names of actor, script and task. */
  log(message: string, fields?: Readonly<Record<string, unknown>>): void;

  /**
   * Posts an event to whoever hears this loop: a Blueprint or C++, at `OnScriptEvent`, and scripts, at `loop.events`. Nobody
   * has to. They hear it before this returns, other scripts in their own ticks; one of them may end this loop.
   * @param payload - anything that JSON can hold; each gets a copy
   * @throws {ArgumentError} if the name is none, or JSON cannot hold the payload
   * @throws {LoopEndedError} after the end of the loop; {ScopeClosedError} after the end of this task
   */
  post(name: string, payload?: unknown): void;

  /** Writes an event of a name of your own to the log, such as `listening`, for programs that read it. */
  emit(event: string, message: string, fields?: Readonly<Record<string, unknown>>): void;
}
