// SPDX-License-Identifier: MIT
import type { Observable } from 'rxjs';
import { scriptBody } from '../task/actor-script';
import { endReasonFromNumber } from './end-reason';
import { messageOf } from '../errors';
import { LatentActions } from '../engine/latent-actions';
import { ObjectWatches } from '../engine/object-watches';
import type { Host } from '../log-entry';
import { answerComponent, takeBudget } from './component-requests';
import { BATCH_SLOT, LoopBatch } from './loop-batch';
import { LoopFlag, TickDelta } from './loop-flags';
import { LoopMemory, type LoopBinding } from './loop-memory';
import { SCOPE_SCRIPT } from './loop-scope';
import { CROSSINGS } from './loop-stack';
import { LoopWatches, type LoopNews } from './loop-watches';
import { tellFailedToBegin } from './task-outcome';
import type { TaskBody } from '../task/task';
import { OtherClocks } from '../time/other-clocks';
import { TimerSlots } from '../time/timer-slots';
import { TransientLoop } from './transient-loop';
import { WorldBudget } from './world-budget';

/** What the plugin asks of a loop besides ticks. `ETransientLoopOperation` in `TransientLoopEnvironment.h` holds the same numbers. */
export const LifecycleOperation = {
  /** Starts the loop of a component that began play, or of a hub; the argument has the bits of `BeginFlag`. */
  Begin: 0,
  /** Ends it; the argument is the number of an `EndReason`. */
  End: 1,
  /** Makes room for as many slots as the argument says. */
  Grow: 2,
  /** Starts the task that the operation text names, an export of the script; answers with its id, 0 for none. */
  StartTask: 3,
  /** Cancels the task whose id is the argument; answers 1 if there was one. */
  CancelTask: 4,
  /** Cancels all tasks of the loop, which lives on. */
  CancelAllTasks: 5,
  /** A frame of the world begins; told only to whoever asked for it. */
  BeginFrame: 6,
  /** Makes room for a batch of as many loops as the argument says. */
  GrowBatch: 7,
  /** Posts the event that the operation text names to the loop, with its payload; answers 1 if it was taken. */
  PostEvent: 10,
  /** Answers with a line for each task. */
  ListTasks: 11,
  /** Answers with the state of the task whose id is the argument, counted from 1; 0 if there is none. */
  TaskState: 12,
  /** Makes the task whose id is the argument stand still, 0 for all; answers 1 if there was one. */
  PauseTask: 13,
  /** Lets it go on. */
  ResumeTask: 14,
  /** Answers 1 if all tasks of the loop stand still. */
  IsPaused: 15,
  /** The tick budget of the component changed. */
  BudgetChanged: 16,
  /** The component is about to be given another script, for its next loop. */
  ScriptChanges: 17,
  /** Answers with a text of the loop and its tasks. */
  Describe: 20,
  /** An object that is watched has ended; the argument is the number of the watch. Of no loop. */
  ObjectEnded: 40,
  /** A latent action of the engine goes on, or will not; the argument is its number. Of no loop. */
  LatentResumed: 41,
  LatentAborted: 42,
} as const;

/** How a loop begins: the bits of the argument of `LifecycleOperation.Begin`. */
export const BeginFlag = { HasBudget: 1, OfHub: 2, SameScript: 4 } as const;

/** What is alive, counted from arrays and real subscriptions. */
export interface LeftOver {
  readonly tasks: number;
  readonly timers: number;
  readonly subscriptions: number;
}

