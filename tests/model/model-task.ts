// SPDX-License-Identifier: MIT
import type { ModelLoop } from './model-loop';
import {
  EndlessWait,
  JoinWait,
  ModelWait,
  SettledWait,
  SleepWait,
  TickWait,
  UntilWait,
  type Listener,
  type Outcome,
} from './model-waits';
import type { Kind } from './program';
import type { Coroutine, Handle, Scope, SpawnOptions, Steps, Waitable } from './scope';
import { told } from './told';

export class ModelBody implements Coroutine {
  constructor(
    readonly name: string,
    readonly kind: Kind,
    readonly steps: Steps,
  ) {}
}

/** Somebody's wish that a task end; the smaller the depth, the further out it was uttered. */
export interface EndRequest {
  readonly reason: string;
  readonly by: string | undefined;
  readonly depth: number;
  /** The task whose time ran out, if that is why. */
  readonly timeoutOf?: ModelTask;
}

type State = 'waiting-to-start' | 'running' | 'finishing' | 'succeeded' | 'failed' | 'cancelled';
type Mode = 'next' | 'throw' | 'return';

const REFUSALS = 100;
const DEFAULT_GRACE = 5;

/** A task of the reference model, by the rules of design §5: handle, scope and coroutine in one. */
export class ModelTask extends ModelWait implements Handle, Scope {
  readonly maker = null;
  state: State = 'waiting-to-start';
  children: ModelTask[] = [];
  /** Waits it made and that are not settled. */
  readonly waits = new Set<{ abandon(): void }>();
  /** Waits it made, settled or not, of which what nobody has seen yet is lost at its end. */
  readonly looseWaits: { abandon(): void }[] = [];
  request: EndRequest | null = null;
  /** Why nothing waits any more: its loop ended, or its grace time is over. */
  private ending: EndRequest | null = null;
  /** Its body was told to end: it cannot succeed any more. */
  isTold = false;
  /** A failure in it, or below it, is somebody's. */
  isObserved = false;
  isBackground = false;
  /** Fails with the first of its children that fails. */
  isGroup = false;
  isSection = false;
  /** Its failure goes to whoever waits for it, and not to the group around it. */
  isCall = false;
  isCleanup = false;
  timeoutSeconds = Infinity;
  graceSeconds: number | undefined = undefined;
  value: unknown = undefined;
  readonly errors: unknown[] = [];
  /** What it failed with. */
  private failure: unknown = undefined;
  protected isOnStack = false;
  private mustUnwind = false;
  private refusals = 0;
  private sections = 0;
  private deferred: EndRequest | null = null;
  private cleanups: ModelBody[] = [];
  private callbacks: ((task: Handle) => void)[] = [];
  private steps: Generator<unknown, unknown, unknown> | null = null;
  /** What a generator waits for. */
  private waitsFor: ModelWait | null = null;
  private waiter: Listener | null = null;
  /** What an async function awaits; `then` has been called on it. */
  private awaited: {
    readonly wait: ModelWait;
    readonly listener: Listener;
    refuse(error: unknown): void;
  } | null = null;

  constructor(
    readonly loop: ModelLoop,
    readonly parent: ModelTask | null,
    readonly name: string,
    private readonly body: ModelBody | null,
    options: SpawnOptions = {},
  ) {
    super();
    parent?.children.push(this);
    loop.alive.add(this);
    this.isBackground = options.background === true;
    this.graceSeconds = options.graceSeconds;
    if (options.timeout !== undefined) this.startTimeout(options.timeout);
  }

  // ── as a handle ────────────────────────────────────────────────────────────────────────────────────────

  get task(): this {
    return this;
  }

  /** Its time ran out, and nobody further out wanted its end. */
  get hasTimedOut(): boolean {
    return this.request?.timeoutOf === this;
  }

  get isEnding(): boolean {
    return this.ending !== null;
  }

  get isOver(): boolean {
    return this.state === 'succeeded' || this.state === 'failed' || this.state === 'cancelled';
  }

  get result(): unknown {
    return this.state === 'succeeded' ? this.value : undefined;
  }

  get error(): unknown {
    if (this.state !== 'failed') return undefined;
    this.isObserved = true;
    return this.failure;
  }

  get cancelReason(): string | undefined {
    return this.request?.reason;
  }

