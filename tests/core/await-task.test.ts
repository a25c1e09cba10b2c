// SPDX-License-Identifier: MIT
import { OwnerEndedError, TaskCancelledError, type Task, type TaskScope } from 'transient-loop';
import { NOTHING, TestWorld, createTestLoop, promiseJobs } from './support/test-loop';

describe('Task as a wait', () => {
  it.each([0, 1])('gives its result to a generator, over after %i s', (seconds) => {
    let came = '';
    const loop = createTestLoop(function* (self) {
      came = yield* self.spawn(function* (child) {
        if (seconds > 0) yield* child.sleep(seconds);
        return 'result';
      });
    });

    loop.tick(1);

    expect(came).toBe('result');
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([0, 1])('gives its result to an async function, over after %i s', async (seconds) => {
    let came = '';
    const loop = createTestLoop(async (self) => {
      came = await self.spawn(async (child) => {
        if (seconds > 0) await child.sleep(seconds);
        return 'result';
      });
    });

    await promiseJobs();
    await loop.tickAsync(0);
    await loop.tickAsync(1);

    expect(came).toBe('result');
    expect(loop.left()).toEqual(NOTHING);
  });

  it('throws its error into a generator and into an async function', async () => {
    const wrong = new Error('broken');
    const came: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      const task = self.spawn(async (child) => {
        await child.sleep(1);
        throw wrong;
      });
      self.spawn(async () => {
        await task.then(null, (error: unknown) => came.push(error));
      });
      try {
        yield* task;
      } catch (error) {
        came.push(error);
      }
    });

    await loop.tickAsync(0.5);
    await loop.tickAsync(1);

    expect(came).toEqual([wrong, wrong]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('wakes a generator in the tick, and at the time, in which an async task ended', async () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.spawn(async (child) => {
        await child.sleep(0.25);
      });
      seen.push(self.now);
    });

    await loop.tickAsync(1);

    expect(seen).toEqual([0.25]);
  });

  it('wakes those who wait in the order they came', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const task = self.spawn(sleeper(1));
      for (const name of ['a', 'b', 'c']) {
        self.spawn(function* () {
          yield* task;
          seen.push(name);
        });
      }
    });

    loop.tick(1);

    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('of a task that waits for its children is over when they are', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.spawn(function* (child) {
        child.spawn(sleeper(0.75));
        yield* child.sleep(0.25);
      });
      seen.push(self.now);
    });

    loop.tick(1);

    expect(seen).toEqual([0.75]);
  });
});