/** All loops of one script environment, by slot: the two functions that C++ calls. */
export class LoopRegistry {
  readonly memory: LoopMemory;
  readonly timers: TimerSlots;
  /** Objects of the engine whose end somebody wants to know. */
  readonly objects: ObjectWatches;
  /** Latent actions of the engine that somebody waits for. */
  readonly latents = new LatentActions();
  readonly environment: number;
  /** Of all loops together. */
  readonly worldBudget: WorldBudget;
  /** Milliseconds of the host's clock. */
  readonly clock: () => number;
  /** The unpaused and the real clock; null until somebody uses one of them. */
  otherClocks: OtherClocks | null = null;
  /** Who watches which loop; null until somebody does. */
  watches: LoopWatches | null = null;
  /** Alarms that ring in the next tick, and so have no timer. */
  tickAlarms = 0;
  private readonly loops: (TransientLoop | null)[] = [];
  /** The loops that C++ wants run in one crossing; null until one batches. */
  private batch: LoopBatch | null = null;
  /** Script module of the loop that began last. */
  private latestModule = '';
  private lastTaskId = 0;
  /** One number, which C++ reads. */
  private readonly tasksAlive = new Int32Array(1);
  private subscriptionsOpen = 0;

  /** @param initialCapacity - loops to make room for at first; doubles when full */
  constructor(
    readonly binding: LoopBinding,
    readonly host: Host,
    initialCapacity = 64,
  ) {
    this.objects = new ObjectWatches(this);
    this.clock = () => host.milliseconds?.() ?? 0;
    this.environment = binding.Attach(this.tick, this.lifecycle);
    binding.BindTaskCount(this.environment, this.tasksAlive);
    this.worldBudget = new WorldBudget((wanted) => binding.WantFrames(this.environment, wanted));
    this.worldBudget.limits = {
      steps: binding.WorldBudgetSteps() || Infinity,
      milliseconds: binding.WorldBudgetMilliseconds() || Infinity,
    };
    this.memory = new LoopMemory(
      (records, capacity) => binding.BindMemory(this.environment, records, capacity),
      (slot) => binding.WakeLoop(this.environment, slot),
    );
    this.timers = new TimerSlots(this.memory);
    this.memory.grow(initialCapacity);
  }

  /** Ticks one loop, or a batch of them; a number of a loop that ended does nothing. */
  readonly tick = (slot: number, generation: number, deltaSeconds: number): void => {
    if (slot === BATCH_SLOT) this.batch!.run(generation);
    else this.tickOne(slot, generation, deltaSeconds);
  };

  /** One of a batch; true if it has async tasks, whose promise jobs belong to this tick. */
  private tickInBatch(slot: number, generation: number): boolean {
    this.tickOne(slot, generation, TickDelta.BegunTick);
    return (this.memory.flags(slot) & LoopFlag.AsyncTasks) !== 0;
  }

  private tickOne(slot: number, generation: number, deltaSeconds: number): void {
    const flags = this.memory.flags(slot);
    // A tick that crosses again counts its steps.
    const isPlain = flags === 0 || flags === LoopFlag.AsyncTasks;
    if (CROSSINGS.depth === 0 && isPlain && !this.worldBudget.isBounded)
      this.tickPlainly(slot, generation, deltaSeconds);
    else this.tickFully(slot, generation, deltaSeconds);
  }

  /**
   * Fires timers that tasks sleep on themselves, without a look at the loop's own object.
   *
   * In a world of many loops nothing of a loop is in any cache when it is due: each object read costs more than the
   * work. As soon as there is more to do than this, the loop goes on with its tick.
   */
  private tickPlainly(slot: number, generation: number, deltaSeconds: number): void {
    const { memory, timers } = this;
    const now = memory.now(slot);
    const first = timers.firstSleeper(slot, generation);
    if (first === null) return this.tickFully(slot, generation, deltaSeconds);
    if (memory.due(slot) > now) return;
    if (deltaSeconds >= 0) memory.reachBeginning(slot, deltaSeconds);
    CROSSINGS.cross(first.loop, this, slot, generation);
    try {
      let fired = 0;
      do {
        fired += 1;
        timers.reachFirst(slot);
        timers.fireFirst(slot);
        // The loop may have ended, and its slot may be another's.
        if (CROSSINGS.top === null) return;
        // Logical time stays where the task fell asleep: its record says so since when.
        if (memory.due(slot) > now && this.isOverFor(slot)) return;
      } while (fired < 16 && memory.flags(slot) === 0 && timers.firstSleeper(slot, generation) !== null);
      CROSSINGS.top.goOn();
    } catch (error) {
      this.reportInternal(error);
    } finally {
      CROSSINGS.leave();
    }
  }

