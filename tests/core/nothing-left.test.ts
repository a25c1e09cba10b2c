// SPDX-License-Identifier: MIT
import { Subject, interval, mergeMap, take } from 'rxjs';
import type { Stream, Task, TaskScope, Wait } from 'transient-loop';
import { END_REASONS } from 'transient-loop/host';
import { NOTHING, TestWorld, promiseJobs, type TestLoop } from './support/test-loop';
import { unhandledRejections } from './support/unhandled-rejections';

const SEEDS = Array.from({ length: 60 }, (_, place) => place + 1);
const ACTIONS = 12;

/** Numbers from 0 to below `limit`, the same for the same seed. Source: mulberry32, Tommy Ettinger, public domain. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** A body that does at random what scripts do, right or wrong. */
class RandomProgram {
  private readonly random: (limit: number) => number;
  private readonly sources = [new Subject<number>(), new Subject<number>()];
  private readonly known: Task<unknown>[] = [];
  private readonly stored: Wait<void>[] = [];
  private readonly streams: Stream<number>[] = [];
  private spawned = 0;

  constructor(
    seed: number,
    private readonly withAsync: boolean,
  ) {
    this.random = randomFrom(seed);
  }

  generator = (self: TaskScope): Generator<Wait<unknown>, unknown, unknown> => this.steps(self);

  asynchronous = async (self: TaskScope): Promise<unknown> => {
    const steps = this.steps(self);
    let step = steps.next();
    while (step.done !== true) {
      try {
        step = steps.next(await step.value);
      } catch (error) {
        step = steps.throw(error);
      }
    }
    return step.value;
  };

  /** What happens outside of the loops between two ticks. */
  disturb(): void {
    const source = this.sources[this.random(2)]!;
    source.next(this.random(100));
    if (this.random(20) === 0) this.known[this.random(this.known.length)]?.cancel('from outside');
  }

  private *steps(self: TaskScope): Generator<Wait<unknown>, unknown, unknown> {
    this.known.push(self.task);
    const catches = this.random(3) === 0;
    try {
      for (let action = this.random(ACTIONS); action > 0; action -= 1) {
        try {
          const wait = this.act(self);
          if (wait !== undefined) yield wait;
        } catch (error) {
          if (!catches) throw error;
        }
      }
    } finally {
      if (this.random(4) === 0) yield this.random(2) === 0 ? self.sleep(0.2) : self.nextTick();
      if (this.random(30) === 0) throw new Error('cleanup broke');
    }
    return this.random(100);
  }

  private act(self: TaskScope): Wait<unknown> | undefined {
    switch (this.random(18)) {
      case 0:
      case 1:
        return self.sleep(this.random(50) / 100);
      case 2:
        return self.nextTick();
      case 3:
        return self.ticks(this.random(4));
      case 4:
        return self.until(() => this.random(4) === 0);
      case 5:
      case 6:
      case 7:
        return this.spawn(self);
      case 8:
        self.subscribe(
          this.sources[this.random(2)]!,
          () => this.maybe(20, () => self.task.cancel('by a value')),
          {
            background: this.random(2) === 0,
          },
        );
        return undefined;
      case 9:
        return this.random(3) === 0 ? undefined : this.known[this.random(this.known.length)];
      case 10:
        this.known[this.random(this.known.length)]!.cancel('at random');
        return undefined;
      case 11:
        this.stored.push(self.sleep(this.random(100) / 100), self.ticks(1 + this.random(9)));
        return this.stored[this.random(this.stored.length)];
      case 13:
        self
          .inlet(this.sources[this.random(2)]!)
          .pipe(mergeMap(() => self.streams.every((1 + this.random(9)) / 10)))
          .subscribe(() => this.maybe(20, () => self.task.cancel('by a timer')));
        return undefined;
      case 14:
        interval(this.random(300), this.random(2) === 0 ? self.scheduler : self.loop.scheduler)
          .pipe(take(20))
          .subscribe({ next: () => this.maybe(30, () => self.actor?.destroy()), error: () => undefined });
        return undefined;
      case 15:
        this.streams.push(self.stream(this.sources[this.random(2)]!, { overflow: 'latest' }));
        return this.streams[this.random(this.streams.length)]!.next();
      case 16:
        self.streams.endOfPlay().subscribe(() => self.streams.ticks().subscribe());
        this.maybe(3, () => this.streams[this.random(this.streams.length)]?.close());
        return undefined;
      case 12:
        this.maybe(8, () => self.actor?.destroy());
        self.task.onDone(() => this.maybe(10, () => this.sources[0]!.next(1)));
        return undefined;
      default:
        this.maybe(6, () => {
          throw new Error('script error');
        });
        return undefined;
    }
  }

  private spawn(self: TaskScope): Wait<unknown> | undefined {
    this.spawned += 1;
    if (this.spawned > 200) return undefined;
    const options = { background: this.random(3) === 0 };
    const task =
      this.withAsync && this.random(2) === 0
        ? self.spawn(this.asynchronous, options)
        : self.spawn(this.generator, options);
    return this.random(3) === 0 ? task : undefined;
  }

  private maybe(odds: number, action: () => void): void {
    if (this.random(odds) === 0) action();
  }
}

describe('after the end of play of every actor', () => {
  it.each(SEEDS)('nothing is left of random generators (seed %i)', (seed) => {
    const { world, loops, program, random } = scene(seed, false);

    for (let tick = 0; tick < 60; tick += 1) {
      program.disturb();
      for (const loop of loops) loop.tick((1 + random(20)) / 60);
      if (random(15) === 0) loops[random(loops.length)]!.endPlay(END_REASONS[random(5)]);
    }
    for (const loop of loops) loop.endPlay('quit');

    expect(world.left()).toEqual(NOTHING);
    expect(world.events('internal.error')).toEqual([]);
  });

  it.each(SEEDS)('nothing is left of random generators and async functions (seed %i)', async (seed) => {
    const rejections = unhandledRejections();
    const { world, loops, program, random } = scene(seed, true);

    for (let tick = 0; tick < 30; tick += 1) {
      program.disturb();
      for (const loop of loops) await loop.tickAsync((1 + random(20)) / 60);
      if (random(15) === 0) loops[random(loops.length)]!.endPlay(END_REASONS[random(5)]);
    }
    for (const loop of loops) loop.endPlay('quit');
    const atOnce = world.left();
    await promiseJobs();

    expect(atOnce).toEqual(NOTHING);
    expect(world.left()).toEqual(NOTHING);
    expect(world.events('internal.error')).toEqual([]);
    expect(rejections.stop()).toEqual([]);
  });

  it('the programs are not all trivial', () => {
    const { world, loops } = scene(3, false);

    for (const loop of loops) loop.tick(0.01);

    expect(world.registry.taskCreated()).toBeGreaterThan(5);
  });
});

function scene(
  seed: number,
  withAsync: boolean,
): {
  world: TestWorld;
  loops: TestLoop[];
  program: RandomProgram;
  random: (limit: number) => number;
} {
  const world = new TestWorld(2);
  const program = new RandomProgram(seed, withAsync);
  const loops = [1, 2, 3, 4].map((number) =>
    world.begin(withAsync && number % 2 === 0 ? program.asynchronous : program.generator),
  );
  return { world, loops, program, random: randomFrom(seed + 1_000_000) };
}
