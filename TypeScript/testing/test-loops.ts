// SPDX-License-Identifier: MIT
import {
  LoopFlag,
  LoopRegistry,
  ScriptTable,
  type ActorScript,
  type Host,
  type LeftOver,
} from 'transient-loop/host';
import type { LoopReport } from './leftovers';
import { watch } from './open-stages';
import { Random } from './random';
import { TestFacade, type WorldState } from './test-actor';
import { TestKitError } from './test-kit-error';
import { moduleOf, type ScriptModule } from './script-module';
import { TestLoop, type LoopOptions } from './test-loop';
import { TestStage, type StageOptions } from './test-stage';
import type { FrameOptions, IdleOptions } from './virtual-time';

export interface TestLoopsOptions extends StageOptions {
  /** Whether each task keeps the stack of whoever made it; default true. */
  readonly capturesStacks?: boolean | undefined;
  /** Scripts that loops may name instead of bringing one. */
  readonly scripts?: Readonly<Record<string, ActorScript | ScriptModule>> | undefined;
  /** Loops that there is room for at first; default 64. More make room for themselves. */
  readonly initialCapacity?: number | undefined;
  /** Whether the beginning and end of loops are logged; default false. */
  readonly logsLoops?: boolean | undefined;
}

/** Name of the level that all actors of a test without a world are in. */
const LEVEL = 'TestLevel';

/**
 * Several actors, each with a loop of its own, that share a clock and a script environment: pure TypeScript.
 *
 * In each frame they tick in an order that the seed decides.
 */
export class TestLoops extends TestStage {
  readonly table = new ScriptTable();
  readonly registry: LoopRegistry;
  readonly world: TestFacade;
  private readonly loops: TestLoop[] = [];
  /** What the core asks for; a test of the core itself may put something else in its place. */
  readonly host: { -readonly [Name in keyof Host]: Host[Name] };
  private readonly scripts: Map<string, ScriptModule>;
  /** Begins play right now. */
  private beginning: TestLoop | undefined = undefined;
  private readonly tickOrder: Random;
  private readonly state: WorldState = {
    seconds: 0,
    deltaSeconds: 0,
    isPaused: false,
    dilation: 1,
    quitWanted: false,
    actors: () => this.loops.filter((loop) => loop.isInWorld).map((loop) => loop.actor),
  };

  constructor(options: TestLoopsOptions = {}) {
    super(options);
    this.world = new TestFacade(this.state, LEVEL);
    this.tickOrder = new Random(this.seed, 'tick order');
    this.scripts = new Map(
      Object.entries(options.scripts ?? {}).map(([name, script]) => [name, moduleOf(script)]),
    );
    this.host = this.makeHost(options);
    this.registry = new LoopRegistry(this.table, this.host, options.initialCapacity);
  }

  /** Begins play of an actor with a loop of its own. */
  begin(options?: LoopOptions): TestLoop {
    const loop = this.prepare(options);
    loop.beginPlay();
    return loop;
  }

  /** Makes an actor that has not begun play: {@link TestLoop.beginPlay} does. */
  prepare(options: LoopOptions = {}): TestLoop {
    const loop = new TestLoop(this, options, this.nameOf(options.script ?? idle));
    this.loops.push(loop);
    return loop;
  }

  /** A loop begins: it is noted as soon as the core has made it. */
  begins(loop: TestLoop): void {
    this.beginning = loop;
  }

  get isShuffled(): boolean {
    return this.loops.length > 1;
  }

  readonly pause = (paused = true): void => {
    this.state.isPaused = paused;
  };

  readonly setDilation = (dilation: number): void => {
    this.world.timeDilation = dilation;
  };

  /** {@link TestStage.advance} without promise jobs, for loops of generator tasks. */
  readonly advanceSync = (seconds: number): void => this.time.runSync('advance', this.time.advance(seconds));

  readonly tickSync = (seconds?: number, options?: FrameOptions): void =>
    this.time.runSync('tick', this.time.tick(seconds, options));

  readonly runUntilIdleSync = (options?: IdleOptions): void =>
    this.time.runSync('runUntilIdle', this.time.runUntilIdle(options));

  end(): void {
    for (const loop of this.running().reverse()) loop.endPlay('quit');
  }

  countLeft(): LeftOver {
    return this.registry.leftOver();
  }

  reports(): LoopReport[] {
    return this.loops.map((loop) => ({
      actor: loop.actor.label,
      now: loop.loop.now,
      tasks: loop.loop.tasks(),
    }));
  }

  *frame(seconds: number, real: number): Generator<void, void, void> {
    const { state } = this;
    this.table.beginFrame();
    state.deltaSeconds = state.isPaused ? 0 : seconds * state.dilation;
    state.seconds += state.deltaSeconds;
    // A loop that begins in this frame ticks in the next one.
    const loops = this.running();
    const order = loops.length > 1 ? this.tickOrder.shuffled(loops) : loops;
    for (const loop of order) yield* loop.tickComponent(seconds * state.dilation, real, state.isPaused);
    if (!state.quitWanted) return;
    state.quitWanted = false;
    this.end();
  }

  secondsToNextWake(): number {
    const { dilation, isPaused } = this.state;
    return this.running().reduce(
      (least, loop) => Math.min(least, loop.secondsToNextWake(dilation, isPaused)),
      Infinity,
    );
  }

  countWakeUps(): number {
    return this.table.crossings;
  }

  whyNotSync(): string | undefined {
    const busy = this.running().filter((loop) => this.table.flags(loop.slot) & LoopFlag.AsyncTasks);
    if (busy.length === 0) return undefined;
    return `actor ${busy.map((loop) => `"${loop.actor.label}"`).join(', ')} has async tasks`;
  }

  private running(): TestLoop[] {
    return this.loops.filter((loop) => loop.wantsTicks);
  }

  private ownerOf(slot: number): TestLoop {
    const owner = this.loops.find((loop) => loop.slot === slot && loop.isInTable);
    if (owner === undefined) throw new TestKitError('TEST_UNSUPPORTED', `Expected a loop in slot ${slot}`);
    return owner;
  }

  private nameOf(script: string | ActorScript | ScriptModule): string {
    if (typeof script === 'string') return script;
    const name = `test/script-${this.scripts.size}`;
    this.scripts.set(name, moduleOf(script));
    return name;
  }

  private load(module: string): ScriptModule {
    this.beginning?.noteMain();
    this.beginning = undefined;
    const found = this.scripts.get(module);
    if (found === undefined) throw new Error(`no file ${module}`);
    return found;
  }

  private makeHost({ capturesStacks = true, logsLoops = false }: TestLoopsOptions): TestLoops['host'] {
    return {
      capturesStacks,
      logsLoops,
      loadScript: (module) => this.load(module),
      log: (entry) => this.log.add(entry),
      actorOf: (slot) => this.ownerOf(slot).actor,
      worldOf: () => this.world,
      newAbortController: () => new AbortController(),
    };
  }
}

/** The script of a loop that was given none. */
function* idle(): Generator<never, void, unknown> {
  // Its tasks are spawned by the test.
}

/** Makes room for several actors, each with a loop of its own, in pure TypeScript. */
export function createTestLoops(options?: TestLoopsOptions): TestLoops {
  return watch(new TestLoops(options));
}

export type TestLoopOptions = TestLoopsOptions & LoopOptions;

/**
 * Begins play of one actor with a loop of its own, in pure TypeScript.
 *
 * @example const { loop, advance } = createTestLoop({ script: patrol });
 */
export function createTestLoop(options: TestLoopOptions = {}): TestLoop {
  return createTestLoops(options).begin(options);
}
