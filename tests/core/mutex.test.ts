// SPDX-License-Identifier: MIT
import {
  AlreadyLockedError,
  ArgumentError,
  Mutex,
  type Lock,
  type TaskScope,
  type Wait,
} from 'transient-loop';
import { MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, TestWorld, createTestLoop, promiseJobs } from './support/test-loop';

describe.each(MODES)('Mutex.lock (%s)', (mode) => {
  it('lets one in at a time, in the order they came', async () => {
    const mutex = new Mutex();
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        for (const name of ['a', 'b', 'c']) {
          self.spawn(
            as(mode, function* (task) {
              const lock = yield* mutex.lock(task);
              seen.push(`${name} in ${task.now}`);
              yield* task.sleep(1);
              seen.push(`${name} out ${task.now}`);
              lock.release();
            }),
          );
        }
      }),
    );

    await loop.advanceAsync(3, 0.5);

    expect(seen).toEqual(['a in 0', 'a out 1', 'b in 1', 'b out 2', 'c in 2', 'c out 3']);
    expect(mutex.isLocked).toBe(false);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is between loops, and wakes each in its own tick', async () => {
    const world = new TestWorld();
    const mutex = new Mutex();
    const seen: string[] = [];
    const loops = ['a', 'b'].map((name) =>
      world.begin(
        as(mode, function* (self) {
          yield* mutex.lock(self);
          seen.push(`${name} at ${self.now}`);
          yield* self.sleep(1);
        }),
      ),
    );
    await promiseJobs();
    await loops[1]!.tickAsync(0.25);

    await loops[0]!.tickAsync(1);
    expect(seen).toEqual(['a at 0']);
    await loops[1]!.tickAsync(0.25);

    expect(seen).toEqual(['a at 0', 'b at 0.25']);
  });

  it('refuses a task that has the lock, with a clear error', async () => {
    const mutex = new Mutex({ name: 'door' });
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* guard(self) {
        const lock = yield* mutex.lock(self);
        for (const again of [
          () => mutex.lock(self),
          () => mutex.tryLock(self),
          () => mutex.use(self, function* () {}),
        ]) {
          try {
            again();
          } catch (error) {
            seen.push(error);
          }
        }
        lock.release();
        const second = yield* mutex.lock(self);
        seen.push(second.isReleased);
      }),
    );

    expect(seen).toEqual([
      expect.any(AlreadyLockedError),
      expect.any(AlreadyLockedError),
      expect.any(AlreadyLockedError),
      false,
    ]);
    expect(seen[0]).toMatchObject({
      code: 'ALREADY_LOCKED',
      message: 'Expected mutex "door" to be free or another task\'s, but "main" holds it itself',
    });
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(everyEnd().filter(([of]) => of === mode))('gives the lock back (%s, %s)', async (_, __, ending) => {
    const mutex = new Mutex();
    const scene = await family(mode, locksForEver(mutex), ending);
    expect(mutex.isLocked).toBe(true);

    await ending.end(scene);

    expect(mutex.isLocked).toBe(false);
    expect(scene.loop.left()).toEqual(NOTHING);
  });

  it.each(everyEnd().filter(([of]) => of === mode))('gives its place up (%s, %s)', async (_, __, ending) => {
    const mutex = new Mutex();
    const holder = createTestLoop(locksForEver(mutex));
    const scene = await family(mode, locksForEver(mutex), ending);
    expect(mutex.waiting).toBe(1);

    await ending.end(scene);

    expect(mutex.waiting).toBe(0);
    expect(scene.loop.left()).toEqual(NOTHING);
    holder.endPlay();
    expect(mutex.isLocked).toBe(false);
  });

  it('lets a cancel win in the step that releases', async () => {
    const mutex = new Mutex();
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const lock = yield* mutex.lock(self);
        const tasks = ['first', 'second'].map((name) =>
          self.spawn(
            as(mode, function* (task) {
              yield* mutex.lock(task);
              seen.push(name);
            }),
          ),
        );
        yield* self.sleep(1);
        lock.release();
        tasks[0]!.cancel();
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['second']);
    expect(mutex.isLocked).toBe(false);
  });

  it('gives the place back when it loses a race', async () => {
    const mutex = new Mutex();
    const holder = createTestLoop(locksForEver(mutex));
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const won = yield* self.race({ lock: mutex.lock(self), time: self.sleep(1) });
        seen.push(won.key, mutex.waiting);
        // Its place is given back: it does not have the lock, and may ask again.
        const again = yield* self.race({ lock: mutex.lock(self), time: self.sleep(1) });
        seen.push(again.key);
      }),
    );

    await loop.tickAsync(1);
    holder.endPlay();
    await loop.tickAsync(0.5);

    expect(seen).toEqual(['time', 0, 'lock']);
    expect(mutex.isLocked).toBe(false);
  });
});

