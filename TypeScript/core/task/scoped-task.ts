// SPDX-License-Identifier: MIT
import type { Observable, Observer } from 'rxjs';
import { ArgumentError, TaskAbandonedError } from '../errors';
import type { ActorLoop } from '../actor-loop';
import { CROSSINGS } from '../loop/loop-stack';
import { LOOP_SCOPES, loopOfScope } from '../loop/loop-scope';
import { runTaskOf, waitForEventOf } from '../loop/loop-news-wait';
import { EventWait, checkEventName, payloadText, type PostedEvent } from '../loop/posted-event';
import type { TransientLoop } from '../loop/transient-loop';
import { GameScheduler } from '../stream/game-scheduler';
import { openInlet } from '../stream/inlet';
import { observerOf } from '../stream/guarded-observer';
import { PullStream, streamOptionsFrom, type Stream, type StreamOptions } from '../stream/pull-stream';
import { roomOf } from '../stream/room';
import { subscribeInside } from '../stream/subscription';
import { TimeStreams } from '../stream/time-streams';
import { clockFrom, clockOf, type Clock, type OtherClock, type SleepOptions } from '../time/clock';
import { ClockWait } from '../time/clock-wait';
import { TaskBeat, type Beat, type BeatOptions } from '../time/beat';
import { SleepWait } from '../time/sleep-wait';
import { FOREVER_WAIT, SETTLED_WAIT } from '../wait/settled-wait';
import type { Wait } from '../wait/wait';
import type { Actor, World } from '../world';
import { AllDriver } from '../combine/all';
import { AnyDriver } from '../combine/any';
import type { Contestant, Contestants, ResultOf, ResultsOf } from '../combine/contestant';
import { foreverBody, type ForeverOptions } from '../combine/forever';
import type { GroupDriver } from '../combine/group-driver';
import { KeyedTasksOfTask, type KeyPolicy, type KeyedTasks } from '../combine/keyed-tasks';
import { keyed } from '../combine/keys';
import { RaceDriver, type Won } from '../combine/race';
import { retryBody, type RetryOptions } from '../combine/retry';
import { SettledDriver, type SettledOf } from '../combine/settled';
import type { ArgumentsOf, DelegateNames, EngineDelegate } from '../engine/delegate';
import {
  asyncActionBody,
  type AsyncAction,
  type AsyncActionPins,
  type Pins,
  type ResultOfAction,
} from '../engine/async-action';
import { changesOf, propertyLook, type ChangesOptions } from '../engine/changes';
import { delegateEventsOf, type DelegateEvents, type DelegateOptions } from '../engine/delegate-events';
import { startLatent } from '../engine/latent-wait';
import { ownPromise, type OwnOptions } from '../sync/promise-wait';
import type { AbortSignalLike } from './abort-signal';
import { JoinWait } from './join-wait';
import { addLingering, type LingerOptions } from './linger';
import { offload, type OffloadOptions } from './offload';
import type { Task, TaskBody, TaskInfo } from './task';
import { abortSignalOf } from './task-abort';
import { addCleanup, type Cleanup } from './task-cleanup';
import { bodyThrew } from './task-life';
import { TaskNode } from './task-node';
import type {
  DetachOptions,
  ScopeOptions,
  SpawnOptions,
  SubscribeOptions,
  Subscribed,
  TaskScope,
} from './task-scope';
import { ReadyWait, type ReadyBody, type Started } from './task-start';
import { MAX_REFUSALS, StateNumber, TaskBit } from './task-state';
import { hasNoTime, startTimeout } from './task-timers';

const NO_MORE_CHILDREN = TaskBit.Cancelling | TaskBit.Ending | TaskBit.Failing | TaskBit.TimedOut;

/** After a plain cancel a task may still open a section, to clean up in it. */
const NO_MORE_SECTIONS = TaskBit.Ending | TaskBit.Failing;

/** A task with what its body has at hand: handle and scope are one object. */
export class ScopedTask extends TaskNode implements TaskScope {
  get task(): Task {
    return this;
  }

  get actor(): Actor | null {
    return this.loop.actor;
  }

  get world(): World | null {
    return this.loop.world;
  }

  get arguments(): Readonly<Record<string, unknown>> {
    return this.loop.scriptArguments;
  }

  get now(): number {
    return CROSSINGS.nowOf(this.loop);
  }

