// SPDX-License-Identifier: MIT
import { Subject } from 'rxjs';
import {
  ArgumentError,
  LoopEndedError,
  OwnerEndedError,
  ScopeClosedError,
  Semaphore,
  type Permit,
  type Task,
  type TaskScope,
  type Wait,
} from 'transient-loop';
import { MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, TestWorld, createTestLoop, promiseJobs } from './support/test-loop';

const MANY = 10_000;

describe.each(MODES)('Semaphore.acquire (%s)', (mode) => {
  it('gives the permits there are at once', async () => {
    const semaphore = new Semaphore(2);
    const seen: number[] = [];

    const loop = await play(
      as(mode, function* (self) {
        yield* semaphore.acquire(self);
        seen.push(semaphore.available);
        yield* semaphore.acquire(self);
        seen.push(semaphore.available, self.now);
      }),
    );

    expect(seen).toEqual([1, 0, 0]);
    expect(semaphore.available).toBe(2);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('lets the rest in one by one, in the order they came', async () => {
    const semaphore = new Semaphore(1);
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        for (const name of ['a', 'b', 'c']) self.spawn(as(mode, visitor(semaphore, name, seen)));
      }),
    );

    await loop.advanceAsync(4, 0.5);

    expect(seen).toEqual(['a in 0', 'a out 1', 'b in 1', 'b out 2', 'c in 2', 'c out 3']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('lets nobody pass who comes while others wait', async () => {
    const semaphore = new Semaphore(1);
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const permit = yield* semaphore.acquire(self);
        self.spawn(as(mode, visitor(semaphore, 'first', seen)));
        yield* self.sleep(1);
        permit.release();
        seen.push(semaphore.tryAcquire(self) === null ? 'refused' : 'passed');
        yield* semaphore.acquire(self);
        seen.push(`again at ${self.now}`);
      }),
    );

    await loop.advanceAsync(3, 0.5);

    expect(seen).toEqual(['refused', 'first in 1', 'first out 2', 'again at 2']);
  });

  it('goes on in the tick of its own loop, at its own time', async () => {
    const world = new TestWorld();
    const semaphore = new Semaphore(1);
    const seen: number[] = [];
    const holder = world.begin(function* (self) {
      yield* semaphore.acquire(self);
      yield* self.sleep(1);
    });
    const waiter = world.begin(
      as(mode, function* (self) {
        yield* semaphore.acquire(self);
        seen.push(self.now);
      }),
    );
    await promiseJobs();
    await waiter.tickAsync(0.25);

    await holder.tickAsync(1);
    expect(seen).toEqual([]);
    await waiter.tickAsync(0.5);

    expect(seen).toEqual([0.25]);
    expect(world.left()).toEqual(NOTHING);
  });

  it.each(everyEnd().filter(([of]) => of === mode))(
    'gives its permit back (%s, %s)',
    async (_, __, ending) => {
      const semaphore = new Semaphore(1);
      const scene = await family(mode, holdsForEver(semaphore), ending);
      expect(semaphore.available).toBe(0);

      await ending.end(scene);

      expect(semaphore.available).toBe(1);
      expect(scene.loop.left()).toEqual(NOTHING);
    },
  );

  it.each(everyEnd().filter(([of]) => of === mode))('gives its place up (%s, %s)', async (_, __, ending) => {
    const semaphore = new Semaphore(1);
    const other = createTestLoop(holdsForEver(semaphore));
    const scene = await family(mode, holdsForEver(semaphore), ending);
    expect(semaphore.waiting).toBe(1);

    await ending.end(scene);

    expect(semaphore.waiting).toBe(0);
    expect(scene.subject.state).toBe(ending.state);
    expect(scene.loop.left()).toEqual(NOTHING);
    other.endPlay();
    expect(semaphore.available).toBe(1);
  });

  it.each(everyEnd().filter(([of]) => of === mode))(
    'passes on a permit that came at the same moment (%s, %s)',
    async (_, __, ending) => {
      const semaphore = new Semaphore(1);
      let permit!: Permit;
      const holder = createTestLoop(function* (self) {
        permit = yield* semaphore.acquire(self);
        yield* self.sleep(1000);
      });
      const seen: string[] = [];
      const scene = await family(mode, logsEntry(semaphore, 'first', seen), ending);
      const next = createTestLoop(logsEntry(semaphore, 'second', seen));

      permit.release();
      await ending.end(scene);
      await next.tickAsync();

      // A timeout fires in the tick in which the permit had its turn.
      expect(seen).toEqual(ending.name === 'timeout' ? ['first', 'second'] : ['second']);
      holder.endPlay();
      next.endPlay();
      expect(semaphore.available).toBe(1);
    },
  );

  it('lets a cancel win in the step that releases, and keeps the order of the others', async () => {
    const semaphore = new Semaphore(1);
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const permit = yield* semaphore.acquire(self);
        const tasks = ['a', 'b', 'c'].map((name) => self.spawn(as(mode, logsEntry(semaphore, name, seen))));
        yield* self.sleep(1);
        permit.release();
        tasks[0]!.cancel();
        seen.push('cancelled');
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['cancelled', 'b']);
    expect(semaphore.waiting).toBe(1);
  });

  it('gives its place back when it loses a race', async () => {
    const semaphore = new Semaphore(1);
    const holder = createTestLoop(holdsForEver(semaphore));
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const won = yield* self.race({ permit: semaphore.acquire(self), time: self.sleep(1) });
        seen.push(won.key, semaphore.waiting);
        yield* self.sleep(1);
      }),
    );

    await loop.tickAsync(1);
    holder.endPlay();

    expect(seen).toEqual(['time', 0]);
    expect(semaphore.available).toBe(1);
  });

  it('gives its permit back where a race was decided before it was looked at', async () => {
    const semaphore = new Semaphore(1);
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const won = yield* self.race({ at_once: self.ticks(0), permit: semaphore.acquire(self) });
        seen.push(won.key, semaphore.available);
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['at_once', 1]);
  });

  it('gives its permit back where the other contestants of an all fail', async () => {
    const semaphore = new Semaphore(1);
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        try {
          yield* self.all([semaphore.acquire(self), failsAfter(1)]);
        } catch (error) {
          seen.push((error as Error).message, semaphore.available);
        }
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['failed', 1]);
  });

  it('gives its place back when its time is out', async () => {
    const semaphore = new Semaphore(1);
    const holder = createTestLoop(holdsForEver(semaphore));
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        try {
          yield* self.timeout(1, semaphore.acquire(self));
        } catch (error) {
          seen.push((error as Error).name, semaphore.waiting);
        }
      }),
    );

    await loop.tickAsync(1);
    holder.endPlay();

    expect(seen).toEqual(['TimeoutError', 0]);
  });

  it('that lost its race counts again when it is awaited later, at the end of the line', async () => {
    const semaphore = new Semaphore(1);
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const permit = yield* semaphore.acquire(self);
        const stored = self.spawn(
          as(mode, function* (task) {
            const wait = semaphore.acquire(task);
            yield* task.race([wait, task.sleep(0.25)]);
            yield* task.sleep(0.25);
            yield* wait;
            seen.push(`stored at ${task.now}`);
          }),
        );
        self.spawn(as(mode, visitor(semaphore, 'other', seen)));
        yield* self.sleep(1);
        permit.release();
        yield* stored;
      }),
    );

    await loop.advanceAsync(2, 0.25);

    expect(seen).toEqual(['other in 1', 'other out 2', 'stored at 2']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('that was never awaited gives its permit back when its task is over', async () => {
    const semaphore = new Semaphore(1);
    const loop = await play(
      as(mode, function* (self) {
        semaphore.acquire(self);
        yield* self.sleep(1);
      }),
    );
    expect(semaphore.available).toBe(0);

    await loop.tickAsync(1);

    expect(semaphore.available).toBe(1);
  });

  it('may be awaited by two, who share the permit', async () => {
    const semaphore = new Semaphore(1);
    const seen: Permit[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const permit = yield* semaphore.acquire(self);
        const wait = semaphore.acquire(self);
        for (let count = 0; count < 2; count += 1) {
          self.spawn(
            as(mode, function* () {
              seen.push(yield* wait);
            }),
          );
        }
        yield* self.sleep(1);
        permit.release();
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
  });

  it('tells those who wait with its maker’s wait when that one is over', async () => {
    const semaphore = new Semaphore(1);
    const holder = createTestLoop(holdsForEver(semaphore));
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        let wait!: Wait<Permit>;
        yield* self.spawn(function* maker(task) {
          wait = semaphore.acquire(task);
          // It loses its place in a race, and so its task's end does not concern it.
          yield* task.race([wait, task.sleep(0.5)]);
        });
        try {
          yield* wait;
        } catch (error) {
          seen.push(error);
        }
      }),
    );

    await loop.advanceAsync(1, 0.5);

    expect(seen[0]).toBeInstanceOf(ScopeClosedError);
    expect(semaphore.waiting).toBe(0);
    holder.endPlay();
  });

  it(`serves ${MANY} who wait, in order`, async () => {
    const semaphore = new Semaphore(3);
    const order: number[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const permits = [
          yield* semaphore.acquire(self),
          yield* semaphore.acquire(self),
          yield* semaphore.acquire(self),
        ];
        for (let number = 0; number < MANY; number += 1) {
          self.spawn(
            as(mode, function* (task) {
              const permit = yield* semaphore.acquire(task);
              order.push(number);
              permit.release();
            }),
          );
        }
        yield* self.until(() => semaphore.waiting === MANY);
        for (const permit of permits) permit.release();
      }),
    );

    await loop.advanceAsync(0.5);

    expect(order).toEqual(Array.from({ length: MANY }, (_, place) => place));
    expect(semaphore.available).toBe(3);
    expect(loop.left()).toEqual(NOTHING);
  });

  it(`lets ${MANY} who wait be cancelled, whatever the order`, async () => {
    const semaphore = new Semaphore(1);
    const holder = createTestLoop(holdsForEver(semaphore));
    const tasks: Task[] = [];
    const loop = await play(
      as(mode, function* (self) {
        for (let number = 0; number < MANY; number += 1) {
          tasks.push(self.spawn(as(mode, logsEntry(semaphore, 'never', []))));
        }
      }),
    );
    await loop.advanceAsync(0.1);
    expect(semaphore.waiting).toBe(MANY);

    for (let place = 0; place < MANY; place += 1) tasks[(place * 7919) % MANY]!.cancel();
    await promiseJobs();

    expect(semaphore.waiting).toBe(0);
    expect(loop.left()).toEqual(NOTHING);
    holder.endPlay();
  });
});

