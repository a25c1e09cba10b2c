// SPDX-License-Identifier: MIT
import type { Actor, ActorScript, TaskBody, TaskInfo, TaskScope, World } from 'transient-loop';
import {
  LifecycleOperation,
  LoopRegistry,
  type EndReason,
  type Host,
  type LeftOver,
  type LogEntry,
} from 'transient-loop/host';
import { TestComponent, TestTable } from './test-table';

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
export class TestWorld implements Host {
  readonly table = new TestTable();
  readonly registry: LoopRegistry;
  readonly entries: LogEntry[] = [];
  logsLoops = false;
  private readonly scripts = new Map<string, unknown>();
  private readonly loops: TestLoop[] = [];

  constructor(initialCapacity?: number) {
    this.registry = new LoopRegistry(this.table, this, initialCapacity);
  }

  /** Begins play of an actor that runs this script. */
  begin(body: TaskBody<unknown>, options: TestLoopOptions = {}): TestLoop {
    const script = `test/script-${this.scripts.size}`;
    this.scripts.set(script, { default: body, ...options.exports });
    return this.beginModule(script, options);
  }

  beginModule(script: string, options: TestLoopOptions = {}): TestLoop {
    const given = options.arguments ?? '';
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    const loop = new TestLoop(this, { actor: options.actor ?? 'Actor', script, arguments: text });
    this.loops.push(loop);
    loop.component.beginPlay();
    return loop;
  }

  /** What is alive in the whole environment. */
  left(): LeftOver {
    return this.registry.leftOver();
  }

  events(event: string): LogEntry[] {
    return this.entries.filter((entry) => entry.event === event);
  }

  loadScript(module: string): unknown {
    if (!this.scripts.has(module)) throw new Error(`no file ${module}`);
    return this.scripts.get(module);
  }

  log(entry: LogEntry): void {
    this.entries.push(entry);
  }

  actorOf(slot: number): Actor {
    return this.loops.find((loop) => loop.component.slot === slot && loop.isInTable)!.actor;
  }

  worldOf(): World {
    return { level: 'TestLevel' } as World;
  }
}

/** One actor of a {@link TestWorld} and its loop. */
export class TestLoop {
  readonly component: TestComponent;
  /** The actor as scripts see it: its name, and its end. */
  readonly actor: Actor;

  constructor(
    readonly world: TestWorld,
    settings: TestComponent['settings'],
  ) {
    this.component = new TestComponent(world.table, settings);
    this.actor = { label: settings.actor, destroy: () => this.endPlay('destroyed') } as Actor;
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
    return this.world.registry.loopAt(this.component.slot)?.generation === this.component.generation;
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

  endPlay(reason: EndReason = 'destroyed'): void {
    this.component.endPlay(reason);
  }

  /** What Blueprint's `StartTask` does; returns the number of the task. */
  startTask(name: string): number {
    this.world.table.operationText = name;
    this.component.operate(LifecycleOperation.StartTask);
    return this.world.table.operationResult;
  }

  cancelTask(id: number): boolean {
    this.component.operate(LifecycleOperation.CancelTask, id);
    return this.world.table.operationResult === 1;
  }

  cancelAllTasks(): void {
    this.component.operate(LifecycleOperation.CancelAllTasks);
  }

  tasks(): readonly TaskInfo[] {
    return this.world.registry.loopAt(this.component.slot)!.tasks();
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