  get cancelledBy(): string | undefined {
    return this.request?.by;
  }

  onDone(callback: (task: Handle) => void): void {
    if (this.isOver) callback(this);
    else this.callbacks.push(callback);
  }

  override observe(): void {
    this.isObserved = true;
  }

  override ignore(listener: Listener): void {
    const before = this.listeners.length;
    super.ignore(listener);
    // Whoever waited will not hear how it ends.
    if (before > 0 && this.listeners.length === 0) this.isObserved = false;
  }

  /** Who waits for it is told before those who wait for what ends thereby. */
  protected override tell(): void {
    this.loop.world.telling.do(() => super.tell());
  }

  /** Who waits for a cancelled task is told by an error of his own. */
  override answer(): Outcome | null {
    return this.state === 'cancelled' ? { error: this.lost() } : this.outcome;
  }

  // ── as a scope ─────────────────────────────────────────────────────────────────────────────────────────

  get now(): number {
    return this.loop.now;
  }

  sleep(seconds: number): Waitable {
    const refused = this.refuseWait();
    if (refused !== null) return refused;
    const { loop } = this;
    const due = loop.now + seconds;
    // Zero, or now: the next tick.
    return loop.isDueAt(due, loop.now) ? new TickWait(this, loop, 1) : new SleepWait(this, due);
  }

  ticks(count: number): Waitable {
    return this.refuseWait() ?? (count === 0 ? new SettledWait() : new TickWait(this, this.loop, count));
  }

  until(predicate: () => boolean): Waitable {
    return this.refuseWait() ?? new UntilWait(this, this.loop, predicate);
  }

  join(task: Handle): Waitable {
    return this.refuseWait() ?? new JoinWait(this, task as ModelTask);
  }

  spawn(body: Coroutine, options?: SpawnOptions): ModelTask {
    this.assertOpen(options);
    return this.child(body, options);
  }

  private child(body: Coroutine, options: SpawnOptions = {}): ModelTask {
    const child = new ModelTask(this.loop, this, options.name ?? body.name, body as ModelBody, options);
    this.loop.makeReady(child, () => child.start());
    return child;
  }

  detach(body: Coroutine, options: SpawnOptions = {}): ModelTask {
    if (this.loop.isOver || this.isEnding) this.refuseUse();
    return this.loop.root(options.name ?? body.name, body as ModelBody, options);
  }

  scope(body: Coroutine, options?: SpawnOptions): ModelTask {
    const child = this.spawn(body, options);
    child.isGroup = true;
    child.isCall = true;
    return child;
  }

  uncancellable(body: Coroutine, options?: SpawnOptions): ModelTask {
    // Also after a plain cancel, to clean up in it.
    if (this.isOver || this.isEnding || this.errors.length > 0) this.refuseUse();
    const child = this.child(body, options);
    child.isSection = true;
    child.isCall = true;
    this.sections += 1;
    return child;
  }

  timeout(seconds: number, contestant: Coroutine | Waitable, options: SpawnOptions = {}): ModelTask {
    const bounded = { ...options, timeout: seconds };
    if (!(contestant instanceof ModelBody)) return this.loop.world.group('race', this, [contestant], bounded);
    const child = this.scope(contestant, bounded);
    this.loop.expectWaiter(child);
    return child;
  }

  all(contestants: readonly (Coroutine | Waitable)[]): ModelTask {
    return this.loop.world.group('all', this, contestants);
  }

  race(contestants: readonly (Coroutine | Waitable)[]): ModelTask {
    return this.loop.world.group('race', this, contestants);
  }

  any(contestants: readonly (Coroutine | Waitable)[]): ModelTask {
    return this.loop.world.group('any', this, contestants);
  }

  settled(contestants: readonly (Coroutine | Waitable)[]): ModelTask {
    return this.loop.world.group('settled', this, contestants);
  }

  cleanup(body: Coroutine): void {
    if (this.isOver) this.cleanUpLate(body as ModelBody);
    else this.cleanups.push(body as ModelBody);
  }

  /** Refuses new children to a task that is over, failing or asked to end, and background ones once its body is over. */
  assertOpen(options: SpawnOptions = {}): void {
    const isTooLate = this.state === 'finishing' && options.background === true;
    const isEnding = this.request !== null || this.errors.length > 0 || this.hasTimedOut;
    if (this.isOver || isTooLate || isEnding) this.refuseUse();
  }

