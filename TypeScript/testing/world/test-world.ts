// SPDX-License-Identifier: MIT
import type { Actor, World } from 'transient-loop';
import { ArgumentError } from 'transient-loop/host';
import { HeadlessGame, type GameSummary } from 'transient-loop/headless';
import { withDeepStacks } from '../creation-stack';
import type { Counts, LoopReport } from '../leftovers';
import { secondsToWake } from '../next-wake';
import { watch } from '../open-stages';
import { Random } from '../random';
import { TestKitError } from '../test-kit-error';
import { TestStage } from '../test-stage';
import { InlineScripts } from './inline-scripts';
import { levelDefinitions, type TestWorldOptions, type WorldActorOptions } from './world-options';
import { WorldLoop } from './world-loop';

/** Frames in which nothing happened before a world is at rest: what was asked for in one frame comes about in the next. */
const QUIET_FRAMES = 2;
/** The engine cuts frames that are longer, in seconds. */
const LONGEST_FRAME = 0.4;
const SHUFFLED = 2;

/** A whole world of actors without an engine: the plugin's own component, in virtual time. */
export class TestWorld extends TestStage {
  /** The world as scripts see it. */
  readonly world: World;
  readonly isShuffled = true;
  private readonly game: HeadlessGame;
  private readonly scripts: InlineScripts;
  private summary: GameSummary | undefined = undefined;
  /** Frames are floats on the other side; errors of those do not add up here. */
  private wanted = 0;
  private given = 0;
  private quietFrames = 0;

  /** Use {@link createTestWorld}. */
  constructor(options: TestWorldOptions) {
    super(options);
    if (this.time.frame > LONGEST_FRAME) {
      throw new ArgumentError('frame', `at most ${LONGEST_FRAME} s, as the engine has it`, options.frame);
    }
    const scripts = new InlineScripts(options.scripts ?? {});
    this.scripts = scripts;
    this.game = new HeadlessGame({
      scriptRoot: options.scriptRoot,
      capturesStacks: options.capturesStacks ?? true,
      logsLoops: true,
      // No budget of milliseconds is ever spent: it would make one run differ from the next.
      milliseconds: () => 0,
      scripts: (module) => scripts.load(module),
      switches: { actorOrder: SHUFFLED, componentOrder: SHUFFLED, seed: this.seed, ...options.switches },
      onEvent: (event) => {
        this.quietFrames = 0;
        this.log.add(event);
      },
    });
    this.world = this.game.world;
    const levels = levelDefinitions(options, scripts, new Random(this.seed, 'actors'));
    for (const level of levels) this.game.addLevel(level);
    this.game.start(options.levels?.[0]?.name ?? levels[0]!.name);
  }

  /** Opens the first level: its actors begin play. */
  open(): Promise<void> {
    return this.asEngine(() => withDeepStacks(() => this.game.open()));
  }

  /**
   * Does something as the engine would, so that async tasks have come to their next wait when this resolves; a test runs
   * inside a promise job, where their turn comes later.
   *
   * @example await world.asEngine(() => guard.destroy());
   */
  readonly asEngine = async <T>(action: () => T): Promise<T> => {
    const { game } = this;
    let result: T;
    await this.time.run(
      (function* () {
        result = game.call(action);
        yield;
      })(),
    );
    return result!;
  };

  /**
   * Spawns an actor, which begins play.
   * @throws {ArgumentError} if the world refuses
   */
  readonly spawn = ({
    class: className = 'Actor',
    script,
    ...options
  }: WorldActorOptions): Promise<Actor> => {
    const placed = script === undefined ? {} : { script: this.scripts.nameOf(script) };
    const { label, location, arguments: given, errorPolicy } = options;
    const more = {
      ...(location === undefined ? {} : { location }),
      ...(given === undefined ? {} : { arguments: given }),
      ...(errorPolicy === undefined ? {} : { errorPolicy }),
    };
    return this.asEngine(() =>
      withDeepStacks(() => this.world.spawn({ class: className, label, ...more, ...placed })),
    );
  };

  /** The first actor with this label. @throws {ArgumentError} if there is none */
  readonly actor = (label: string): Actor => {
    const found = this.world.find(label);
    if (found !== undefined) return found;
    throw new ArgumentError('world.actor', `the label of an actor (${this.labels()})`, label);
  };