  argument(name: string, fallback: string): string;
  argument(name: string, fallback: number): number;
  argument(name: string, fallback: boolean): boolean;
  argument(name: string, fallback: string | number | boolean): string | number | boolean {
    const given = this.loop.scriptArguments;
    const value = Object.prototype.hasOwnProperty.call(given, name) ? given[name] : undefined;
    if (value === undefined) return fallback;
    if (typeof value !== typeof fallback) {
      throw new ArgumentError(`Script argument "${name}"`, `a ${typeof fallback}`, value);
    }
    return value as typeof fallback;
  }

  // ── waits ──────────────────────────────────────────────────────────────────────────────────────────────

  nowOf(clock: Clock): number {
    return this.loop.nowOf(clockFrom('self.nowOf', clock));
  }

  sleep(seconds: number, options?: SleepOptions): Wait<void> {
    if (typeof seconds !== 'number' || seconds !== seconds) {
      throw new ArgumentError('self.sleep', 'a number of seconds', seconds);
    }
    const clock = options === undefined ? 'game' : clockOf('self.sleep', options);
    if (clock !== 'game') return this.sleepOn(clock, seconds);
    return this.refusedWait() ?? SleepWait.make(this, seconds) ?? this.loop.waitForTicks(this, 1);
  }

  private sleepOn(clock: OtherClock, seconds: number): Wait<void> {
    return this.refusedWait() ?? new ClockWait(this, this.loop.registry.useOtherClocks(), clock, seconds);
  }

  nextTick(): Wait<void> {
    return this.ticks(1);
  }

  ticks(count: number): Wait<void> {
    if (!Number.isInteger(count) || count < 0) {
      throw new ArgumentError('self.ticks', 'a whole number of ticks, 0 or more', count);
    }
    return this.refusedWait() ?? (count === 0 ? SETTLED_WAIT : this.loop.waitForTicks(this, count));
  }

  until(predicate: () => boolean): Wait<void> {
    if (typeof predicate !== 'function') throw new ArgumentError('self.until', 'a function', predicate);
    return this.refusedWait() ?? this.loop.waitUntil(this, predicate);
  }

  breathe(): Wait<void> {
    const refused = this.refusedWait();
    if (refused !== null) return refused;
    return this.loop.hasBreath() ? SETTLED_WAIT : this.loop.waitForTicks(this, 1);
  }

  nextEvent(name?: string): Wait<PostedEvent> {
    if (name !== undefined) checkEventName('self.nextEvent', name);
    return this.refusedWait() ?? new EventWait(this, this.loop.postedEvents, name);
  }

  nextEventOf(loop: ActorLoop, name?: string): Wait<PostedEvent> {
    return this.refusedWait() ?? waitForEventOf(this, loop, name);
  }

  runTask(loop: ActorLoop, name: string): Wait<unknown> {
    return this.refusedWait() ?? runTaskOf(this, loop, name);
  }

  join<T>(task: Task<T>): Wait<T> {
    if (!(task instanceof TaskNode)) throw new ArgumentError('self.join', 'a task', task);
    return (this.refusedWait() ?? new JoinWait(this, task)) as Wait<T>;
  }

  beat(seconds: number, options: BeatOptions = {}): Beat {
    return new TaskBeat(this, seconds, options);
  }

  own<T>(promise: PromiseLike<T>, options?: OwnOptions): Wait<T> {
    return ownPromise(this, promise, options);
  }

  offload<T>(module: string, input?: unknown, options: OffloadOptions = {}): Wait<T> {
    return offload(this, module, input, options) as Wait<T>;
  }

  delegate<O extends object, K extends DelegateNames<O>>(
    owner: O,
    name: K,
    options?: DelegateOptions,
  ): DelegateEvents<ArgumentsOf<O[K]>>;
  delegate<Args extends unknown[]>(
    delegate: EngineDelegate<Args>,
    options?: DelegateOptions,
  ): DelegateEvents<Args>;
  delegate(
    given: object,
    name?: PropertyKey | DelegateOptions,
    options?: DelegateOptions,
  ): DelegateEvents<never> | DelegateEvents<unknown[]> {
    this.assertLives();
    if (typeof name !== 'object') return delegateEventsOf(this, given, name, options);
    return delegateEventsOf(this, given, undefined, name);
  }

  latent<Info>(start: (info: Info) => unknown): Wait<void> {
    return startLatent(this, start);
  }

