// SPDX-License-Identifier: MIT
import type { TaskScope } from 'transient-loop';
import { NOTHING, TestWorld, createTestLoop, promiseJobs, type TestLoop } from './support/test-loop';

/** A loop that counts how often it wakes, every millisecond. */
function busy(world: TestWorld, woken: number[], name = 0): TestLoop {
  return world.begin(function* (self) {
    for (;;) {
      yield* self.sleep(1 / 1024);
      woken[name] = (woken[name] ?? 0) + 1;
    }
  });
}

describe('the budget of a loop', () => {
  it('is ten thousand steps a tick, if nobody says otherwise', () => {
    const woken: number[] = [];
    const loop = busy(new TestWorld(), woken);

    loop.tick(100);
    expect(woken[0]).toBeGreaterThanOrEqual(10_000);
    expect(woken[0]).toBeLessThan(10_100);
    const first = woken[0]!;
    loop.tick(0);

    expect(woken[0]).toBeGreaterThan(first + 9_900);
    loop.endPlay();
  });

  it('stops a burst; the rest goes on in the next ticks, in the same order, at the moments it was due', () => {
    const at: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.loop.budget = { steps: 10, milliseconds: Infinity };
      for (let i = 0; i < 25; i += 1) {
        self.spawn(function* (child) {
          yield* child.sleep((i + 1) / 32);
          at.push(child.now);
        });
      }
      yield* self.sleep(Infinity);
    });
    // Entering them is what the first ticks are for.
    for (let ticks = 0; ticks < 4; ticks += 1) loop.tick(0);

    const counts = [1, 0, 0, 0].map((seconds) => {
      loop.tick(seconds);
      return at.length;
    });

    expect(counts).toEqual([10, 20, 25, 25]);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at).toEqual(Array.from({ length: 25 }, (_, i) => (i + 1) / 32));
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('keeps a task that spawns for ever from hanging the tick', async () => {
    let spawned = 0;
    const loop = createTestLoop(async (self) => {
      self.loop.budget = { steps: 100, milliseconds: Infinity };
      for (;;) {
        await self.spawn(async () => {
          spawned += 1;
          await Promise.resolve();
        });
      }
    });

    await promiseJobs();
    await promiseJobs();

    await loop.tickAsync(1);
    const first = spawned;
    await loop.tickAsync(1);

    expect([first, spawned - first]).toEqual([100, 100]);
    loop.endPlay();
  });

  it('bounds the moments of an async task, each of which is a crossing of its own', async () => {
    let woken = 0;
    const loop = createTestLoop(async (self) => {
      for (;;) {
        await self.sleep(1 / 1024);
        woken += 1;
      }
    });
    await promiseJobs();

    const counts: number[] = [];
    for (const seconds of [25, 0, 0]) {
      await loop.tickAsync(seconds);
      counts.push(woken);
    }

    expect(counts.map((count) => Math.round(count / 100))).toEqual([100, 200, 256]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('begins anew in each tick of an async task', async () => {
    let woken = 0;
    const loop = createTestLoop(async (self) => {
      for (;;) {
        await self.sleep(1 / 64);
        woken += 1;
      }
    });
    await promiseJobs();

    // More moments in all than one tick may have.
    for (let tick = 1; tick <= 180; tick += 1) {
      await loop.tickAsync(1);
      expect(woken).toBe(64 * tick);
    }

    loop.endPlay();
  });

  it('is milliseconds of the host’s clock as well', () => {
    const world = new TestWorld();
    let milliseconds = 0;
    Object.assign(world.host, { milliseconds: () => (milliseconds += 1) });
    const woken: number[] = [];
    const loop = busy(world, woken);
    world.registry.loopAt(loop.component.slot)!.budget = { steps: Infinity, milliseconds: 5 };

    loop.tick(100);
    const first = woken[0]!;
    loop.tick(0);

    expect(first).toBeLessThan(200);
    expect(woken[0]).toBeGreaterThan(first);
    loop.endPlay();
  });

  it.each<[object, RegExp]>([
    [{ steps: 0, milliseconds: 1 }, /budget\.steps: expected a number of 1 or more, but got number 0/],
    [{ steps: 1, milliseconds: 0 }, /budget\.milliseconds: expected a number of more than 0/],
    [{ steps: '5', milliseconds: 1 }, /budget\.steps/],
  ])('refuses %p', (budget, message) => {
    let thrown = '';
    const loop = createTestLoop(function* (self) {
      try {
        self.loop.budget = budget as never;
      } catch (error) {
        thrown = (error as Error).message;
      }
    });

    expect(thrown).toMatch(message);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('self.breathe', () => {
  it.each<[string, (self: TaskScope, seen: number[]) => unknown]>([
    [
      'generator',
      (self, seen) =>
        self.spawn(function* (task) {
          for (;;) {
            seen.push(task.now);
            yield* task.breathe();
          }
        }),
    ],
    [
      'async',
      (self, seen) =>
        self.spawn(async (task) => {
          for (;;) {
            seen.push(task.now);
            await task.breathe();
          }
        }),
    ],
  ])('goes on in the next tick when the time is spent (%s)', async (_kind, start) => {
    const world = new TestWorld();
    let milliseconds = 0;
    Object.assign(world.host, { milliseconds: () => (milliseconds += 0.25) });
    const seen: number[] = [];
    const loop = world.begin(function* (self) {
      start(self, seen);
      yield* self.sleep(Infinity);
    });

    await promiseJobs();

    await loop.tickAsync(1);
    await loop.tickAsync(1);
    const first = seen.length;
    await loop.tickAsync(1);

    expect(first).toBeGreaterThan(4);
    expect(first).toBeLessThan(40);
    expect(seen.length).toBeGreaterThan(first + 4);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('self.breathe without a clock', () => {
  it('is bounded by the steps of a tick', () => {
    let computed = 0;
    const loop = createTestLoop(function* (self) {
      for (;;) {
        computed += 1;
        yield* self.breathe();
      }
    });

    const first = computed;
    loop.tick(1);

    expect(first).toBeGreaterThan(9_000);
    expect(computed - first).toBeGreaterThan(9_000);
    expect(computed - first).toBeLessThan(20_100);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('the budget of a world', () => {
  it('is shared out: a loop that could use it all leaves the others their share', () => {
    const world = new TestWorld();
    const woken = [0, 0, 0];
    const loops = [0, 1, 2].map((name) => busy(world, woken, name));
    const { worldBudget } = world.registry;
    const frame = (seconds: number): void => {
      worldBudget.beginFrame();
      for (const loop of loops) loop.tick(seconds);
    };
    worldBudget.limits = { steps: 300, milliseconds: Infinity };
    // Shares are what the frame before teaches.
    frame(1 / 1024);
    woken.fill(0);

    frame(10);

    for (const count of woken) {
      expect(count).toBeGreaterThanOrEqual(95);
      expect(count).toBeLessThanOrEqual(125);
    }
    frame(0);
    for (const count of woken) expect(count).toBeGreaterThanOrEqual(190);
    loops.forEach((loop) => loop.endPlay());
    expect(world.left()).toEqual(NOTHING);
  });

  it('lets one loop have what the others do not claim', () => {
    const world = new TestWorld();
    const woken = [0, 0];
    const first = busy(world, woken, 0);
    const idle = world.begin(function* (self) {
      yield* self.sleep(Infinity);
    });
    world.registry.worldBudget.beginFrame();
    first.tick(1 / 1024);
    world.registry.worldBudget.beginFrame();
    world.registry.worldBudget.limits = { steps: 300, milliseconds: Infinity };
    woken.fill(0);

    first.tick(10);
    idle.tick(10);

    expect(woken[0]).toBeGreaterThan(280);
    expect(woken[0]).toBeLessThan(330);
    first.endPlay();
    idle.endPlay();
    expect(world.left()).toEqual(NOTHING);
  });
});
