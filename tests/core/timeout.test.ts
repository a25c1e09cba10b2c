// SPDX-License-Identifier: MIT
import { Subject } from 'rxjs';
import {
  TaskCancelledError,
  TimeoutError,
  type GeneratorBody,
  type Task,
  type TaskScope,
  type Wait,
} from 'transient-loop';
import { heapInUse } from './support/garbage';
import { FAMILIES, MODES, as, everyEnd, family, logsItsEnd, play } from './support/modes';
import { NOTHING, TestWorld, promiseJobs } from './support/test-loop';

type Bounds = (self: TaskScope, seconds: number, body: GeneratorBody<unknown>) => Task;

/** The ways to give a coroutine an amount of time. */
const WAYS: [string, Bounds][] = [
  ['self.timeout', (self, seconds, body) => self.timeout(seconds, body, { name: 'bounded' })],
  ['spawn', (self, timeout, body) => self.spawn(body, { timeout, name: 'bounded' })],
  ['scope', (self, timeout, body) => self.scope(body, { timeout, name: 'bounded' })],
  ['detach', (self, timeout, body) => self.detach(body, { timeout, name: 'bounded' })],
];

describe.each(FAMILIES)('a timeout in the kind %s around the kind %s', (outerMode, innerMode) => {
  describe.each(WAYS)('by %s', (_way, bound) => {
    it('cancels the body, and fails with a TimeoutError once it has cleaned up', async () => {
      const log: unknown[] = [];
      const { loop } = await family(outerMode, function* (self) {
        try {
          yield* bound(
            self,
            2,
            as(innerMode, function* (inner) {
              try {
                yield* inner.sleep(1000);
              } catch (error) {
                log.push((error as Error).name);
                throw error;
              } finally {
                log.push(`finally: ${inner.task.cancelReason}`);
              }
            }),
          );
        } catch (error) {
          log.push(error);
        }
      });

      await loop.tickAsync(1.9);
      expect(log).toEqual([]);
      await loop.tickAsync(0.1);

      // What runs inside is told the reason, never a TimeoutError.
      expect(log.slice(0, -1)).toEqual(
        innerMode === 'async' ? ['TaskCancelledError', 'finally: timeout'] : ['finally: timeout'],
      );
      expect(log.at(-1)).toBeInstanceOf(TimeoutError);
      expect(log.at(-1)).toMatchObject({
        code: 'TIMEOUT',
        task: 'bounded',
        seconds: 2,
        message: 'Expected "bounded" to end within 2 s, but it did not',
      });
      expect(loop.left()).toEqual(NOTHING);
    });

    it('gives what the body returns in time, and leaves no timer', async () => {
      const log: unknown[] = [];
      const { loop } = await family(outerMode, function* (self) {
        log.push(
          yield* bound(
            self,
            2,
            as(innerMode, function* (inner) {
              yield* inner.sleep(1.5);
              return 'in time';
            }),
          ),
        );
        yield* self.sleep(1000);
      });

      await loop.tickAsync(1.5);

      expect(log).toEqual(['in time']);
      expect(loop.left().timers).toBe(1);
    });

    it.each([0, -1, -Infinity])('of %p seconds fails at once, and never enters the body', async (seconds) => {
      const log: unknown[] = [];
      const { loop } = await family(outerMode, function* (self) {
        try {
          yield* bound(self, seconds, as(innerMode, logsItsEnd('never', log as string[])));
        } catch (error) {
          log.push(error);
        }
      });

      await loop.tickAsync();

      expect(log).toEqual([expect.any(TimeoutError)]);
      expect(log[0]).toMatchObject({ seconds });
      expect(loop.left()).toEqual(NOTHING);
    });

    it('that fired stays one, whatever the body returns', async () => {
      const log: unknown[] = [];
      const { loop } = await family(outerMode, function* (self) {
        try {
          yield* bound(
            self,
            1,
            as(innerMode, function* (inner) {
              try {
                yield* inner.sleep(1000);
              } finally {
                return 'all well';
              }
            }),
          );
        } catch (error) {
          log.push((error as Error).name);
        }
      });

      await loop.tickAsync(1);

      expect(log).toEqual(['TimeoutError']);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('that fired keeps the error of a cleanup beside it', async () => {
      let came: unknown;
      const { loop } = await family(outerMode, function* (self) {
        try {
          yield* bound(
            self,
            1,
            as(innerMode, function* (inner) {
              try {
                yield* inner.sleep(1000);
              } finally {
                throw new Error('cleanup broke');
              }
            }),
          );
        } catch (error) {
          came = error;
        }
      });

      await loop.tickAsync(1);

      expect(came).toBeInstanceOf(AggregateError);
      expect((came as AggregateError).errors).toEqual([expect.any(TimeoutError), new Error('cleanup broke')]);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('that fired stays one where the cleanup is cut', async () => {
      const log: unknown[] = [];
      const { loop } = await family(outerMode, function* (self) {
        try {
          yield* bound(
            self,
            1,
            as(innerMode, function* (inner) {
              inner.cleanup(function* (cleaning) {
                yield* cleaning.sleep(1000);
              });
              yield* inner.sleep(1000);
            }),
          );
        } catch (error) {
          log.push((error as Error).name);
        }
      });

      await loop.tickAsync(1);
      await loop.tickAsync(5);

      expect(log).toEqual(['TimeoutError']);
      expect(loop.events('task.cut')).toHaveLength(1);
      expect(loop.left()).toEqual(NOTHING);
    });
  });

  it('around another: the outer one is a cancel inside, with the reason `timeout`', async () => {
    const log: string[] = [];
    const { loop } = await family('generator', function* (self) {
      try {
        yield* self.timeout(
          1,
          as(outerMode, function* outer(middle) {
            try {
              yield* middle.timeout(5, as(innerMode, logsItsEnd('inner', log)));
            } catch (error) {
              log.push(`caught ${(error as Error).name}`);
              throw error;
            } finally {
              log.push(`middle ends: ${middle.task.cancelReason}`);
            }
          }),
        );
      } catch (error) {
        log.push(`${(error as Error).name} of ${(error as TimeoutError).task}`);
      }
    });

    await loop.tickAsync(1);

    expect(log).not.toContain('caught TimeoutError');
    expect(log.filter((line) => !line.startsWith('caught')).sort()).toEqual([
      'TimeoutError of outer',
      'inner begins',
      'inner ends: timeout',
      'middle ends: timeout',
    ]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('around another: the inner one is an ordinary error in the middle', async () => {
    const log: string[] = [];
    const { loop } = await family('generator', function* (self) {
      log.push(
        yield* self.timeout(
          5,
          as(outerMode, function* (middle) {
            try {
              yield* middle.timeout(1, as(innerMode, logsItsEnd('inner', log)));
            } catch (error) {
              log.push(`caught ${(error as Error).name}`);
            }
            yield* middle.sleep(1);
            return 'went on';
          }),
        ),
      );
    });

    await loop.tickAsync(2);

    expect(log).toEqual(['inner begins', 'inner ends: timeout', 'caught TimeoutError', 'went on']);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('a timeout', () => {
  it.each(everyEnd())(
    'is taken over by what ends its task after it fired (%s, %s)',
    async (mode, _name, ending) => {
      const log: string[] = [];
      let bounded!: Task;
      const scene = await family(
        'generator',
        function* (self) {
          bounded = self.spawn(
            as(mode, function* (inner) {
              inner.cleanup(function* (cleaning) {
                yield* cleaning.sleep(1000);
              });
              yield* logsItsEnd('inner', log)(inner);
            }),
            { timeout: 8 },
          );
          yield* self.sleep(1000);
        },
        ending,
      );
      await scene.loop.tickAsync(8);
      expect(bounded).toMatchObject({ state: 'finishing', cancelReason: 'timeout' });

      await ending.end(scene);
      await scene.loop.tickAsync(10);

      expect(bounded).toMatchObject({
        // An outer timeout is a cancel for what is further in.
        state: 'cancelled',
        cancelReason: ending.reason,
      });
      expect(scene.loop.left()).toEqual(NOTHING);
    },
  );

  it.each(MODES)('does not take over from whoever asked before it (%s)', async (mode) => {
    const { loop, subject } = await family('generator', function* (self) {
      const bounded = self.spawn(
        as(mode, function* (inner) {
          inner.cleanup(function* (cleaning) {
            yield* cleaning.sleep(2);
          });
          yield* inner.sleep(1000);
        }),
        { timeout: 2, name: 'bounded' },
      );
      yield* self.sleep(1);
      bounded.cancel('enough');
      try {
        yield* bounded;
      } catch (error) {
        self.log((error as Error).message);
      }
    });

    await loop.tickAsync(1);
    await loop.tickAsync(2);

    expect(loop.events('log').map(({ message }) => message)).toEqual([
      'Task "bounded" was cancelled: enough',
    ]);
    expect(subject.state).toBe('succeeded');
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(MODES)(
    'that fires in the section of an uncancellable body is noticed at its end (%s)',
    async (mode) => {
      const log: string[] = [];
      const { loop } = await family('generator', function* (self) {
        try {
          yield* self.timeout(
            1,
            as(mode, function* (inner) {
              yield* inner.uncancellable(
                as(mode, function* (section) {
                  yield* section.sleep(3);
                  log.push('section over');
                }),
              );
              yield* inner.sleep(1000);
            }),
          );
        } catch (error) {
          log.push((error as Error).name);
        }
      });

      await loop.tickAsync(2);
      expect(log).toEqual([]);
      await loop.tickAsync(1);

      expect(log).toEqual(['section over', 'TimeoutError']);
      expect(loop.left()).toEqual(NOTHING);
    },
  );

  it.each(MODES)('deferred by a section gives way to a cancel from further out (%s)', async (mode) => {
    let bounded!: Task;
    const { loop, subject } = await family('generator', function* (self) {
      bounded = self.spawn(
        as(mode, function* (inner) {
          yield* inner.uncancellable(
            as(mode, function* (section) {
              yield* section.sleep(3);
            }),
          );
          yield* inner.sleep(1000);
        }),
        { timeout: 1 },
      );
      yield* self.sleep(1000);
    });
    await loop.tickAsync(2);

    subject.cancel('outer');
    await loop.tickAsync(1);

    expect(bounded).toMatchObject({ state: 'cancelled', cancelReason: 'outer' });
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(MODES)('after a cancel that a section defers does not take over (%s)', async (mode) => {
    let bounded!: Task;
    const { loop } = await family('generator', function* (self) {
      bounded = self.spawn(
        as(mode, function* (inner) {
          yield* inner.uncancellable(
            as(mode, function* (section) {
              yield* section.sleep(3);
            }),
          );
          yield* inner.sleep(1000);
        }),
        { timeout: 2 },
      );
      yield* self.sleep(1);
      bounded.cancel('before');
      yield* self.sleep(1000);
    });
    await loop.tickAsync(1);
    await loop.tickAsync(2);

    expect(bounded).toMatchObject({ state: 'cancelled', cancelReason: 'before' });
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([
    ['a sleep', (self: TaskScope): Wait<unknown> => self.sleep(1000)],
    ['ticks', (self: TaskScope): Wait<unknown> => self.ticks(1000)],
    ['until', (self: TaskScope): Wait<unknown> => self.until(() => false)],
    ['a task of its own', (self: TaskScope): Wait<unknown> => self.spawn(logsItsEnd('own', []))],
    ['a combinator', (self: TaskScope): Wait<unknown> => self.all([logsItsEnd('contestant', [])])],
  ])('may be given to %s, which ends with it', async (_name, wait) => {
    const log: unknown[] = [];
    const loop = await play(function* (self) {
      try {
        yield* self.timeout(1, wait(self));
      } catch (error) {
        log.push((error as Error).name);
      }
      yield* self.sleep(1000);
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['TimeoutError']);
    expect(loop.left()).toEqual({ tasks: 1, timers: 1, subscriptions: 0 });
  });

  it('around a task of others takes only a waiter from it', async () => {
    const log: string[] = [];
    const loop = await play(function* (self) {
      const others = self.spawn(logsItsEnd('others', log));
      yield* self.spawn(function* (child) {
        try {
          yield* child.timeout(1, others);
        } catch (error) {
          log.push((error as Error).name);
        }
      });
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['others begins', 'TimeoutError']);
    expect(loop.left().tasks).toBe(2);
  });

  it('of no time ends the task it is given before that is entered', async () => {
    const log: string[] = [];
    const loop = await play(function* (self) {
      try {
        yield* self.timeout(0, self.spawn(logsItsEnd('never', log)));
      } catch (error) {
        log.push((error as Error).name);
      }
    });

    await loop.tickAsync();

    expect(log).toEqual(['TimeoutError']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([0, 1])('of %i seconds ends a subscription', async (timeout) => {
    const source = new Subject<number>();
    let task!: Task;
    const loop = await play(function* (self) {
      task = self.subscribe(source, () => undefined, { timeout });
      yield* self.sleep(1000);
    });

    await loop.tickAsync(timeout);

    expect(task.error).toBeInstanceOf(TimeoutError);
    expect(source.observed).toBe(false);
  });

  it('counts the game time of the actor', async () => {
    const world = new TestWorld();
    const log: unknown[] = [];
    const [slow, fast] = ['slow', 'fast'].map((actor) =>
      world.begin(
        function* (self) {
          try {
            yield* self.timeout(1, self.sleep(1000));
          } catch {
            log.push(`${actor} at ${self.now}`);
          }
        },
        { actor },
      ),
    );

    for (let frame = 0; frame < 10; frame += 1) {
      slow!.tick(0.05);
      fast!.tick(0.2);
    }

    expect(log).toEqual(['fast at 1']);
  });

  it('is no TimeoutError to who waits for a task that was cancelled by one further out', async () => {
    const log: unknown[] = [];
    const loop = await play(function* (self) {
      let inner!: Task;
      self.spawn(
        function* (outer) {
          inner = outer.spawn(logsItsEnd('inner', []));
          yield* outer.sleep(1000);
        },
        { timeout: 1 },
      );
      yield* self.nextTick();
      try {
        yield* inner;
      } catch (error) {
        log.push(error);
      }
    });

    await loop.tickAsync(0.5);
    await loop.tickAsync(0.5);

    expect(log[0]).toBeInstanceOf(TaskCancelledError);
    expect(log[0]).toMatchObject({ reason: 'timeout' });
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([NaN, '1', null, {}] as unknown as number[])('refuses %p seconds, and says so', async (seconds) => {
    let came: unknown;
    const loop = await play(function* (self) {
      try {
        self.timeout(seconds, self.sleep(1));
      } catch (error) {
        came = error;
      }
    });
    await loop.tickAsync();

    expect((came as Error).message).toContain('self.timeout: expected a number of seconds, but got');
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('TaskScope.deadline', () => {
  it.each(MODES)('is what callees see: the earliest of their own and those above (%s)', async (mode) => {
    const seen: number[] = [];
    const look = (then: GeneratorBody<unknown>): GeneratorBody<unknown> =>
      as(mode, function* (self) {
        seen.push(self.deadline);
        yield* self.spawn(then);
      });
    const loop = await play(function* (self) {
      yield* self.sleep(1);
      seen.push(self.deadline);
      yield* self.timeout(
        10,
        look((child) => look2(child)),
      );
    });
    function* look2(self: TaskScope): Generator<Wait<unknown>, void> {
      seen.push(self.deadline);
      yield* self.spawn(last, { timeout: 3 });
      yield* self.spawn(last, { timeout: 300 });
      self.detach(last);
    }
    function* last(self: TaskScope): Generator<Wait<unknown>, void> {
      seen.push(self.deadline);
    }

    await loop.tickAsync(2);

    expect(seen).toEqual([Infinity, 11, 11, 4, 11, Infinity]);
  });
});

describe('10,000 timeouts that end in time', () => {
  it.each(MODES)('leave no timer, and the heap as it was (%s)', async (mode) => {
    const loop = await play(
      as(mode, function* (self) {
        for (let round = 0; ; round += 1) {
          yield* self.timeout(60, mode === 'generator' ? brief : briefAsync);
          if (round % 100 === 0) yield* self.nextTick();
        }
      }),
    );
    for (let tick = 0; tick < 20; tick += 1) await loop.tickAsync();
    const before = heapInUse();

    for (let tick = 0; tick < 100; tick += 1) await loop.tickAsync();

    expect(loop.left()).toEqual({ tasks: 1, timers: 0, subscriptions: 0 });
    expect(heapInUse() - before).toBeLessThan(200_000);
  });

  it('made at once leave nothing either', async () => {
    const loop = await play(function* (self) {
      for (let made = 0; made < 10_000; made += 1) {
        self.spawn(function* (child) {
          yield* child.timeout(60, child.sleep(1));
        });
      }
    });

    for (let tick = 0; tick < 12; tick += 1) await loop.tickAsync(1);
    await promiseJobs();

    expect(loop.left()).toEqual(NOTHING);
    expect(loop.world.entries).toEqual([]);
  });

  function* brief(self: TaskScope): Generator<Wait<unknown>, void> {
    yield* self.ticks(0);
  }

  async function briefAsync(self: TaskScope): Promise<void> {
    await self.ticks(0);
  }
});