  asyncAction<A extends AsyncAction, Completed extends Pins<A>>(
    action: A,
    pins: AsyncActionPins<A, Completed>,
    options?: SpawnOptions,
  ): Task<ResultOfAction<A, Completed>> {
    const body = asyncActionBody(action, pins as unknown as AsyncActionPins<never, never>);
    const named = { name: 'async action', ...options };
    return this.spawnChild('self.asyncAction', body, named, TaskBit.Call) as never;
  }

  changes<T>(look: () => T, options?: ChangesOptions<T>): Observable<T>;
  changes<O extends object, K extends keyof O>(
    object: O,
    property: K,
    options?: ChangesOptions<O[K]>,
  ): Observable<O[K]>;
  changes(
    given: object,
    property?: PropertyKey | ChangesOptions<unknown>,
    options?: ChangesOptions<unknown>,
  ): Observable<never> {
    this.assertLives();
    return (
      typeof given === 'function'
        ? changesOf(this, given as () => unknown, (property ?? {}) as ChangesOptions<unknown>)
        : changesOf(this, propertyLook(given, property as PropertyKey), { owner: given, ...options })
    ) as Observable<never>;
  }

  get signal(): AbortSignalLike {
    return abortSignalOf(this);
  }

  // ── tasks ──────────────────────────────────────────────────────────────────────────────────────────────

  spawn<T>(body: TaskBody<T>, options?: SpawnOptions): Task<T> {
    return this.spawnChild('self.spawn', body, options, 0) as unknown as Task<T>;
  }

  scope<T>(body: TaskBody<T>, options?: ScopeOptions): Task<T> {
    const bits = options?.supervised === true ? TaskBit.Call : TaskBit.Call | TaskBit.Group;
    return this.spawnChild('self.scope', body, options, bits) as unknown as Task<T>;
  }

  uncancellable<T>(body: TaskBody<T>, options?: SpawnOptions): Task<T> {
    const child = this.spawnChild('self.uncancellable', body, options, SECTION);
    this.moreDetails().sections += 1;
    return child as unknown as Task<T>;
  }

  start<T>(body: ReadyBody<T>, options?: SpawnOptions): Started<T> {
    const wait = this.refusedWait();
    if (wait !== null) return wait as unknown as Started<T>;
    if (typeof body !== 'function') throw new ArgumentError('self.start', EXPECTED_BODY, body);
    const named = { name: body.name || 'task', ...options };
    let started: ReadyWait<T> | undefined = undefined;
    const entered: TaskBody<T> = (self) => body(self, (value) => started!.ready(value)) as never;
    const child = this.spawnChild('self.start', entered, named, TaskBit.Call);
    started = new ReadyWait<T>(this, child);
    return started;
  }

  detach<T>(body: TaskBody<T>, options?: DetachOptions): Task<T> {
    if (typeof body !== 'function') throw new ArgumentError('self.detach', EXPECTED_BODY, body);
    this.assertLives();
    checkOptions(options);
    const to = options?.to ?? 'loop';
    if (to !== 'loop' && !LOOP_SCOPES.includes(to))
      throw new ArgumentError('self.detach', `"to" to be "loop" or one of ${LOOP_SCOPES.join(', ')}`, to);
    const loop = to === 'loop' ? this.loop : loopOfScope(this.loop, to);
    return detachTask(loop, options?.name ?? (body.name || 'task'), body, options) as never;
  }

  all<Cs extends Contestants>(contestants: Cs): Task<ResultsOf<Cs>> {
    const { list, keys } = keyed('self.all', contestants);
    return this.begin(new AllDriver(list.length, keys), list) as unknown as Task<ResultsOf<Cs>>;
  }

  race<C extends Contestant>(contestants: readonly C[]): Task<ResultOf<C>>;
  race<R extends Readonly<Record<string, Contestant>>>(contestants: R): Task<Won<R>>;
  race(contestants: Contestants): Task<unknown> {
    const { list, keys } = keyed('self.race', contestants);
    assertSome('self.race', list);
    return this.begin(new RaceDriver(keys), list);
  }

  any<C extends Contestant>(contestants: readonly C[]): Task<ResultOf<C>> {
    const { list } = keyed('self.any', contestants);
    assertSome('self.any', list);
    return this.begin(new AnyDriver(list.length), list) as unknown as Task<ResultOf<C>>;
  }