  private refuseUse(): never {
    if (this.isEnding || this.loop.isOver) throw told('LoopEndedError', { reason: this.endReason });
    throw told('ScopeClosedError');
  }

  /** Every wait is refused at the end of play; before that those of async tasks that were told to end. */
  private get isRefusing(): boolean {
    return this.isEnding || (this.isAsync && this.request !== null);
  }

  /** Throws if the task may not wait any more; null if it may. */
  refuseWait(): ModelWait | null {
    if (!this.isRefusing) {
      if (this.isOver) this.refuseUse();
      return null;
    }
    // It ended itself, and is unwound where it yields.
    if (!this.isAsync && this.mustUnwind) return new EndlessWait();
    this.isTold = true;
    this.refusals += 1;
    if (this.refusals <= REFUSALS) throw this.refusal();
    if (this.isAsync && this.refusals === REFUSALS + 1) this.threw(this.abandonment());
    return new EndlessWait();
  }

  private get isAsync(): boolean {
    return this.body?.kind === 'async';
  }

  private get endReason(): string {
    return this.request?.reason ?? this.loop.endReason ?? 'stopped';
  }

  /** What its own waits are refused with. */
  private refusal(): Error {
    if (this.loop.isOver) return told('LoopEndedError', { reason: this.endReason });
    return told('TaskCancelledError', { task: this.name, reason: this.endReason, by: this.cancelledBy });
  }

  private abandonment(): Error {
    return told('TaskAbandonedError', { task: this.name });
  }

  /** What those are told who wait for it, or for a wait it made, when it was ended. */
  lost(): Error {
    const { name: task, request } = this;
    if (request === null) return told('ScopeClosedError');
    const { reason, by } = request;
    return request.depth < 0
      ? told('OwnerEndedError', { task, reason })
      : told('TaskCancelledError', { task, reason, by });
  }

  // ── its body ───────────────────────────────────────────────────────────────────────────────────────────

  /** Its turn to begin. */
  start(): void {
    if (this.state !== 'waiting-to-start') return;
    if (this.timeoutSeconds <= 0) this.runOutOfTime();
    else this.enter();
  }

  enter(): void {
    this.state = 'running';
    this.steps = this.body!.steps(this);
    if (this.isAsync) {
      this.loop.asyncTasks.add(this);
      this.stepAsync('next', undefined, true);
    } else {
      this.step('next', undefined);
    }
  }

  /** Runs a generator until it waits, or is over. */
  private step(firstMode: Mode, firstValue: unknown): void {
    let [mode, value] = [firstMode, firstValue];
    this.isOnStack = true;
    this.loop.world.running.push(this);
    const leave = (): void => {
      this.isOnStack = false;
      this.loop.world.running.pop();
    };
    for (;;) {
      let step: IteratorResult<unknown, unknown>;
      try {
        step = this.steps![mode](value);
      } catch (error) {
        leave();
        this.threw(error);
        return;
      }
      if (step.done === true) {
        leave();
        this.returned(step.value);
        return;
      }
      if (this.mustUnwind) {
        this.mustUnwind = false;
        this.isTold = true;
        [mode, value] = ['return', undefined];
        continue;
      }
      if (this.isEnding) {
        this.refusals += 1;
        if (this.refusals > REFUSALS) {
          leave();
          this.threw(this.abandonment());
          return;
        }
        [mode, value] = ['throw', this.refusal()];
        continue;
      }
      const wait = step.value as ModelWait;
      wait.observe();
      const outcome = wait.answer();
      if (outcome === null) {
        this.waitFor(wait);
        break;
      }
      [mode, value] = 'value' in outcome ? ['next', outcome.value] : ['throw', outcome.error];
    }
    leave();
  }

  private waitFor(wait: ModelWait): void {
    this.waitsFor = wait;
    this.waiter = {
      succeed: (value, from) => this.wake('next', value, from),
      fail: (error) => this.wake('throw', error, null),
    };
    wait.listen(this.waiter);
  }

  private wake(mode: Mode, value: unknown, from: ModelWait | null): void {
    this.waitsFor = null;
    this.loop.makeReady(this, () => this.step(mode, value), from);
  }

