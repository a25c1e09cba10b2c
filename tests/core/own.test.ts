// SPDX-License-Identifier: MIT
import { ArgumentError, LoopEndedError, ScopeClosedError, type TaskScope } from 'transient-loop';
import { isCollected } from './support/garbage';
import { MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, TestWorld, createTestLoop, promiseJobs } from './support/test-loop';
import { unhandledRejections } from './support/unhandled-rejections';

const MANY = 10_000;

/** A promise of a library, settled by hand. */
class Foreign<T> {
  resolve!: (value: T) => void;
  reject!: (error: unknown) => void;
  cancelled = 0;
  readonly promise = new Promise<T>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
  readonly onCancel = (): void => {
    this.cancelled += 1;
  };
}

describe.each(MODES)('TaskScope.own (%s)', (mode) => {
  it('goes on in the next tick with what came between two ticks', async () => {
    const foreign = new Foreign<string>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        seen.push(yield* self.own(foreign.promise), self.now);
      }),
    );
    await loop.tickAsync(1);

    foreign.resolve('value');
    await promiseJobs();
    expect(seen).toEqual([]);
    await loop.tickAsync(1);

    expect(seen).toEqual(['value', 1]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('goes on in the same tick with what is there already', async () => {
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        yield* self.sleep(0.25);
        seen.push(yield* self.own(Promise.resolve('value')), self.now);
      }),
    );

    await loop.tickAsync(1);

    // A tick waits for promise jobs where there are async functions; else they come when it is at its end.
    expect(seen).toEqual(['value', mode === 'async' ? 0.25 : 1]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('throws what the promise was rejected with', async () => {
    const foreign = new Foreign<string>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        try {
          yield* self.own(foreign.promise);
        } catch (error) {
          seen.push(error, self.now);
        }
      }),
    );
    const wrong = new Error('broken');

    foreign.reject(wrong);
    await promiseJobs();
    expect(seen).toEqual([]);
    await loop.tickAsync(1);

    expect(seen).toEqual([wrong, 0]);
  });

  it('is a place from which an async task may use its scope: no foreign await is reported', async () => {
    const foreign = new Foreign<string>();
    const loop = await play(
      as(mode, function* (self) {
        yield* self.own(foreign.promise);
        yield* self.sleep(1);
      }),
    );

    foreign.resolve('value');
    await promiseJobs();
    await loop.advanceAsync(2, 0.5);

    expect(loop.events('task.foreign-await')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(everyEnd().filter(([of]) => of === mode))(
    'calls onCancel once, and swallows what comes later (%s, %s)',
    async (_, __, ending) => {
      const rejections = unhandledRejections();
      const foreign = new Foreign<string>();
      const seen: unknown[] = [];
      const scene = await family(
        mode,
        function* (self) {
          seen.push(yield* self.own(foreign.promise, foreign));
        },
        ending,
      );

      await ending.end(scene);
      expect(foreign.cancelled).toBe(1);
      foreign.reject(new Error('too late'));
      await scene.loop.tickAsync(1);
      await promiseJobs();

      expect([foreign.cancelled, seen]).toEqual([1, []]);
      expect(scene.subject.state).toBe(ending.state);
      expect(scene.loop.left()).toEqual(NOTHING);
      expect(scene.loop.events('promise.failed')).toEqual([]);
      expect(rejections.stop()).toEqual([]);
    },
  );

  it.each(everyEnd().filter(([of]) => of === mode))(
    'lets the end win over what came in the same tick (%s, %s)',
    async (_, __, ending) => {
      const foreign = new Foreign<string>();
      const seen: unknown[] = [];
      const scene = await family(
        mode,
        function* (self) {
          seen.push(yield* self.own(foreign.promise, foreign));
        },
        ending,
      );

      foreign.resolve('value');
      await promiseJobs();
      await ending.end(scene);

      // A timeout fires in the tick in which the value had its turn.
      expect(seen).toEqual(ending.name === 'timeout' ? ['value'] : []);
      // It was settled: there is nothing to stop any more.
      expect(foreign.cancelled).toBe(0);
    },
  );

  it('calls onCancel when it loses a race, and gives the value to who awaits it later', async () => {
    const foreign = new Foreign<string>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const stored = self.own(foreign.promise, foreign);
        seen.push((yield* self.race({ stored, time: self.sleep(1) })).key, foreign.cancelled);
        seen.push(yield* stored);
      }),
    );
    await loop.tickAsync(1);

    foreign.resolve('value');
    await promiseJobs();
    await loop.tickAsync(1);

    expect(seen).toEqual(['time', 1, 'value']);
    expect(foreign.cancelled).toBe(1);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('calls onCancel when its time is out', async () => {
    const foreign = new Foreign<string>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        try {
          yield* self.timeout(1, self.own(foreign.promise, foreign));
        } catch (error) {
          seen.push((error as Error).name, foreign.cancelled);
        }
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['TimeoutError', 1]);
  });

  it('that was never awaited calls onCancel when its task is over', async () => {
    const rejections = unhandledRejections();
    const foreign = new Foreign<string>();
    const loop = await play(
      as(mode, function* (self) {
        self.own(foreign.promise, foreign);
        yield* self.sleep(1);
      }),
    );
    expect(foreign.cancelled).toBe(0);

    await loop.tickAsync(1);
    expect(foreign.cancelled).toBe(1);
    foreign.reject(new Error('too late'));
    await promiseJobs();

    expect(loop.events('promise.failed')).toEqual([]);
    expect(rejections.stop()).toEqual([]);
  });

  it('reports a rejection that nobody waited for, when the task is over', async () => {
    const rejections = unhandledRejections();
    const foreign = new Foreign<string>();
    const loop = await play(
      as(mode, function* (self) {
        self.own(foreign.promise, foreign);
        yield* self.sleep(1);
      }),
    );

    foreign.reject(new Error('nobody looked'));
    await promiseJobs();
    expect(loop.events('promise.failed')).toEqual([]);
    await loop.tickAsync(1);

    expect(loop.events('promise.failed')).toMatchObject([
      {
        severity: 'warning',
        actor: 'Actor',
        task: 'main',
        message: 'A promise failed, and nobody waited for it: nobody looked',
      },
    ]);
    expect(foreign.cancelled).toBe(0);
    expect(rejections.stop()).toEqual([]);
  });

  it('does not report one that was looked at late', async () => {
    const foreign = new Foreign<string>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const stored = self.own(foreign.promise);
        yield* self.sleep(1);
        try {
          yield* stored;
        } catch (error) {
          seen.push((error as Error).message);
        }
      }),
    );

    foreign.reject(new Error('looked at'));
    await promiseJobs();
    await loop.tickAsync(1);

    expect(seen).toEqual(['looked at']);
    expect(loop.events('promise.failed')).toEqual([]);
  });

  it('reports an onCancel that throws, and ends everything else', async () => {
    const loop = await play(
      as(mode, function* (self) {
        yield* self.own(new Promise(() => undefined), {
          onCancel() {
            throw new Error('broken cancel');
          },
        });
      }),
    );

    loop.endPlay();
    await promiseJobs();

    expect(loop.events('teardown.failed')).toMatchObject([
      { task: 'main', message: expect.stringContaining('broken cancel') as string },
    ]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('wakes a loop that was idle, once', async () => {
    const foreign = new Foreign<string>();
    const loop = await play(
      as(mode, function* (self) {
        yield* self.own(foreign.promise);
        yield* self.sleep(1000);
      }),
    );
    await loop.advanceAsync(0.5, 0.1);
    const before = loop.crossings;

    foreign.resolve('value');
    await promiseJobs();
    await loop.advanceAsync(0.5, 0.1);

    expect(before).toBe(0);
    expect(loop.crossings).toBe(1);
  });

  it(`takes ${MANY} promises`, async () => {
    const foreign = new Foreign<number>();
    let sum = 0;
    const loop = await play(
      as(mode, function* (self) {
        for (let count = 0; count < MANY; count += 1) {
          self.spawn(
            as(mode, function* (task) {
              const value = yield* task.own(foreign.promise.then((each) => each));
              sum += value;
            }),
          );
        }
      }),
    );
    await loop.advanceAsync(0.1);

    foreign.resolve(1);
    await promiseJobs();
    await loop.advanceAsync(0.1);

    expect(sum).toBe(MANY);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('TaskScope.own', () => {
  it('keeps the logical time of async functions: what it wakes at a moment runs before the next one', async () => {
    const seen: string[] = [];
    const loop = createTestLoop(async (self) => {
      self.spawn(async (task) => {
        await task.sleep(0.25);
        await task.own(Promise.resolve());
        seen.push(`owned at ${task.now}`);
      });
      await self.sleep(0.5);
      seen.push(`slept at ${self.now}`);
    });
    await promiseJobs();

    await loop.tickAsync(1);

    expect(seen).toEqual(['owned at 0.25', 'slept at 0.5']);
  });

  it('takes thenables that are no promises, and settle at once', () => {
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      const thenable = {
        then: (resolve: (value: string) => void) => resolve('at once'),
      } as PromiseLike<string>;
      seen.push(yield* self.own(thenable));
    });

    expect(seen).toEqual(['at once']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('takes thenables that settle twice, or throw', () => {
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      const twice = {
        then(resolve: (value: string) => void, reject: (error: unknown) => void) {
          resolve('first');
          reject(new Error('second'));
          resolve('third');
        },
      } as PromiseLike<string>;
      const throws = {
        then() {
          throw new Error('from then');
        },
      } as unknown as PromiseLike<string>;
      seen.push(yield* self.own(twice));
      try {
        yield* self.own(throws);
      } catch (error) {
        seen.push((error as Error).message);
      }
    });

    expect(seen).toEqual(['first', 'from then']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('refused by an ended scope stops what it was given', async () => {
    const rejections = unhandledRejections();
    const foreign = new Foreign<string>();
    let over!: TaskScope;
    let ended!: TaskScope;
    const loop = createTestLoop(function* (self) {
      ended = self;
      self.spawn(function* (task) {
        over = task;
      });
      yield* self.sleep(1000);
    });

    expect(() => over.own(foreign.promise, foreign)).toThrow(ScopeClosedError);
    loop.endPlay();
    expect(() => ended.own(foreign.promise, foreign)).toThrow(LoopEndedError);
    foreign.reject(new Error('swallowed'));
    await promiseJobs();

    expect(foreign.cancelled).toBe(2);
    expect(rejections.stop()).toEqual([]);
  });

  it('keeps an async task within reach of the end of play', async () => {
    const seen: string[] = [];
    const loop = createTestLoop(async (self) => {
      try {
        await self.own(new Promise(() => undefined));
      } finally {
        seen.push(`finally: ${self.task.cancelReason}`);
      }
    });
    await promiseJobs();

    loop.endPlay('quit');
    await promiseJobs();

    expect(seen).toEqual(['finally: quit']);
    expect(loop.events('task.abandoned')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('abandons nobody who had just gone on when another task destroyed the actor', async () => {
    const world = new TestWorld();
    const foreign = new Foreign<string>();
    const seen: string[] = [];
    const loop = world.begin(async (self) => {
      self.spawn(async (task) => {
        try {
          await task.own(foreign.promise);
          await task.sleep(1);
        } finally {
          seen.push('finally');
        }
      });
      self.spawn(function* (task) {
        yield* task.own(foreign.promise);
        self.actor!.destroy();
      });
      await self.sleep(1000);
    });
    await promiseJobs();
    await loop.tickAsync(0);

    foreign.resolve('value');
    await promiseJobs();
    await loop.tickAsync(1);
    await promiseJobs();

    expect(seen).toEqual(['finally']);
    expect(loop.events('task.abandoned')).toEqual([]);
    expect(world.left()).toEqual(NOTHING);
  });

  it('is not held by a promise that never settles', async () => {
    const foreign = new Foreign<string>();
    let held!: WeakRef<object>;
    const world = new TestWorld();
    const loop = world.begin(function* (self) {
      self.spawn(
        function* (task) {
          held = new WeakRef(task);
          yield* task.own(foreign.promise);
        },
        { timeout: 1 },
      );
      yield* self.sleep(1000);
    });

    loop.tick(2);
    world.begin(function* (self) {
      yield* self.sleep(1000);
    });

    expect(await isCollected(held)).toBe(true);
    expect(loop.left().tasks).toBe(2);
  });

  it('is named in the list of tasks', () => {
    const loop = createTestLoop(function* (self) {
      yield* self.own(new Promise(() => undefined));
    });

    expect(loop.tasks()[0]!.waitsFor).toBe('a promise');
  });

  it.each([undefined, null, 5, {}, 'promise', () => undefined])('says that %p is no promise', (value) => {
    const errors: unknown[] = [];
    createTestLoop(function* (self) {
      try {
        self.own(value as Promise<void>);
      } catch (error) {
        errors.push(error);
      }
    });

    expect(errors).toEqual([expect.any(ArgumentError)]);
    expect((errors[0] as Error).message).toMatch(/^self\.own: expected a promise, but got /);
  });

  it('says that onCancel is no function', () => {
    const errors: unknown[] = [];
    createTestLoop(function* (self) {
      try {
        self.own(Promise.resolve(), { onCancel: 5 as never });
      } catch (error) {
        errors.push(error);
      }
    });

    expect(errors).toEqual([expect.any(ArgumentError)]);
  });
});
