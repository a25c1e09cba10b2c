// SPDX-License-Identifier: MIT
import { LoopFlag, LoopRegistry, type Host, type LeftOver } from 'transient-loop/host';
import type { LoopReport } from './leftovers';
import { watch } from './open-stages';
import { Random } from './random';
import { TestFacade, type WorldState } from './test-actor';
import { TestKitError } from './test-kit-error';
import { TestLoop, type LoopOptions } from './test-loop';
import { TestStage, type StageOptions } from './test-stage';
import { TestTable } from './test-table';
import type { FrameOptions, IdleOptions } from './virtual-time';

export interface TestLoopsOptions extends StageOptions {
  /** Whether each task keeps the stack of whoever made it; default true. */
  readonly capturesStacks?: boolean | undefined;
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
  readonly table = new TestTable();
  readonly registry: LoopRegistry;
  readonly world: TestFacade;
  private readonly loops: TestLoop[] = [];
  private readonly scripts = new Map<string, () => unknown>();
  private readonly tickOrder: Random;
  private readonly state: WorldState = {
    seconds: 0,
    deltaSeconds: 0,
    isPaused: false,
    dilation: 1,
    quitWanted: false,
    actors: () => this.running().map((loop) => loop.actor),
  };

  constructor(options: TestLoopsOptions = {}) {
    super(options);
    this.world = new TestFacade(this.state, LEVEL);
    this.tickOrder = new Random(this.seed, 'tick order');
    this.registry = new LoopRegistry(this.table, this.host(options));
  }

  /** Begins play of an actor with a loop of its own. */
  begin(options: LoopOptions = {}): TestLoop {
    const loop = new TestLoop(this, options, `test/${this.scripts.size}`);
    this.scripts.set(loop.module, () => loop.loadScript());
    this.loops.push(loop);
    loop.beginPlay();
    return loop;
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
    this.registry.worldBudget.beginFrame();
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
    return this.loops.filter((loop) => loop.loop.isRunning);
  }

  private ownerOf(slot: number): TestLoop {
    const owner = this.loops.find((loop) => loop.slot === slot && loop.isInTable);
    if (owner === undefined) throw new TestKitError('TEST_UNSUPPORTED', `Expected a loop in slot ${slot}`);
    return owner;
  }

  private host({ capturesStacks = true, logsLoops = false }: TestLoopsOptions): Host {
    return {
      capturesStacks,
      logsLoops,
      loadScript: (module) => this.scripts.get(module)?.(),
      log: (entry) => this.log.add(entry),
      actorOf: (slot) => this.ownerOf(slot).actor,
      worldOf: () => this.world,
    };
  }
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