describe('Permit.release', () => {
  it('is idempotent', () => {
    const semaphore = new Semaphore(1);
    const seen: unknown[] = [];
    createTestLoop(function* (self) {
      const permit = yield* semaphore.acquire(self);
      seen.push(permit.isReleased);
      permit.release();
      permit.release();
      seen.push(permit.isReleased, semaphore.available);
    });

    expect(seen).toEqual([false, true, 1]);
  });

  it('may be called by another task, and from a stream handler', () => {
    const semaphore = new Semaphore(1);
    const source = new Subject<string>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const permit = yield* semaphore.acquire(self);
      self.spawn(logsEntry(semaphore, 'next', seen));
      self.subscribe(source, () => permit.release());
      yield* self.sleep(1000);
    });

    source.next('release');
    loop.tick();

    expect(seen).toEqual(['next']);
  });

  it('of a task that is over does nothing more', () => {
    const semaphore = new Semaphore(1);
    let permit!: Permit;
    createTestLoop(function* (self) {
      permit = yield* semaphore.acquire(self);
    });

    permit.release();

    expect(permit.isReleased).toBe(true);
    expect(semaphore.available).toBe(1);
  });

  it('hands over when play ends for the actor that has it', () => {
    const world = new TestWorld();
    const semaphore = new Semaphore(1);
    const seen: string[] = [];
    const holder = world.begin(holdsForEver(semaphore));
    const waiter = world.begin(logsEntry(semaphore, 'in', seen));

    holder.endPlay('level-transition');
    expect(seen).toEqual([]);
    waiter.tick();

    expect(seen).toEqual(['in']);
  });
});

