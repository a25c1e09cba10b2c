// SPDX-License-Identifier: MIT
import { ModelTask, type ModelBody } from './model-task';
import type { ModelWait, TickWait, UntilWait } from './model-waits';
import type { ModelWorld } from './reference-model';
import type { Handle, SpawnOptions } from './scope';

/** A due time within so many seconds counts as due. */
const TOLERANCE = 1e-6;

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly owner: object;
  fire(): void;
}

/** What goes on after the current step. */
interface Ready {
  readonly task: ModelTask;
  readonly from: ModelWait | null;
  goOn(): void;
}

/** One actor's loop in the reference model: design §6, one list a concept, searched from end to end. */
export class ModelLoop {
  readonly alive = new Set<ModelTask>();
  readonly asyncTasks = new Set<ModelTask>();
  endReason: string | undefined = undefined;
  ticks = 0;
  /** The last of them in which counted ticks have had their turn. */
  ticksPolled = 0;
  tickWaits: TickWait[] = [];
  untilWaits: UntilWait[] = [];
  private clock = 0;
  private moment = 0;
  private roots: ModelTask[] = [];
  private timers: Timer[] = [];
  private ready: Ready[] = [];
  private unawaited: { readonly group: ModelTask; readonly tick: number }[] = [];
  /** Failed tasks that somebody may still ask for, and the crossing they failed in. */
  private failures: { readonly task: ModelTask; readonly crossing: number }[] = [];
  /** Asked to end; asking again from a `finally` does nothing. */
  isEnding = false;
  private isDraining = false;
  /** From the beginning of a tick to its end, promise jobs between two crossings included. */
  private isTicking = false;

  constructor(readonly world: ModelWorld) {}

  get isOver(): boolean {
    return this.endReason !== undefined;
  }

  get timerCount(): number {
    return this.timers.length;
  }

  // ── time ───────────────────────────────────────────────────────────────────────────────────────────────

  get now(): number {
    if (this.isOver) return NaN;
    return this.isTicking || this.world.crossings.includes(this) ? this.moment : this.clock;
  }

  isPast(due: number): boolean {
    return this.isDueAt(due, this.now);
  }

  isDueAt(due: number, moment: number): boolean {
    return due - TOLERANCE <= moment;
  }

  addTimer(due: number, fire: () => void, owner: object): void {
    this.world.timersMade += 1;
    this.timers.push({ due, order: this.world.timersMade, owner, fire });
  }

  dropTimer(owner: object): void {
    this.timers = this.timers.filter((timer) => timer.owner !== owner);
  }

  private firstTimer(): Timer | undefined {
    const [first] = [...this.timers].sort((a, b) => a.due - b.due || a.order - b.order);
    return first !== undefined && this.isDueAt(first.due, this.clock) ? first : undefined;
  }

  private fire(timer: Timer): void {
    this.timers = this.timers.filter((each) => each !== timer);
    this.moment = Math.max(this.moment, Math.min(timer.due, this.clock));
    timer.fire();
    this.drain();
  }

  // ── crossings ──────────────────────────────────────────────────────────────────────────────────────────

  get isInOwnTick(): boolean {
    const { crossings } = this.world;
    return crossings.length > 0 ? crossings[crossings.length - 1] === this : this.isTicking;
  }

  /** Runs something inside this loop. */
  cross(action: () => void): void {
    if (!this.isTicking && !this.world.crossings.includes(this)) this.moment = this.clock;
    if (this.world.crossings.length === 0) this.world.crossingCount += 1;
    this.world.crossings.push(this);
    action();
    this.world.crossings.pop();
  }

  /** One tick: what is ready, counted ticks, timers moment by moment, predicates; promise jobs after each of them. */
  *tick(deltaSeconds: number): Generator<void, void, void> {
    this.moment = Math.max(this.moment, this.clock);
    // C++ has the delta as a float.
    this.clock += Math.fround(deltaSeconds);
    this.isTicking = true;
    this.ticks += 1;
    yield* this.stage(() => this.pollTicks());
    for (let timer = this.firstTimer(); timer !== undefined; timer = this.firstTimer()) {
      const { due } = timer;
      yield* this.stage(() => {
        for (let next = this.firstTimer(); next?.due === due && !this.isOver; next = this.firstTimer()) {
          this.fire(next);
        }
      });
      if (this.isOver) break;
    }
    if (!this.isOver) this.moment = this.clock;
    if (!this.isOver) {
      this.cross(() => {
        this.drain();
        this.askPredicates();
      });
    }
    this.isTicking = false;
    yield;
    // What came after that, from other loops and from promise jobs, belongs to the same tick all the same.
    while (this.hasMore) {
      this.cross(() => this.drain());
      this.isTicking = this.asyncTasks.size > 0;
      yield;
      this.isTicking = false;
    }
  }