  /** True if a tick is over, but for the promise jobs of async tasks: they run at the moment that it has reached. */
  private isOverFor(slot: number): boolean {
    const { memory } = this;
    const flags = memory.flags(slot);
    if (flags === 0) return true;
    if (flags !== LoopFlag.AsyncTasks) return false;
    memory.setFlags(slot, flags | LoopFlag.TickPaused);
    return true;
  }

  private tickFully(slot: number, generation: number, deltaSeconds: number): void {
    const loop = this.loops[slot];
    if (loop === undefined || loop === null || loop.generation !== generation) return;
    if (CROSSINGS.has(loop)) {
      loop.log(
        'loop.refused',
        'error',
        'Expected the tick in progress to end first, but the loop was ticked from inside it',
      );
      return;
    }
    this.timers.spill(slot);
    CROSSINGS.cross(loop, this, slot, generation);
    try {
      loop.tick(deltaSeconds);
    } catch (error) {
      this.reportInternal(error);
    }
    CROSSINGS.leave();
  }

  readonly lifecycle = (operation: number, slot: number, generation: number, argument: number): void => {
    try {
      this.operate(operation, slot, generation, argument);
    } catch (error) {
      this.reportInternal(error);
    }
  };

  leftOver(): LeftOver {
    const timers = this.timers.count() + (this.otherClocks?.timers.count() ?? 0) + this.tickAlarms;
    return { tasks: this.tasksAlive[0]!, timers, subscriptions: this.subscriptionsOpen };
  }

  /** Timers of one loop, of all clocks. */
  countTimers(slot: number): number {
    let count = 0;
    const visit = (): void => void (count += 1);
    this.timers.forEach(slot, visit);
    this.otherClocks?.timers.forEach(2 * slot, visit);
    this.otherClocks?.timers.forEach(2 * slot + 1, visit);
    return count;
  }

  /** The loop that owns a slot, if one does. */
  loopAt(slot: number): TransientLoop | undefined {
    return this.loops[slot] ?? undefined;
  }

  /** Names of the actors whose loops run a script. */
  actorsOf(script: string | undefined): string[] {
    return this.loops.flatMap((loop) => (loop?.describe().script === script ? [loop!.describe().actor] : []));
  }

  useOtherClocks(): OtherClocks {
    return (this.otherClocks ??= new OtherClocks(this));
  }

  taskCreated(): number {
    this.tasksAlive[0]! += 1;
    this.lastTaskId += 1;
    return this.lastTaskId;
  }

  taskSettled(): void {
    this.tasksAlive[0]! -= 1;
  }

  subscriptionOpened(): void {
    this.subscriptionsOpen += 1;
  }

  subscriptionClosed(): void {
    this.subscriptionsOpen -= 1;
  }

  private operate(operation: number, slot: number, generation: number, argument: number): void {
    if (operation === LifecycleOperation.Grow) return this.grow(argument);
    if (operation === LifecycleOperation.BeginFrame) return this.worldBudget.beginFrame();
    if (operation === LifecycleOperation.GrowBatch) return this.growBatch(argument);
    if (operation === LifecycleOperation.ObjectEnded) return this.objects.tell(argument);
    if (operation === LifecycleOperation.LatentResumed) return this.latents.tell(argument, true);
    if (operation === LifecycleOperation.LatentAborted) return this.latents.tell(argument, false);
    if (operation === LifecycleOperation.Begin) return this.begin(slot, generation, argument);
    const loop = this.loops[slot];
    if (loop === undefined || loop === null || loop.generation !== generation) return;
    if (operation === LifecycleOperation.End) return this.end(loop, argument);
    answerComponent(this, loop, operation, argument);
  }