describe('Semaphore.tryAcquire', () => {
  it('takes a permit if there is one, and binds it to the task', () => {
    const semaphore = new Semaphore(1);
    const seen: boolean[] = [];
    const loop = createTestLoop(function* (self) {
      seen.push(semaphore.tryAcquire(self) !== null, semaphore.tryAcquire(self) !== null);
      yield* self.sleep(1);
    });

    loop.tick(1);

    expect(seen).toEqual([true, false]);
    expect(semaphore.available).toBe(1);
  });

  it('works in a stream handler', () => {
    const semaphore = new Semaphore(1);
    const source = new Subject<string>();
    const taken: (Permit | null)[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, () => taken.push(semaphore.tryAcquire(self)));
      yield* self.sleep(1000);
    });

    source.next('one');
    source.next('two');
    loop.tick();

    expect(taken.map((permit) => permit !== null)).toEqual([true, false]);
    loop.endPlay();
    expect(semaphore.available).toBe(1);
  });

  it('is refused once the task, or its loop, is over', () => {
    const semaphore = new Semaphore(1);
    let over!: TaskScope;
    let ended!: TaskScope;
    const loop = createTestLoop(function* (self) {
      ended = self;
      self.spawn(function* (task) {
        over = task;
      });
      yield* self.sleep(1000);
    });

    expect(() => semaphore.tryAcquire(over)).toThrow(ScopeClosedError);
    loop.endPlay();

    expect(() => semaphore.tryAcquire(ended)).toThrow(LoopEndedError);
    expect(() => semaphore.acquire(ended)).toThrow(LoopEndedError);
    expect(semaphore.available).toBe(1);
  });
});