  settled<Cs extends Contestants>(contestants: Cs): Task<SettledOf<Cs>> {
    const { list, keys } = keyed('self.settled', contestants);
    return this.begin(new SettledDriver(list.length, keys), list) as unknown as Task<SettledOf<Cs>>;
  }

  timeout<C extends Contestant>(seconds: number, contestant: C, options?: SpawnOptions): Task<ResultOf<C>> {
    const bounded = { ...options, timeout: checkSeconds('self.timeout', seconds) };
    if (typeof contestant !== 'function') {
      return this.begin(new RaceDriver(null), [contestant], { name: 'timeout', ...bounded }) as never;
    }
    const child = this.spawnChild('self.timeout', contestant, bounded, TaskBit.Call | TaskBit.Group);
    this.loop.expectWaiter(child);
    return child as unknown as Task<ResultOf<C>>;
  }

  retry<T>(body: TaskBody<T>, options: RetryOptions = {}): Task<T> {
    if (typeof body !== 'function') throw new ArgumentError('self.retry', EXPECTED_BODY, body);
    const name = options.name ?? (body.name || 'retry');
    return this.spawnChild('self.retry', retryBody(body, options), { name }, TaskBit.Call) as never;
  }

  forever(body: TaskBody<unknown>, options: ForeverOptions = {}): Task<never> {
    if (typeof body !== 'function') throw new ArgumentError('self.forever', EXPECTED_BODY, body);
    return this.spawn(foreverBody(body, options), { name: options.name ?? (body.name || 'forever') });
  }

  keyed(policy: KeyPolicy): KeyedTasks {
    return new KeyedTasksOfTask(this, policy);
  }

  cleanup(cleanup: Cleanup): () => void {
    if (typeof cleanup !== 'function') throw new ArgumentError('self.cleanup', 'a function', cleanup);
    return addCleanup(this, cleanup);
  }

  linger(cleanup: Cleanup, options?: LingerOptions): () => void {
    if (typeof cleanup !== 'function') throw new ArgumentError('self.linger', 'a function', cleanup);
    return addLingering(this, cleanup, options);
  }

  subscribe<T>(
    source: Observable<T>,
    observer?: Partial<Observer<T>> | ((value: T) => void),
    options?: SubscribeOptions,
  ): Subscribed {
    assertObservable('self.subscribe', source);
    const room = roomOf('self.subscribe', options);
    this.assertOpen(options);
    const child = this.makeChild(options?.name ?? 'subscription', null, options);
    if (hasNoTime(child)) this.loop.queueStart(child);
    else subscribeInside(child, source, observerOf(observer), room);
    return child as unknown as Subscribed;
  }

  /** Of a subscription: values that wait for the next tick, and values for which there was no room. */
  get queued(): number {
    return this.details?.driver?.queued ?? 0;
  }

  get dropped(): number {
    return this.details?.driver?.dropped ?? 0;
  }

  inlet<T>(source: Observable<T>): Observable<T> {
    assertObservable('self.inlet', source);
    this.assertLives();
    return openInlet(this, source);
  }

  stream<T>(source: Observable<T>, options?: StreamOptions): Stream<T> {
    assertObservable('self.stream', source);
    const checked = streamOptionsFrom(options);
    this.assertLives();
    return new PullStream(this, source, checked);
  }

  get streams(): TimeStreams {
    return (this.moreDetails().streams ??= new TimeStreams(this));
  }

  get scheduler(): GameScheduler {
    return (this.moreDetails().scheduler ??= new GameScheduler(this));
  }

  private assertLives(): void {
    if (this.isOver || this.has(TaskBit.Ending)) this.loop.refuseUse(this);
  }

  tasks(): readonly TaskInfo[] {
    return this.loop.tasks();
  }

  // ── log ────────────────────────────────────────────────────────────────────────────────────────────────

  log(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.loop.log('log', 'log', String(message), this, fields);
  }

  post(name: string, payload?: unknown): void {
    checkEventName('self.post', name);
    if (this.isOver) this.loop.refuseUse(this);
    const text = payloadText('self.post', payload);
    this.loop.tellEvent(this, name, text);
  }

  emit(event: string, message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.loop.log(event, 'log', String(message), this, fields);
  }

  // ── for combinators and the like ───────────────────────────────────────────────────────────────────────