  /** The loop of the actor with this label. @throws {ArgumentError} if there is none */
  readonly loop = (label: string): WorldLoop => {
    const found = this.loops().find((loop) => loop.actor === label);
    if (found !== undefined) return found;
    throw new ArgumentError('world.loop', `the label of an actor with a loop (${this.labels()})`, label);
  };

  /** All loops that are alive. */
  readonly loops = (): WorldLoop[] => WorldLoop.allOf(this, this.game.environments);

  readonly pause = (paused = true): void => {
    this.world.isPaused = paused;
  };

  readonly setDilation = (dilation: number): void => {
    this.world.timeDilation = dilation;
  };

  /** Replaces the world by another level, at the start of the next frame. */
  readonly openLevel = (level: string): void => {
    this.quietFrames = 0;
    this.world.openLevel(level);
  };

  /** Streams a level in or out; its actors begin or end play in one of the next frames. */
  readonly setLevelVisible = (level: string, visible: boolean): void => {
    this.quietFrames = 0;
    this.world.setLevelVisible(level, visible);
  };

  /** Ends play for the whole world, and tells what was left. The second call tells the same. */
  readonly endPlay = async (): Promise<GameSummary> =>
    this.summary ?? this.asEngine(() => (this.summary ??= this.game.end()));

  async end(): Promise<void> {
    await this.endPlay();
  }

  countLeft(): Counts {
    return this.summary?.left ?? this.game.countLeft();
  }

  countWakeUps(): number {
    return this.game.countCrossings();
  }

  reports(): LoopReport[] {
    const { environments, hubEnvironment } = this.game;
    const all = hubEnvironment === undefined ? environments : [...environments, hubEnvironment];
    return WorldLoop.allOf(this, all).map((loop) => ({
      actor: loop.actor,
      now: loop.now,
      tasks: loop.tasks(),
    }));
  }

  *frame(seconds: number, real: number): Generator<void, void, void> {
    if (this.summary !== undefined) {
      throw new TestKitError('TEST_UNSUPPORTED', 'Expected a world that plays, but play has ended');
    }
    if (real !== seconds) {
      throw new TestKitError(
        'TEST_UNSUPPORTED',
        `Expected frames whose real time is their own, but got ${real} s for ${seconds} s: the world cuts hitches itself, at ${LONGEST_FRAME} s`,
      );
    }
    this.wanted += seconds;
    const delta = Math.fround(this.wanted - this.given);
    this.given += delta;
    const before = this.game.countCrossings();
    this.quietFrames += 1;
    this.game.step(delta);
    if (this.game.countCrossings() > before) this.quietFrames = 0;
    yield;
    if (this.game.isQuitting) this.summary ??= this.game.end();
  }

  secondsToNextWake(): number {
    if (this.summary !== undefined) return Infinity;
    if (this.quietFrames < QUIET_FRAMES) return 0;
    const { isPaused, timeDilation } = this.world;
    const { hubEnvironment } = this.game;
    // Its loop is the only one in there, and its time is real.
    let least = hubEnvironment === undefined ? Infinity : secondsToWake(hubEnvironment, 0, 1, false);
    for (const registry of this.game.environments) {
      for (let slot = 0; slot < registry.memory.capacity; slot += 1) {
        const loop = registry.loopAt(slot);
        if (loop === undefined) continue;
        const speed = timeDilation * (loop.actor?.timeDilation ?? 1);
        least = Math.min(least, secondsToWake(registry, slot, speed, isPaused));
      }
    }
    return least === Infinity ? Infinity : Math.min(least, LONGEST_FRAME);
  }

  whyNotSync(): string {
    return 'a world has promise jobs';
  }

  private labels(): string {
    const labels = this.world.actors().map(({ label }) => `"${label}"`);
    return labels.length === 0 ? 'there are none' : labels.slice(0, 10).join(', ');
  }
}

/**
 * Makes a world of actors, and opens its first level.
 *
 * @example const world = await createTestWorld({ actors: [{ label: 'Guard', script: patrol }] });
 */
export async function createTestWorld(options: TestWorldOptions = {}): Promise<TestWorld> {
  const world = watch(new TestWorld(options));
  await world.open();
  return world;
}