  /** A part of the tick, with the promise jobs after it if there are async functions, and what those make ready. */
  private *stage(action: () => void): Generator<void, void, void> {
    if (this.isOver) return;
    this.cross(() => {
      this.drain();
      action();
    });
    if (this.asyncTasks.size === 0) return;
    yield;
    while (this.hasMore) {
      this.cross(() => this.drain());
      // Without async functions of its own it goes on at once, whatever promise jobs other loops have.
      if (this.asyncTasks.size === 0) return;
      yield;
    }
  }

  private get hasMore(): boolean {
    return !this.isOver && this.ready.length + this.failures.length > 0;
  }

  private pollTicks(): void {
    this.ticksPolled = this.ticks;
    for (const wait of [...this.tickWaits]) if (!this.isOver && wait.poll()) this.drain();
    this.tickWaits = this.tickWaits.filter(({ outcome }) => outcome === null);
  }

  private askPredicates(): void {
    for (const wait of [...this.untilWaits]) if (!this.isOver && wait.poll()) this.drain();
    this.untilWaits = this.untilWaits.filter(({ outcome }) => outcome === null);
    this.askUnawaited();
  }

  // ── what is ready ──────────────────────────────────────────────────────────────────────────────────────

  /** @param from - the wait that takes its value back if the task is ended before its turn */
  makeReady(task: ModelTask, goOn: () => void, from: ModelWait | null = null): void {
    if (!this.isOver) this.ready.push({ task, goOn, from });
  }

  dropReady(task: ModelTask): void {
    const dropped = this.ready.filter((each) => each.task === task);
    this.ready = this.ready.filter((each) => each.task !== task);
    for (const { from } of dropped) from?.takeBack();
  }

  /** After each outermost step: what it spawned and woke, in order. */
  drain(): void {
    const { running } = this.world;
    if (this.isDraining || running.some((task) => task.loop === this)) return;
    this.isDraining = true;
    for (let next = this.ready.shift(); next !== undefined; next = this.ready.shift()) next.goOn();
    this.isDraining = false;
    this.tellFailures();
  }

  // ── tasks ──────────────────────────────────────────────────────────────────────────────────────────────

  begin(name: string, body: ModelBody): void {
    const main = new ModelTask(this, null, name, body);
    this.roots.push(main);
    this.cross(() => {
      main.enter();
      this.drain();
    });
  }

  root(name: string, body: ModelBody, options: SpawnOptions): ModelTask {
    const root = new ModelTask(this, null, name, body, options);
    this.roots.push(root);
    this.makeReady(root, () => root.start());
    return root;
  }

  cancel(task: Handle): void {
    if (this.isOver || isOver(task)) return;
    this.cross(() => {
      task.cancel('cancelled');
      this.drain();
    });
  }

  end(reason: string): void {
    if (this.isEnding) return;
    this.isEnding = true;
    this.cross(() => ModelTask.endNow(this.roots, { reason, by: this.world.asker, depth: -1 }));
    for (const { task } of this.failures) this.world.note('task.failed', task, task.isObserved);
    this.failures = [];
    this.endReason = reason;
    this.ready = [];
  }

  // ── reports ────────────────────────────────────────────────────────────────────────────────────────────

  /** Nobody may wait for it yet: the step in progress may ask for it next, an async function in the promise jobs to come. */
  reportFailure(task: ModelTask): void {
    const { running, crossings } = this.world;
    const mayBeAskedFor =
      running.length > 0 || (crossings[crossings.length - 1] === this && this.asyncTasks.size > 0);
    if (mayBeAskedFor && !this.isOver) this.failures.push({ task, crossing: this.world.crossingCount });
    else this.world.note('task.failed', task, task.isObserved);
  }

  private tellFailures(): void {
    const { failures, world } = this;
    this.failures = failures.filter(
      ({ crossing }) => this.asyncTasks.size > 0 && crossing === world.crossingCount,
    );
    for (const failure of failures) {
      if (!this.failures.includes(failure)) world.note('task.failed', failure.task, failure.task.isObserved);
    }
  }

  /** A combinator has to be awaited by the end of the next tick. */
  expectWaiter(group: ModelTask): void {
    this.unawaited.push({ group, tick: this.ticks });
  }

  private askUnawaited(): void {
    // Whoever waited, and left again, has waited.
    const open = this.unawaited.filter(({ group }) => !group.isObserved && group.request === null);
    this.unawaited = open.filter(({ tick }) => tick >= this.ticks);
    for (const { group, tick } of open) {
      if (tick >= this.ticks || group.isOver || group.request !== null) continue;
      this.world.note('task.unawaited', group);
      group.cancelBy('nobody waits for it', undefined);
    }
    this.drain();
  }
}

function isOver({ state }: Handle): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}