  /** Runs an async function until its next `await`: first inside the tick, later as a promise job. */
  private stepAsync(mode: 'next' | 'throw', value: unknown, isFirst = false): void {
    const { jobs, running } = this.loop.world;
    if (isFirst) {
      this.isOnStack = true;
      running.push(this);
    }
    try {
      const step = this.steps![mode](value);
      if (step.done === true) jobs.push(() => this.returned(step.value));
      else this.awaitLater(step.value as ModelWait);
    } catch (error) {
      jobs.push(() => this.threw(error));
    }
    if (!isFirst) return;
    this.isOnStack = false;
    running.pop();
  }

  /** `await` of something with a `then`: that is called in a promise job, and the function goes on in another one. */
  private awaitLater(wait: ModelWait): void {
    const { jobs } = this.loop.world;
    const fulfil = (value: unknown): number => jobs.push(() => this.stepAsync('next', value));
    const reject = (error: unknown): number => jobs.push(() => this.stepAsync('throw', error));
    jobs.push(() => {
      // Its own waits are refused, and those for its children; what else it awaits nobody knows of.
      const isOwn = wait.maker === this || (wait instanceof ModelTask && wait.parent === this);
      // A section that cleans up after a cancel is waited for.
      const isSection = wait instanceof ModelTask && wait.isSection && !this.isEnding;
      const isOpen = wait.outcome === null || wait.isUnclaimed;
      if (isOpen && isOwn && !isSection && this.isRefusing) {
        this.isTold = true;
        // A promise of a settled wait tells so by one job more.
        if (wait.outcome === null) reject(this.refusal());
        else jobs.push(() => reject(this.refusal()));
        return;
      }
      wait.observe();
      const outcome = wait.answer();
      if (outcome !== null) {
        jobs.push(() => ('value' in outcome ? fulfil(outcome.value) : reject(outcome.error)));
        return;
      }
      const listener: Listener = {
        succeed: (value, from) => this.goOnAwaiting(() => fulfil(value), wait, from),
        fail: (error) => this.goOnAwaiting(() => reject(error), wait, null),
      };
      wait.listen(listener);
      if (isOwn) this.awaited = { wait, listener, refuse: reject };
    });
  }

  private goOnAwaiting(goOn: () => void, wait: ModelWait, from: ModelWait | null): void {
    const { loop } = this;
    // What somebody sent has its turn after the step: the sender may be about to end this task.
    const { crossings } = loop.world;
    const isSent = wait instanceof JoinWait || (wait instanceof ModelTask && crossings.length > 0);
    const goesOnAtOnce = loop.isInOwnTick && !isSent;
    if (goesOnAtOnce) {
      this.awaited = null;
      goOn();
      return;
    }
    const then = (): void => {
      if (this.awaited?.wait !== wait) return;
      this.awaited = null;
      goOn();
    };
    loop.makeReady(this, then, from);
  }

  // ── how it comes to its end ────────────────────────────────────────────────────────────────────────────

  private returned(value: unknown): void {
    if (this.isOver) return;
    this.loop.asyncTasks.delete(this);
    if (!this.isTold && !this.hasTimedOut) {
      // It came to its end before it was told.
      this.request = null;
      this.mustUnwind = false;
      this.stopGrace();
      this.value = value;
    }
    this.state = 'finishing';
    for (const child of [...this.children].reverse()) {
      if (child.isBackground) child.cancelBy('parent finished', this.name);
    }
    this.settleIfDone();
  }

  protected threw(error: unknown): void {
    if (this.isOver) {
      if (!isRefusal(error)) this.loop.world.note('task.late-error', this);
      return;
    }
    this.loop.asyncTasks.delete(this);
    this.state = 'finishing';
    const isRefused = this.request !== null && (error as Error).name === 'TaskCancelledError';
    if (!isRefused) {
      this.addError(error);
      for (const child of [...this.children].reverse()) child.cancelBy('parent failed', this.name);
    }
    this.settleIfDone();
  }

  addError(error: unknown): void {
    if (!this.errors.includes(error)) this.errors.push(error);
  }

  private finalError(): unknown {
    const all = this.hasTimedOut
      ? [told('TimeoutError', { task: this.name, seconds: this.timeoutSeconds }), ...this.errors]
      : this.errors;
    return all.length === 1 ? all[0] : new AggregateError(all);
  }