  /** A child without a place in the ready queue. */
  makeChild(name: string, body: TaskBody<unknown> | null, options?: SpawnOptions): ScopedTask {
    checkOptions(options);
    const child = new ScopedTask(this.loop, this, name, body);
    configure(child, options);
    return child;
  }

  /** Refuses new children of a task that is over, failing, or asked to end, and background ones once its body is over. */
  assertOpen(options?: SpawnOptions, closing = NO_MORE_CHILDREN): void {
    const tooLate = this.stateNumber === StateNumber.Finishing && options?.background === true;
    if (this.isOver || tooLate || this.has(closing)) this.loop.refuseUse(this);
  }

  /**
   * What a task that may not wait gets instead of a wait; null if it may.
   *
   * Throws, until a task that swallows every refusal is left behind in a wait without end.
   */
  refusedWait(): Wait<never> | null {
    if (this.isRefusing) return this.refuse();
    if (this.isOver) this.loop.refuseUse(this);
    if (this.has(TaskBit.Async) && CROSSINGS.jobsOf !== this.loop) this.loop.checkPlace(this);
    return null;
  }

  private refuse(): Wait<never> {
    const isGenerator = typeof this.body === 'object' && this.body !== null;
    // A generator that ended itself is sent `return()` where it yields: no `catch` of it sees that.
    if (isGenerator && this.has(TaskBit.UnwindAtNextWait)) return FOREVER_WAIT;
    this.bits |= TaskBit.Unwound;
    const refusals = this.countRefusal();
    if (refusals <= MAX_REFUSALS) throw this.refusal();
    // A generator is given up where it yields.
    if (!isGenerator && refusals === MAX_REFUSALS + 1) {
      bodyThrew(this, new TaskAbandonedError(this.name, MAX_REFUSALS));
    }
    return FOREVER_WAIT;
  }

  private begin(driver: GroupDriver, list: readonly unknown[], options?: SpawnOptions): Task<unknown> {
    return (this.refusedWait() as Task<never> | null) ?? driver.begin(this, list, options);
  }

  private spawnChild(
    what: string,
    body: TaskBody<unknown>,
    options: SpawnOptions | undefined,
    bits: number,
  ): ScopedTask {
    if (typeof body !== 'function') throw new ArgumentError(what, EXPECTED_BODY, body);
    this.assertOpen(options, bits === SECTION ? NO_MORE_SECTIONS : NO_MORE_CHILDREN);
    const child = this.makeChild(options?.name ?? (body.name || 'task'), body, options);
    child.bits |= bits;
    this.loop.queueStart(child);
    return child;
  }
}

const SECTION = TaskBit.Shielded | TaskBit.Section | TaskBit.Call;

/** Starts a task that belongs to the loop itself. */
export function detachTask(
  loop: TransientLoop,
  name: string,
  body: TaskBody<unknown>,
  options?: SpawnOptions,
): ScopedTask {
  const task = loop.addRoot(name, body);
  configure(task, options);
  loop.queueStart(task);
  return task;
}

const EXPECTED_BODY = 'a generator function or an async function';

/** Asked before the task is made: one that its maker never gets would never end. */
function checkOptions(options: SpawnOptions | undefined): void {
  if (options === undefined) return;
  const { graceSeconds, timeout } = options;
  if (timeout !== undefined) checkSeconds('timeout', timeout);
  if (graceSeconds !== undefined && !(checkSeconds('graceSeconds', graceSeconds) >= 0)) {
    throw new ArgumentError('graceSeconds', 'a number of seconds, 0 or more', graceSeconds);
  }
}

function configure(task: TaskNode, options: SpawnOptions | undefined): void {
  if (options === undefined) return;
  if (options.background === true) task.bits |= TaskBit.Background;
  if (options.graceSeconds !== undefined) task.moreDetails().grace = options.graceSeconds;
  if (options.timeout !== undefined) startTimeout(task, options.timeout);
}

function checkSeconds(name: string, value: unknown): number {
  if (typeof value === 'number' && value === value) return value;
  throw new ArgumentError(name, 'a number of seconds', value);
}

function assertSome(what: string, list: readonly unknown[]): void {
  if (list.length === 0) throw new ArgumentError(what, 'at least one contestant', list);
}

function assertObservable(what: string, source: unknown): void {
  if (typeof (source as { subscribe?: unknown } | null | undefined)?.subscribe === 'function') return;
  throw new ArgumentError(what, 'an Observable', source);
}