describe.each(MODES)('Mutex.use (%s)', (mode) => {
  it('runs one body at a time and gives what it returns', async () => {
    const mutex = new Mutex();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const body = as(mode, function* (held) {
          const before = held.now;
          yield* held.sleep(1);
          return [before, held.now];
        });
        seen.push(yield* self.all([mutex.use(self, body), mutex.use(self, body)]));
      }),
    );

    await loop.advanceAsync(2, 0.5);

    expect(seen).toEqual([
      [
        [0, 1],
        [1, 2],
      ],
    ]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('gives the lock back when the body throws', async () => {
    const mutex = new Mutex();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        try {
          yield* mutex.use(
            self,
            as(mode, function* (held) {
              yield* held.sleep(0.5);
              throw new Error('failed');
            }),
          );
        } catch (error) {
          seen.push((error as Error).message, mutex.isLocked);
        }
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['failed', false]);
  });
});

describe('Mutex.tryLock', () => {
  it('takes the lock if it is free', () => {
    const mutex = new Mutex();
    const seen: (Lock | null)[] = [];
    createTestLoop(function* (self) {
      seen.push(mutex.tryLock(self));
      yield* self.sleep(1000);
    });
    createTestLoop(function* (self) {
      seen.push(mutex.tryLock(self));
    });

    expect(seen.map((lock) => lock !== null)).toEqual([true, false]);
  });
});

describe.each(MODES)('tasks that wait for each other through a mutex (%s)', (mode) => {
  it('are named: a child wants what its parent holds, who waits for it', async () => {
    const mutex = new Mutex();
    const loop = await play(
      as(mode, function* parent(self) {
        yield* mutex.lock(self);
        yield* self.join(
          self.spawn(
            as(mode, function* child(task) {
              yield* mutex.lock(task);
            }),
          ),
        );
      }),
    );
    await loop.tickAsync(0);

    expect(loop.events('task.await-cycle').map(({ message }) => message)).toEqual([
      'Tasks wait for each other and will never go on: "child" → "main" → "child"',
    ]);
    loop.endPlay();
    expect(mutex.isLocked).toBe(false);
  });

  it('are named: each has the lock that the other wants', async () => {
    const [north, south] = [new Mutex(), new Mutex()];
    const loop = await play(
      as(mode, function* (self) {
        for (const [name, first, second] of [
          ['a', north, south],
          ['b', south, north],
        ] as const) {
          self.spawn(
            as(mode, function* (task) {
              yield* first.lock(task);
              yield* task.sleep(0.5);
              yield* second.lock(task);
            }),
            { name },
          );
        }
      }),
    );

    await loop.tickAsync(1);

    expect(loop.events('task.await-cycle').map(({ message }) => message)).toEqual([
      'Tasks wait for each other and will never go on: "b" → "a" → "b"',
    ]);
    loop.endPlay();
    expect([north.isLocked, south.isLocked]).toEqual([false, false]);
  });

  it('are not named as long as one of them goes on', async () => {
    const mutex = new Mutex();
    const loop = await play(
      as(mode, function* (self) {
        const lock = yield* mutex.lock(self);
        const child = self.spawn(
          as(mode, function* (task) {
            yield* mutex.lock(task);
          }),
        );
        yield* self.sleep(0.5);
        lock.release();
        yield* self.join(child);
      }),
    );

    await loop.tickAsync(1);

    expect(loop.world.entries).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('Mutex', () => {
  it.each([undefined, null, {}, 'self'])('says that %p is no scope', (self) => {
    const mutex = new Mutex();

    expect(() => mutex.lock(self as TaskScope)).toThrow(/mutex\.lock: expected the scope of a task/);
    expect(() => mutex.tryLock(self as TaskScope)).toThrow(ArgumentError);
    expect(() => mutex.use(self as TaskScope, locksForEver(mutex))).toThrow(ArgumentError);
  });

  it('is named in the list of tasks', () => {
    const mutex = new Mutex({ name: 'door' });
    createTestLoop(locksForEver(mutex));

    const loop = createTestLoop(locksForEver(mutex));

    expect(loop.tasks()[0]!.waitsFor).toBe('mutex "door"');
  });
});

function locksForEver(mutex: Mutex) {
  return function* (self: TaskScope): Generator<Wait<unknown>, void> {
    yield* mutex.lock(self);
    yield* self.sleep(1000);
  };
}