  /** Over once its body, its children and its cleanups are. */
  settleIfDone(): void {
    if (this.state !== 'finishing' || this.children.length > 0) return;
    this.cleanUp();
    if (this.state !== 'finishing' || this.children.length > 0) return;
    this.finish();
    this.parent?.settleIfDone();
  }

  /** Counts it as over, whatever its body still does. */
  settleNow(): void {
    if (this.isOver) return;
    this.release();
    this.state = 'finishing';
    this.cleanUp();
    if (!this.isOver) this.finish();
    this.parent?.settleIfDone();
  }

  private finish(): void {
    const { loop, parent } = this;
    loop.asyncTasks.delete(this);
    loop.dropReady(this);
    const hasFailed = this.errors.length > 0 || this.hasTimedOut;
    this.state = hasFailed ? 'failed' : this.request !== null ? 'cancelled' : 'succeeded';
    if (hasFailed) this.outcome = { error: (this.failure = this.finalError()) };
    else this.outcome = this.state === 'succeeded' ? { value: this.value } : { error: this.lost() };
    loop.alive.delete(this);
    loop.dropTimer(this);
    this.stopGrace();
    this.refuseAwaited(this.lost());
    for (const wait of [...this.waits, ...this.looseWaits]) wait.abandon();
    if (hasFailed && parent !== null) parent.childFailed(this);
    // A cancel that was put off wins over what the section gives.
    if (this.isSection) parent!.leaveSection();
    this.tell();
    const { callbacks } = this;
    this.callbacks = [];
    for (const callback of callbacks) callback(this);
    if (hasFailed) loop.reportFailure(this);
    // Its parent comes to its end after all were told of its own.
    if (parent !== null) parent.children = parent.children.filter((child) => child !== this);
  }

  private childFailed(child: ModelTask): void {
    if (child.isCleanup) {
      child.isObserved = true;
      this.addError(child.failure);
    } else if (this.isGroup && !this.isOver && !child.isCall) {
      this.addError(child.failure);
      this.cancelBy(`"${child.name}" failed`, child.name);
      // The body of the group may have waited for it, and has left by being cancelled.
      child.isObserved = true;
    }
  }

  /** Cleanups run as children, the latest first; the next one when the one before is over. */
  private cleanUp(): void {
    // The one before may have made the next one begin already.
    while (this.cleanups.length > 0 && this.children.length === 0) {
      const body = this.cleanups.pop()!;
      const child = this.cleanupTask(body, this);
      child.enter();
      if (child.isOver) continue;
      if (!this.isEnding) {
        if (this.request !== null) this.startGrace();
        return;
      }
      child.settleNow();
    }
  }

  private cleanUpLate(body: ModelBody): void {
    const child = this.cleanupTask(body, null);
    child.ending = child.request = this.request ?? { reason: 'ended', by: undefined, depth: -1 };
    child.enter();
    if (!child.isOver) child.settleNow();
  }

  private cleanupTask(body: ModelBody, parent: ModelTask | null): ModelTask {
    const child = new ModelTask(this.loop, parent, `cleanup of ${this.name}`, body);
    child.isCleanup = true;
    if (this.ending !== null) child.ending = child.request = this.ending;
    return child;
  }

  // ── cancellation ───────────────────────────────────────────────────────────────────────────────────────

  get depth(): number {
    return this.parent === null ? 0 : this.parent.depth + 1;
  }

  cancel(reason: string): void {
    this.cancelBy(reason, this.loop.world.asker);
  }

  cancelBy(reason: string, by: string | undefined): void {
    this.cancelFor({ reason, by, depth: this.depth });
  }

  /** Tells it and all below it; then ends the bodies: children before parents, the latest first. */
  cancelFor(request: EndRequest): void {
    const asked: ModelTask[] = [];
    this.ask(request, asked);
    for (const task of asked.reverse()) task.endBody();
  }

  private ask(request: EndRequest, asked: ModelTask[]): void {
    const isShielded = (this.isSection || this.isCleanup) && request.timeoutOf !== this;
    if (this.isOver || isShielded) return;
    if (this.sections > 0) {
      this.deferred = outermost(this.deferred, request);
      return;
    }
    if (this.request === null) asked.push(this);
    this.renew(request);
    for (const child of this.children) child.ask(request, asked);
  }