  private grow(capacity: number): void {
    this.memory.grow(capacity);
    this.otherClocks?.grow();
  }

  private growBatch(capacity: number): void {
    this.batch ??= new LoopBatch(
      this.timers,
      (slot, generation) => this.tickInBatch(slot, generation),
      (memory, room) => this.binding.BindBatch(this.environment, memory, room),
    );
    this.batch.grow(capacity);
  }

  private begin(slot: number, generation: number, flags: number): void {
    if ((flags & BeginFlag.SameScript) === 0)
      this.latestModule = this.binding.ScriptModule(this.environment, slot);
    const module = this.latestModule;
    this.memory.reset(slot);
    this.otherClocks?.reset(slot);
    const loop = new TransientLoop(this, slot, generation);
    this.loops[slot] = loop;
    const number = this.numberOf(slot);
    this.watches?.begins(number);
    this.cross(loop, () => {
      if ((flags & BeginFlag.HasBudget) !== 0) takeBudget(this, loop);
      if (this.host.logsLoops) loop.log('loop.started', 'log', 'loop started');
      let body: TaskBody<unknown>;
      try {
        body = module === SCOPE_SCRIPT ? idle : scriptBody(module, (name) => this.host.loadScript(name));
        // Typed by somebody a moment ago: told at once, not when the script reads them.
        if ((flags & BeginFlag.OfHub) !== 0) void loop.scriptArguments;
      } catch (error) {
        loop.log('script.failed', 'error', messageOf(error), undefined, stackOf(error));
        loop.main.cancel('no script');
        tellFailedToBegin(loop, messageOf(error));
        return;
      }
      loop.begin(body);
    });
    this.watches?.hasBegun(number);
  }

  /** The number of the component in a slot, if that is of use to anybody. */
  numberOf(slot: number): number {
    return this.watches === null ? 0 : this.binding.LoopNumber(this.environment, slot);
  }

  /** One kind of news of the loop of a component, by its number. */
  watch<K extends keyof LoopNews>(number: number, kind: K): Observable<LoopNews[K]> {
    return this.useWatches().observe(number, kind);
  }

  useWatches(): LoopWatches {
    return (this.watches ??= new LoopWatches());
  }

  private end(loop: TransientLoop, reasonNumber: number): void {
    const reason = endReasonFromNumber(reasonNumber);
    const number = this.numberOf(loop.slot);
    const tasksCancelled = this.cross(loop, () => loop.end(reason)) ?? 0;
    this.loops[loop.slot] = null;
    if (this.host.logsLoops)
      loop.log('loop.ended', 'log', `loop ended: ${reason}`, undefined, { reason, tasksCancelled });
    this.watches?.tell(number, 'end', reason);
  }

  /** Runs something as a crossing into this loop. No exception goes on to C++, which would swallow it. */
  cross<T>(loop: TransientLoop, action: () => T): T | undefined {
    this.timers.spill(loop.slot);
    // Outside of a tick logical time is the clock's.
    if (!loop.hasMoment && (this.memory.flags(loop.slot) & LoopFlag.BudgetSpent) === 0) {
      this.memory.reach(loop.slot, this.memory.now(loop.slot));
      this.otherClocks?.catchUp(loop.slot);
    }
    CROSSINGS.cross(loop, this, loop.slot, loop.generation);
    try {
      return action();
    } catch (error) {
      this.reportInternal(error);
      return undefined;
    } finally {
      CROSSINGS.leave();
    }
  }

  private reportInternal(error: unknown): void {
    this.host.log({
      event: 'internal.error',
      severity: 'error',
      message: `Internal error: ${messageOf(error)}`,
      fields: stackOf(error),
    });
  }
}

function* idle(): Generator<never, void> {
  // The tasks of a scope are not below the main task.
}

function stackOf(error: unknown): { stack: string | undefined } {
  return { stack: error instanceof Error ? error.stack : undefined };
}
