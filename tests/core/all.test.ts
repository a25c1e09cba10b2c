// SPDX-License-Identifier: MIT
import { Signal, type Contestant, type Task, type TaskScope, type Wait } from 'transient-loop';
import { FAMILIES, MODES, as, everyEnd, family, logsItsEnd, play } from './support/modes';
import { NOTHING, promiseJobs } from './support/test-loop';

describe.each(FAMILIES)('TaskScope.all in the kind %s of the kind %s', (callerMode, mode) => {
  it('gives the results in the order of the list, whoever came first', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      log.push(
        yield* self.all([
          as(mode, returns(2, 'slow')),
          as(mode, returns(1, 'quick')),
          self.sleep(1.5),
          self.spawn(as(mode, returns(0.5, 'spawned'))),
        ]),
        self.now,
      );
    });

    await loop.tickAsync(2);

    expect(log).toEqual([['slow', 'quick', undefined, 'spawned'], 2]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('gives the results of a record under its keys', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      log.push(yield* self.all({ door: as(mode, returns(2, 'open')), light: as(mode, returns(1, 'on')) }));
    });

    await loop.tickAsync(2);

    expect(log).toEqual([{ door: 'open', light: 'on' }]);
  });

  it.each<[string, readonly Contestant[] | Record<string, Contestant>, unknown]>([
    ['list', [], []],
    ['record', {}, {}],
  ])('of an empty %s is over at once', async (_name, contestants, expected) => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      log.push(yield* self.all(contestants as []));
    });

    await loop.tickAsync();

    expect(log).toEqual([expected]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('ends the others by the first failure, and fails once they have cleaned up', async () => {
    const log: string[] = [];
    const { loop } = await family(callerMode, function* (self) {
      const own = self.spawn(as(mode, logsItsEnd('own task', log)));
      try {
        yield* self.all([
          as(mode, logsItsEnd('other', log)),
          own,
          as(mode, fails(1, 'first')),
          as(mode, fails(3, 'never')),
          self.sleep(1000),
        ]);
      } catch (error) {
        log.push(`caught ${(error as Error).message} at ${self.now}`);
      }
    });

    await loop.tickAsync(1);

    expect(log.slice(0, 2).sort()).toEqual(['other begins', 'own task begins']);
    expect(log.slice(2, 4).sort()).toEqual([
      'other ends: "all" is decided',
      'own task ends: "all" is decided',
    ]);
    expect(log.slice(4)).toEqual(['caught first at 1']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('keeps the errors of those that fail in cleaning up', async () => {
    let came: unknown;
    const { loop } = await family(callerMode, function* (self) {
      try {
        yield* self.all([
          as(mode, fails(1, 'first')),
          as(mode, function* (other) {
            try {
              yield* other.sleep(1000);
            } finally {
              throw new Error('cleanup broke');
            }
          }),
        ]);
      } catch (error) {
        came = error;
      }
    });

    await loop.tickAsync(1);

    expect(came).toBeInstanceOf(AggregateError);
    expect((came as Error).message).toBe('2 errors in task "all": first; cleanup broke');
    expect(loop.left()).toEqual(NOTHING);
  });

  it('fails where a contestant was cancelled by others', async () => {
    const log: string[] = [];
    const { loop } = await family(callerMode, function* (self) {
      const own = self.spawn(as(mode, logsItsEnd('own', [])));
      self.spawn(function* (child) {
        yield* child.sleep(1);
        own.cancel('by others');
      });
      try {
        yield* self.all([own, as(mode, logsItsEnd('other', log))]);
      } catch (error) {
        log.push((error as Error).message);
      }
    });

    await loop.tickAsync(1);

    expect(log).toEqual([
      'other begins',
      'other ends: "all" is decided',
      'Task "task" was cancelled: by others',
    ]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('takes only a waiter from a task of others, by a failure and by an end', async () => {
    const log: string[] = [];
    let others!: Task;
    const loop = await play(function* (self) {
      others = self.spawn(as(mode, logsItsEnd('others', log)));
      self.spawn(
        as(callerMode, function* (child) {
          try {
            yield* child.all([others, as(mode, fails(1, 'broken'))]);
          } catch (error) {
            log.push((error as Error).message);
          }
        }),
      );
      const ended = self.spawn(
        as(callerMode, function* (child) {
          yield* child.all([others]);
        }),
      );
      yield* self.sleep(1);
      ended.cancel();
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['others begins', 'broken']);
    expect(others.state).toBe('running');
  });
});

describe('TaskScope.all', () => {
  it.each(everyEnd())('ends its contestants with who waits for it (%s, %s)', async (mode, _name, ending) => {
    const log: string[] = [];
    let group!: Task;
    const scene = await family(
      mode,
      function* (self) {
        group = self.all([
          as(mode, logsItsEnd('first', log)),
          self.spawn(as(mode, logsItsEnd('own', log))),
          self.sleep(1000),
          self.until(() => false),
        ]);
        yield* group;
      },
      ending,
    );
    await scene.loop.tickAsync();

    await ending.end(scene);
    const atOnce = scene.loop.left();
    await promiseJobs();

    expect(log.filter((line) => line.includes('ends')).sort()).toEqual([
      `first ends: ${ending.reason}`,
      `own ends: ${ending.reason}`,
    ]);
    expect(scene.subject.state).toBe(ending.state);
    expect(group).toMatchObject({ state: 'cancelled', cancelReason: ending.reason });
    expect(atOnce).toEqual(NOTHING);
  });

  it.each(MODES)('may be cancelled itself: its contestants end, and who waits is told (%s)', async (mode) => {
    const log: string[] = [];
    let group!: Task;
    const { loop } = await family(mode, function* (self) {
      group = self.all([as(mode, logsItsEnd('contestant', log))]);
      try {
        yield* group;
      } catch (error) {
        log.push(`${(error as Error).name}: ${(error as { reason?: string }).reason}`);
      }
    });
    await loop.tickAsync();

    group.cancel('not needed');
    await promiseJobs();
    await loop.tickAsync();

    expect(log).toEqual([
      'contestant begins',
      'contestant ends: not needed',
      'TaskCancelledError: not needed',
    ]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('fails by the first that failed before, and enters nobody after it', async () => {
    const log: string[] = [];
    const { loop } = await family('generator', function* (self) {
      const failed = self.spawn(fails(0, 'before'));
      yield* self.settled([failed]);
      const later = self.spawn(logsItsEnd('later task', log));
      try {
        yield* self.all([logsItsEnd('earlier', log), failed, later, logsItsEnd('later body', log)]);
      } catch (error) {
        log.push((error as Error).message, later.state);
      }
    });

    await loop.tickAsync();
    await loop.tickAsync();

    expect(log).toEqual(['before', 'cancelled']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('waits for 10,000 contestants', async () => {
    const signal = new Signal<[number]>();
    const log: unknown[] = [];
    const { loop } = await family('generator', function* (self) {
      const results = yield* self.all(Array.from({ length: 10_000 }, () => signal.next(self)));
      log.push(results.length, results[9_999]);
    });

    signal.emit(7);
    for (let tick = 0; tick < 4; tick += 1) await loop.tickAsync();

    expect(log).toEqual([10_000, [7]]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([undefined, 5, 'text', function* () {}])(
    'says what it takes and what came for %p',
    async (contestants) => {
      let came: unknown;
      const loop = await play(function* (self) {
        try {
          self.all(contestants as never);
        } catch (error) {
          came = error;
        }
      });

      expect((came as Error).message).toContain('self.all: expected a list or a record of contestants');
      expect(loop.left()).toEqual(NOTHING);
    },
  );

  it.each([[5], [Promise.resolve()], [undefined], { key: 'text' }])(
    'refuses what is no wait and no coroutine: %p',
    async (contestants) => {
      let came: unknown;
      const loop = await play(function* (self) {
        try {
          self.all(contestants as never);
        } catch (error) {
          came = error;
        }
      });

      expect((came as Error).message).toContain('self.all: expected waits, tasks, generator functions');
      expect(loop.left()).toEqual(NOTHING);
    },
  );
});

describe('a combinator of waits in a chain', () => {
  const DEPTH = 5000;

  it('5,000 long gives its value, and takes it back where who waited was cancelled', async () => {
    const log: unknown[] = [];
    const signal = new Signal<[string]>();
    const { loop, subject } = await family('generator', function* (self) {
      log.push(flat(yield* chain(self, signal.next(self))));
      yield* chain(self, signal.next(self));
      log.push('never');
    });
    signal.emit('value');
    for (let tick = 0; tick < 3; tick += 1) await loop.tickAsync();
    expect(log).toEqual(['value']);

    signal.emit('second');
    subject.cancel();
    await loop.tickAsync();

    expect(loop.world.entries).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(['cancel', 'end of play', 'lost race'])('5,000 long ends by %s', async (way) => {
    const { loop, subject } = await family('generator', function* (self) {
      if (way === 'lost race') yield* self.race([self.sleep(1), chain(self, self.sleep(1000))]);
      else yield* chain(self, self.sleep(1000));
    });
    await loop.tickAsync(0.5);

    if (way === 'cancel') subject.cancel();
    else if (way === 'end of play') loop.endPlay('quit');
    else await loop.tickAsync(0.5);

    expect(loop.world.entries).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('5,000 long passes a failure on', async () => {
    const log: string[] = [];
    const { loop } = await family('generator', function* (self) {
      try {
        yield* chain(self, self.spawn(fails(1, 'deep down')));
      } catch (error) {
        log.push((error as Error).message);
      }
    });

    for (let tick = 0; tick < 3; tick += 1) await loop.tickAsync(1);

    expect(log).toEqual(['deep down']);
    expect(loop.left()).toEqual(NOTHING);
  });

  function chain(self: TaskScope, innermost: Wait<unknown>): Wait<unknown> {
    let wait = innermost;
    for (let made = 0; made < DEPTH; made += 1) wait = self.all([wait]);
    return wait;
  }

  function flat(value: unknown): unknown {
    let inner = value;
    while (Array.isArray(inner)) [inner] = inner as unknown[];
    return inner;
  }
});

function returns<T>(seconds: number, value: T): (self: TaskScope) => Generator<Wait<unknown>, T> {
  return function* (self) {
    yield* self.sleep(seconds);
    return value;
  };
}

function fails(seconds: number, message: string): (self: TaskScope) => Generator<Wait<unknown>, never> {
  return function* (self) {
    if (seconds > 0) yield* self.sleep(seconds);
    throw new Error(message);
  };
}