  /** Among pending requests the outermost is the reason. */
  private renew(request: EndRequest): void {
    this.request = outermost(this.request, request);
  }

  private leaveSection(): void {
    this.sections -= 1;
    const { deferred } = this;
    if (this.sections > 0 || deferred === null) return;
    this.deferred = null;
    if (!this.isOver) this.cancelFor(deferred);
  }

  /** Ends it, and all below it, so that nothing waits any more. */
  static endNow(roots: readonly ModelTask[], request: EndRequest): void {
    const tree = roots.flatMap((root) => root.tree()).filter((task) => !task.isOver);
    for (const task of tree) {
      task.renew(request);
      task.ending = task.request;
    }
    for (const task of tree.reverse()) {
      task.endBody();
      task.settleNow();
    }
  }

  private tree(): ModelTask[] {
    return [this, ...this.children.flatMap((child) => child.tree())];
  }

  private endBody(): void {
    if (this.isOver) return;
    if (this.body === null) {
      this.release();
      this.state = 'finishing';
      this.settleIfDone();
    } else if (this.state === 'waiting-to-start') {
      this.loop.dropReady(this);
      this.state = 'finishing';
      this.settleIfDone();
    } else if (this.isOnStack) {
      this.mustUnwind = true;
    } else if (this.state === 'finishing') {
      this.settleIfDone();
    } else if (this.isAsync) {
      this.refuseAwaited(this.refusal());
    } else {
      this.leaveWait();
      const isCleaningUp = this.isTold;
      this.isTold = true;
      if (isCleaningUp) this.step('throw', this.refusal());
      else this.step('return', undefined);
    }
    this.startGrace();
  }

  private leaveWait(): void {
    this.waitsFor?.ignore(this.waiter!);
    this.waitsFor = null;
    this.loop.dropReady(this);
  }

  private refuseAwaited(error: unknown): void {
    const { awaited } = this;
    if (awaited === null) return;
    this.awaited = null;
    this.isTold = true;
    awaited.wait.ignore(awaited.listener);
    this.loop.dropReady(this);
    awaited.refuse(error);
  }

  // ── time ───────────────────────────────────────────────────────────────────────────────────────────────

  private startTimeout(seconds: number): void {
    this.timeoutSeconds = seconds;
    const { loop } = this;
    if (seconds > 0 && seconds < Infinity) loop.addTimer(loop.now + seconds, () => this.runOutOfTime(), this);
  }

  private runOutOfTime(): void {
    // Whoever asked for its end before decides how it ends.
    if (this.isOver || this.request !== null) return;
    this.cancelFor({ reason: 'timeout', by: undefined, depth: this.depth, timeoutOf: this });
  }

  private get grace(): number {
    return this.graceSeconds ?? this.parent?.grace ?? DEFAULT_GRACE;
  }

  private graceTimer: object | null = null;

  /** Bounds what its body and its cleanups still do. */
  private startGrace(): void {
    if (this.isOver || this.isEnding || this.graceTimer !== null || !this.isCleaningUp) return;
    const { loop } = this;
    this.graceTimer = {};
    loop.addTimer(loop.now + this.grace, () => this.cut(), this.graceTimer);
  }

  /** Else it waits for children, which have grace times of their own. */
  private get isCleaningUp(): boolean {
    return this.state !== 'finishing' || this.children.some(({ isCleanup }) => isCleanup);
  }

  private stopGrace(): void {
    if (this.graceTimer !== null) this.loop.dropTimer(this.graceTimer);
    this.graceTimer = null;
  }

  private cut(): void {
    this.graceTimer = null;
    if (this.isOver || !this.isCleaningUp) return;
    this.loop.world.note('task.cut', this);
    ModelTask.endNow([this], this.request!);
  }

  /** Lets go of what a task without a body holds. */
  protected release(): void {
    // See ModelGroup.
  }
}

function outermost(first: EndRequest | null, second: EndRequest): EndRequest {
  return first === null || second.depth < first.depth ? second : first;
}

function isRefusal(error: unknown): boolean {
  return ['TaskCancelledError', 'LoopEndedError', 'OwnerEndedError'].includes((error as Error).name);
}