describe.each(MODES)('Semaphore.use (%s)', (mode) => {
  it('runs the body with a permit and gives what it returns', async () => {
    const semaphore = new Semaphore(1);
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const task = semaphore.use(
          self,
          as(mode, function* (held) {
            seen.push(semaphore.available);
            yield* held.sleep(1);
            return 'result';
          }),
        );
        seen.push(yield* task, semaphore.available);
      }),
    );

    await loop.advanceAsync(1, 0.5);

    expect(seen).toEqual([0, 'result', 1]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('lets in so many at a time', async () => {
    const semaphore = new Semaphore(2);
    let inside = 0;
    let most = 0;
    const loop = await play(
      as(mode, function* (self) {
        for (let count = 0; count < 7; count += 1) {
          semaphore.use(
            self,
            as(mode, function* (held) {
              inside += 1;
              most = Math.max(most, inside);
              yield* held.sleep(0.5);
              inside -= 1;
            }),
          );
        }
      }),
    );

    await loop.advanceAsync(2, 0.25);

    expect([most, inside]).toEqual([2, 0]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(everyEnd().filter(([of]) => of === mode))(
    'gives its permit back (%s, %s)',
    async (_, __, ending) => {
      const semaphore = new Semaphore(1);
      const ends: string[] = [];
      const scene = await family(
        mode,
        function* (self) {
          yield* semaphore.use(
            self,
            as(mode, function* (held) {
              try {
                yield* held.sleep(1000);
              } finally {
                ends.push(`${held.task.cancelReason} with ${semaphore.available}`);
              }
            }),
          );
        },
        ending,
      );
      await scene.loop.tickAsync(0);
      expect(semaphore.available).toBe(0);

      await ending.end(scene);

      // At the end of play an async function counts as ended before its finally blocks run.
      const available = mode === 'async' && ending.endsPlay ? 1 : 0;
      expect(ends).toEqual([`${ending.reason} with ${available}`]);
      expect(semaphore.available).toBe(1);
      expect(scene.loop.left()).toEqual(NOTHING);
    },
  );

  it('gives its permit back when the body throws, and passes the error on', async () => {
    const semaphore = new Semaphore(1);
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        try {
          yield* semaphore.use(self, as(mode, failsAfter(0.5)));
        } catch (error) {
          seen.push((error as Error).message, semaphore.available);
        }
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['failed', 1]);
  });
});

describe('Semaphore', () => {
  it.each([0, -1, 1.5, NaN, Infinity, '2', null])('cannot have %p permits', (permits) => {
    expect(() => new Semaphore(permits as number)).toThrow(ArgumentError);
  });

  it.each([undefined, null, {}, 'self'])('says that %p is no scope', (self) => {
    const semaphore = new Semaphore(1);

    expect(() => semaphore.acquire(self as TaskScope)).toThrow(
      /semaphore\.acquire: expected the scope of a task/,
    );
    expect(() => semaphore.tryAcquire(self as TaskScope)).toThrow(ArgumentError);
    expect(() => semaphore.use(self as TaskScope, holdsForEver(semaphore))).toThrow(ArgumentError);
  });

  it('is named in the list of tasks', () => {
    const semaphore = new Semaphore(1, { name: 'paths' });
    createTestLoop(holdsForEver(semaphore));

    const loop = createTestLoop(holdsForEver(semaphore));

    expect(loop.tasks()[0]!.waitsFor).toBe('a permit of semaphore "paths"');
  });

  it('tells another loop’s task that shares the wait of an ended actor', () => {
    const world = new TestWorld();
    const semaphore = new Semaphore(1);
    world.begin(holdsForEver(semaphore));
    let wait!: Wait<Permit>;
    const maker = world.begin(function* (self) {
      wait = semaphore.acquire(self);
      yield* self.sleep(1000);
    });
    const seen: unknown[] = [];
    const other = world.begin(function* () {
      try {
        yield* wait;
      } catch (error) {
        seen.push(error);
      }
    });

    maker.endPlay();
    other.tick();

    expect(seen[0]).toBeInstanceOf(OwnerEndedError);
    expect(semaphore.waiting).toBe(0);
  });
});

function visitor(semaphore: Semaphore, name: string, seen: string[]) {
  return function* (self: TaskScope): Generator<Wait<unknown>, void> {
    const permit = yield* semaphore.acquire(self);
    seen.push(`${name} in ${self.now}`);
    yield* self.sleep(1);
    seen.push(`${name} out ${self.now}`);
    permit.release();
  };
}

function logsEntry(semaphore: Semaphore, name: string, seen: string[]) {
  return function* (self: TaskScope): Generator<Wait<unknown>, void> {
    yield* semaphore.acquire(self);
    seen.push(name);
    yield* self.sleep(1000);
  };
}

function holdsForEver(semaphore: Semaphore) {
  return function* (self: TaskScope): Generator<Wait<unknown>, void> {
    yield* semaphore.acquire(self);
    yield* self.sleep(1000);
  };
}

function failsAfter(seconds: number) {
  return function* (self: TaskScope): Generator<Wait<unknown>, never> {
    yield* self.sleep(seconds);
    throw new Error('failed');
  };
}
