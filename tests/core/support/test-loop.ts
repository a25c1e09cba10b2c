// SPDX-License-Identifier: MIT
// The test kit, as tests of the core itself want it: ticks without promise jobs unless they are asked for, and no checks
// of its own.
import type { ActorScript, TaskBody, TaskInfo, TaskScope } from 'transient-loop';
import {
  LifecycleOperation,
  type EndReason,
  type LeftOver,
  type LogEntry,
  type LoopRegistry,
} from 'transient-loop/host';
import {
  createTestLoops,
  type LoopOptions,
  type TestLoop as KitLoop,
  type TestLoops,
} from 'transient-loop/testing';

export interface TestLoopOptions {
  /** Name of the actor; default `Actor`. */
  readonly actor?: string;
  /** Script arguments, or their text as a level file would hold it. */
  readonly arguments?: Readonly<Record<string, unknown>> | string;
  /** What the script module exports besides its default. */
  readonly exports?: Readonly<Record<string, ActorScript>>;
}

/** Lets everything that promises have ready run, as the headless host does after each outermost crossing. */
export function promiseJobs(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** One script environment with components in it. Time moves by hand. */
export class TestWorld {
  readonly kit: TestLoops;

  constructor(initialCapacity?: number) {
    this.kit = createTestLoops({ initialCapacity, capturesStacks: false });
    // As in an environment that has none.
    delete this.kit.host.newAbortController;
  }

  get table(): TestLoops['table'] {
    return this.kit.table;
  }

  get registry(): LoopRegistry {
    return this.kit.registry;
  }

  /** What the core asks for, to be changed by tests of that. */
  get host(): TestLoops['host'] {
    return this.kit.host;
  }

  get entries(): readonly LogEntry[] {
    return this.kit.log.entries;
  }

  /** Begins play of an actor that runs this script. */
  begin(body: TaskBody<unknown>, { exports, ...options }: TestLoopOptions = {}): TestLoop {
    return new TestLoop(this, this.kit.begin({ ...options, script: { ...exports, default: body } }));
  }

  beginModule(script: string, options: TestLoopOptions = {}): TestLoop {
    return new TestLoop(this, this.kit.begin({ ...options, script }));
  }

  /** Makes an actor that has not begun play. */
  prepare(options: LoopOptions): TestLoop {
    return new TestLoop(this, this.kit.prepare(options));
  }

  /** What is alive in the whole environment. */
  left(): LeftOver {
    return this.registry.leftOver();
  }

  events(event: string): LogEntry[] {
    return this.entries.filter((entry) => entry.event === event);
  }
}

/** One actor of a {@link TestWorld} and its loop. */
export class TestLoop {
  constructor(
    readonly world: TestWorld,
    private readonly kit: KitLoop,
  ) {}

  get component(): KitLoop['component'] {
    return this.kit.component;
  }

  /** The actor as scripts see it. */
  get actor(): KitLoop['actor'] {
    return this.kit.actor;
  }

  /** Seconds of the actor's game time, as C++ has them. */
  get seconds(): number {
    return this.world.table.now(this.component.slot);
  }

  /** Calls of the tick function of the environment so far. */
  get crossings(): number {
    return this.world.table.crossings;
  }

  /** False from the moment that the plugin gave the slot back. */
  get isInTable(): boolean {
    return this.kit.isInTable;
  }

  /** One tick of the component, without promise jobs. */
  tick(deltaSeconds = 1 / 60): void {
    for (const _ of this.component.tick(deltaSeconds));
  }

  /** As many ticks as it takes, without promise jobs. */
  advance(seconds: number, frame = 1 / 60): void {
    for (let left = Math.round(seconds / frame); left > 0; left -= 1) this.tick(frame);
  }

  /** One tick of the component; promise jobs run after each crossing. */
  async tickAsync(deltaSeconds = 1 / 60): Promise<void> {
    for (const _ of this.component.tick(deltaSeconds)) await promiseJobs();
  }

  async advanceAsync(seconds: number, frame = 1 / 60): Promise<void> {
    for (let left = Math.round(seconds / frame); left > 0; left -= 1) await this.tickAsync(frame);
  }

  beginPlay(): void {
    this.kit.beginPlay();
  }

  endPlay(reason: EndReason = 'destroyed'): void {
    this.kit.endPlay(reason);
  }

  /** What Blueprint's `StartTask` does; returns the number of the task. */
  startTask(name: string): number {
    return this.kit.startTask(name);
  }

  cancelTask(id: number): boolean {
    this.component.operate(LifecycleOperation.CancelTask, id);
    return this.world.table.operationResult === 1;
  }

  cancelAllTasks(): void {
    this.component.operate(LifecycleOperation.CancelAllTasks);
  }

  tasks(): readonly TaskInfo[] {
    return this.kit.tasks();
  }

  left(): LeftOver {
    return this.world.left();
  }

  events(event: string): LogEntry[] {
    return this.world.events(event);
  }
}

/** An actor alone in its world, that has begun play with this script. */
export function createTestLoop(body: TaskBody<unknown>, options?: TestLoopOptions): TestLoop {
  return new TestWorld().begin(body, options);
}

export const NOTHING: LeftOver = { tasks: 0, timers: 0, subscriptions: 0 };

/** The loop's time in whole milliseconds. */
export function milliseconds(self: TaskScope): number {
  return Math.round(self.now * 1000);
}