describe('a task of another loop', () => {
  it('wakes a generator in the waiter’s own tick, with the waiter’s time', () => {
    const world = new TestWorld();
    const seen: number[] = [];
    let task!: Task<number>;
    const owner = world.begin(function* (self) {
      task = self.spawn(function* (child) {
        yield* child.sleep(1);
        return 7;
      });
    });
    const waiter = world.begin(function* (self) {
      const result = yield* task;
      seen.push(result, self.now);
    });

    waiter.tick(0.25);
    owner.tick(1);
    expect(seen).toEqual([]);
    waiter.tick(0.5);

    expect(seen).toEqual([7, 0.25]);
    expect(world.left()).toEqual(NOTHING);
  });

  it('comes before the ticks and timers of the waiter’s tick', () => {
    const world = new TestWorld();
    const seen: string[] = [];
    let task!: Task<void>;
    const owner = world.begin(function* (self) {
      task = self.spawn(sleeper(1));
    });
    const waiter = world.begin(function* (self) {
      self.spawn(function* (child) {
        yield* child.ticks(1);
        seen.push('tick');
      });
      yield* task;
      seen.push('task');
    });

    owner.tick(1);
    waiter.tick(1);

    expect(seen).toEqual(['task', 'tick']);
  });

  it('wakes a loop that was idle, once', () => {
    const world = new TestWorld();
    let task!: Task<void>;
    const owner = world.begin(function* (self) {
      task = self.spawn(sleeper(1));
    });
    const waiter = world.begin(function* (self) {
      yield* task;
      yield* self.sleep(100);
    });
    owner.tick(1);

    const before = world.table.crossings;
    for (let tick = 0; tick < 10; tick += 1) waiter.tick();

    expect(world.table.crossings - before).toBe(1);
  });

  it('makes sleeps of the woken loop count from its own time, however long it was idle', () => {
    const world = new TestWorld();
    const woken: number[] = [];
    let scope!: TaskScope;
    let task!: Task<void>;
    const owner = world.begin(function* (self) {
      task = self.spawn(sleeper(1));
    });
    const waiter = world.begin(function* (self) {
      scope = self;
      yield* task;
      yield* self.sleep(1);
      woken.push(self.now);
    });
    waiter.tick(8);
    owner.tick(1);

    expect(scope.now).toBe(8);
    waiter.tick(0.5);
    waiter.tick(0.25);
    expect(woken).toEqual([]);
    waiter.tick(0.25);

    expect(woken).toEqual([9]);
  });

  it('rejects with OwnerEndedError if its loop ends, in the waiter’s own tick', () => {
    const world = new TestWorld();
    const came: unknown[] = [];
    let task!: Task<void>;
    const owner = world.begin(function* (self) {
      task = self.spawn(sleeper(100), { name: 'door' });
    });
    const waiter = world.begin(function* () {
      try {
        yield* task;
      } catch (error) {
        came.push(error);
      }
    });

    owner.endPlay('removed-from-world');
    expect(came).toEqual([]);
    waiter.tick();

    expect(came[0]).toBeInstanceOf(OwnerEndedError);
    expect(came[0]).toMatchObject({ code: 'OWNER_ENDED', task: 'door', reason: 'removed-from-world' });
    expect(world.left()).toEqual(NOTHING);
  });

  it('rejects with OwnerEndedError who comes after its loop ended', () => {
    const world = new TestWorld();
    let came: unknown;
    let task!: Task<void>;
    const owner = world.begin(function* (self) {
      task = self.spawn(sleeper(100));
    });
    owner.endPlay();

    world.begin(function* () {
      try {
        yield* task;
      } catch (error) {
        came = error;
      }
    });

    expect(came).toBeInstanceOf(OwnerEndedError);
  });

  it('gives its result after its loop ended, if it had one', () => {
    const world = new TestWorld();
    let came = 0;
    let task!: Task<number>;
    const owner = world.begin(function* (self) {
      task = self.spawn(function* () {
        return 5;
      });
      yield* self.sleep(100);
    });
    owner.endPlay();

    world.begin(function* () {
      came = yield* task;
    });

    expect(came).toBe(5);
  });

  it.each(['sleep', 'ticks', 'until'] as const)(
    'passes its end on to those who wait for a %s of its loop',
    (kind) => {
      const world = new TestWorld();
      let came: unknown;
      let scope!: TaskScope;
      const owner = world.begin(function* (self) {
        scope = self;
        yield* self.sleep(100);
      });
      const waiter = world.begin(function* () {
        const waits = {
          sleep: () => scope.sleep(50),
          ticks: () => scope.ticks(50),
          until: () => scope.until(() => false),
        };
        try {
          yield* waits[kind]();
        } catch (error) {
          came = error;
        }
      });
      owner.tick();

      owner.endPlay('quit');
      waiter.tick();

      expect(came).toBeInstanceOf(OwnerEndedError);
      expect(world.left()).toEqual(NOTHING);
    },
  );

  it('may be cancelled from here; its waiters at home hear of it in their next tick', () => {
    const world = new TestWorld();
    const came: string[] = [];
    let task!: Task<void>;
    const owner = world.begin(function* (self) {
      task = self.spawn(sleeper(100));
      try {
        yield* task;
      } catch (error) {
        came.push(`${(error as TaskCancelledError).reason} at ${self.now}`);
      }
    });
    owner.tick(4);

    world.begin(function* () {
      task.cancel('from afar');
    });
    expect(came).toEqual([]);
    owner.tick(1);

    expect(came).toEqual(['from afar at 4']);
  });

  it('only loses a waiter when the waiter’s loop ends', () => {
    const world = new TestWorld();
    let task!: Task<void>;
    const owner = world.begin(function* (self) {
      task = self.spawn(sleeper(1));
    });
    const waiter = world.begin(function* () {
      yield* task;
    });

    waiter.endPlay();
    owner.tick(1);

    expect(task.state).toBe('succeeded');
    expect(world.left()).toEqual(NOTHING);
  });
});

function sleeper(seconds: number) {
  return function* (self: TaskScope) {
    yield* self.sleep(seconds);
  };
}
