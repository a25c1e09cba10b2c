// SPDX-License-Identifier: MIT
import {
  ArgumentError,
  Signal,
  TaskCancelledError,
  type Task,
  type TaskScope,
  type Wait,
} from 'transient-loop';
import { FAMILIES, MODES, as, everyEnd, family, logsItsEnd, play } from './support/modes';
import { NOTHING, TestWorld, promiseJobs } from './support/test-loop';

describe.each(FAMILIES)('TaskScope.race in the kind %s of the kind %s', (callerMode, mode) => {
  it('gives the result of the first to end, once the others have cleaned up', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      log.push(
        yield* self.race([
          as(mode, logsItsEnd('slow', log as string[])),
          as(mode, returns(1, 'quick')),
          as(mode, function* (polite) {
            polite.cleanup(function* (cleaning) {
              yield* cleaning.sleep(2);
              log.push(`polite has cleaned up at ${cleaning.now}`);
            });
            yield* polite.sleep(1000);
          }),
          self.sleep(500),
        ]),
      );
    });

    await loop.tickAsync(1);
    expect(log).toEqual(['slow begins', 'slow ends: "race" is decided']);
    await loop.tickAsync(2);

    expect(log.slice(2)).toEqual(['polite has cleaned up at 3', 'quick']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('says of a record which key won', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      const won = yield* self.race({ coins: as(mode, returns(1, 10)), time: self.sleep(60) });
      log.push(won);
    });

    await loop.tickAsync(1);

    expect(log).toEqual([{ key: 'coins', value: 10 }]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('fails with the error of the first to end', async () => {
    const log: string[] = [];
    const { loop } = await family(callerMode, function* (self) {
      try {
        yield* self.race([as(mode, logsItsEnd('slow', log)), as(mode, fails(1, 'broken'))]);
      } catch (error) {
        log.push((error as Error).message);
      }
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['slow begins', 'slow ends: "race" is decided', 'broken']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('keeps the error of a loser’s cleanup beside its own, and fails by it', async () => {
    const log: string[] = [];
    const { loop } = await family(callerMode, function* (self) {
      try {
        yield* self.race([
          as(mode, returns(1, 'quick')),
          as(mode, function* (clumsy) {
            try {
              yield* clumsy.sleep(1000);
            } finally {
              throw new Error('cleanup broke');
            }
          }),
        ]);
        log.push('never');
      } catch (error) {
        log.push((error as Error).message);
      }
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['cleanup broke']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is over when a task of the same parent that lost has cleaned up', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      const loser = self.spawn(function* loser(task) {
        try {
          yield* task.sleep(1000);
        } finally {
          yield* task.sleep(2);
        }
      });
      log.push(yield* self.race([as(mode, returns(1, 'quick')), loser]), loser.state, self.now);
    });

    await loop.advanceAsync(4, 0.5);

    expect(log).toEqual(['quick', 'cancelled', 3]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('gives the timers of the sleeps that lost back', async () => {
    const { loop } = await family(callerMode, function* (self) {
      yield* self.race([as(mode, returns(1, 'quick')), self.sleep(100), self.sleep(200)]);
      yield* self.until(() => false);
    });

    await loop.tickAsync(1);
    await loop.tickAsync(1);

    expect(loop.left().timers).toBe(0);
    loop.endPlay();
  });

  it('goes by the order of the list where several are ready at one moment', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      const [made1st, made2nd] = [self.sleep(1), self.sleep(1)];
      const { key } = yield* self.race({ second: made2nd, first: made1st });
      log.push(key);
      log.push(yield* self.race([as(mode, returns(1, 'a')), as(mode, returns(1, 'b'))]));
      const over = ['c', 'd'].map((name) => self.spawn(as(mode, returns(0.5, name))));
      yield* self.sleep(1);
      log.push(yield* self.race(over.reverse()));
    });

    await loop.tickAsync(3);

    expect(log).toEqual(['second', 'a', 'd']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('goes by the order of the list where one has come and one has failed between two ticks', async () => {
    const world = new TestWorld();
    const log: unknown[] = [];
    let others!: Task<never>[];
    const elsewhere = world.begin(function* (self) {
      others = [
        self.spawn(function* () {
          yield* self.until(() => true);
          throw new Error('failed first');
        }),
        self.spawn(
          as(mode, function* () {
            yield* self.until(() => true);
            return 'came' as never;
          }),
        ),
      ];
    });
    const loop = world.begin(
      as(callerMode, function* (self) {
        log.push(yield* self.race([others[1]!, others[0]!]));
      }),
    );
    await promiseJobs();

    await elsewhere.tickAsync();
    await loop.tickAsync();

    expect(log).toEqual(['came']);
  });

  it('enters nobody after one that is over, and ends the tasks after it', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      const task = self.spawn(as(mode, logsItsEnd('never: task', log as string[])));
      log.push(
        yield* self.race([
          as(mode, logsItsEnd('before', log as string[])),
          self.ticks(0),
          as(mode, logsItsEnd('never: body', log as string[])),
          task,
          self.sleep(1000),
          self.until(() => false),
        ]),
      );
      log.push(task.state);
      yield* self.nextTick();
      expect(loop.left().timers).toBe(0);
    });

    await loop.tickAsync();
    await loop.tickAsync();

    expect(log.filter((line) => String(line).startsWith('never'))).toEqual([]);
    expect(log.slice(-2)).toEqual([undefined, 'cancelled']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('takes only a waiter from tasks of others', async () => {
    const log: unknown[] = [];
    const loop = await play(function* (self) {
      const others = self.spawn(as(mode, logsItsEnd('others', log as string[])));
      self.spawn(
        as(callerMode, function* (child) {
          log.push(yield* child.race([others, as(mode, returns(1, 'quick'))]), others.state);
        }),
      );
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['others begins', 'quick', 'running']);
  });
});

describe('TaskScope.race', () => {
  it.each([[[]], [{}]])('of nobody (%p) is refused at once', async (contestants) => {
    let came: unknown;
    const loop = await play(function* (self) {
      try {
        self.race(contestants as []);
      } catch (error) {
        came = error;
      }
    });

    expect(came).toBeInstanceOf(ArgumentError);
    expect((came as Error).message).toContain('self.race: expected at least one contestant');
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(everyEnd())('ends its contestants with who waits for it (%s, %s)', async (mode, _name, ending) => {
    const log: string[] = [];
    let race!: Task;
    const scene = await family(
      mode,
      function* (self) {
        race = self.race([
          as(mode, logsItsEnd('body', log)),
          self.spawn(as(mode, logsItsEnd('own', log))),
          self.until(() => false),
        ]);
        yield* race;
      },
      ending,
    );
    await scene.loop.tickAsync();

    await ending.end(scene);
    const atOnce = scene.loop.left();
    await promiseJobs();

    expect(log.filter((line) => line.includes('ends')).sort()).toEqual([
      `body ends: ${ending.reason}`,
      `own ends: ${ending.reason}`,
    ]);
    expect(race).toMatchObject({ state: 'cancelled', cancelReason: ending.reason });
    expect(atOnce).toEqual(NOTHING);
  });

  it.each(everyEnd())('ends while its losers clean up (%s, %s)', async (mode, _name, ending) => {
    const log: string[] = [];
    const scene = await family(
      mode,
      function* (self) {
        yield* self.race([
          as(mode, returns(8, 'quick')),
          as(mode, function* (loser) {
            loser.cleanup(as(mode, logsItsEnd('cleanup', log)));
            yield* loser.sleep(1000);
          }),
        ]);
      },
      ending,
    );
    await scene.loop.tickAsync(8);
    expect(log).toEqual(['cleanup begins']);

    await ending.end(scene);
    await scene.loop.tickAsync(10);

    expect(log).toHaveLength(2);
    expect(scene.subject.state).toBe(ending.state);
    expect(scene.loop.left()).toEqual(NOTHING);
  });

  it.each(MODES)('between 10,000 ends 9,999 of them (%s)', async (mode) => {
    let ended = 0;
    const results: unknown[] = [];
    const { loop } = await family(mode, function* (self) {
      results.push(
        yield* self.race([
          ...Array.from(
            { length: 4_999 },
            () =>
              function* loser(contestant: TaskScope) {
                try {
                  yield* contestant.sleep(1000);
                } finally {
                  ended += 1;
                }
              },
          ),
          ...Array.from({ length: 5_000 }, () => self.sleep(1000)),
          as(mode, returns(1, 'quick')),
        ]),
      );
    });

    for (let tick = 0; tick < 3; tick += 1) await loop.tickAsync(1);

    expect(results).toEqual(['quick']);
    expect(ended).toBe(4_999);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe.each(FAMILIES)('TaskScope.any in the kind %s of the kind %s', (callerMode, mode) => {
  it('gives the first success, and ends the others', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      log.push(
        yield* self.any([
          as(mode, fails(0.5, 'first')),
          as(mode, logsItsEnd('slow', log as string[])),
          as(mode, returns(1, 'good')),
        ]),
      );
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['slow begins', 'slow ends: "any" is decided', 'good']);
    expect(loop.events('task.failed').filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('fails with all errors, in the order of the list, if all fail', async () => {
    let came: unknown;
    const { loop } = await family(callerMode, function* (self) {
      const cancelled = self.spawn(as(mode, logsItsEnd('own', [])));
      self.spawn(function* (child) {
        yield* child.sleep(0.1);
        cancelled.cancel('no more');
      });
      try {
        yield* self.any([as(mode, fails(1, 'slow')), cancelled, as(mode, fails(0.5, 'quick'))]);
      } catch (error) {
        came = error;
      }
    });

    await loop.tickAsync(1);

    expect(came).toBeInstanceOf(AggregateError);
    expect((came as AggregateError).errors).toEqual([
      new Error('slow'),
      expect.any(TaskCancelledError),
      new Error('quick'),
    ]);
    expect((came as Error).message).toContain('3 errors in "any": slow; ');
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('TaskScope.any', () => {
  it('of nobody is refused at once', async () => {
    let came: unknown;
    await play(function* (self) {
      try {
        self.any([]);
      } catch (error) {
        came = error;
      }
    });

    expect((came as Error).message).toContain('self.any: expected at least one contestant');
  });

  it('goes on to the next where the first had failed before', async () => {
    const log: unknown[] = [];
    const { loop } = await family('generator', function* (self) {
      const failed = self.spawn(fails(0, 'before'));
      yield* self.settled([failed]);
      log.push(yield* self.any([failed, self.ticks(0), logsItsEnd('never', log as string[])]));
    });

    await loop.tickAsync();

    expect(log).toEqual([undefined]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('that was over before all were looked at fails with all errors', async () => {
    const log: unknown[] = [];
    const { loop } = await family('generator', function* (self) {
      const failed = ['a', 'b'].map((name) => self.spawn(fails(0, name)));
      yield* self.settled(failed);
      try {
        yield* self.any(failed);
      } catch (error) {
        log.push((error as Error).message);
      }
    });

    await loop.tickAsync();

    expect(log).toEqual(['2 errors in "any": a; b']);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe.each(FAMILIES)('TaskScope.settled in the kind %s of the kind %s', (callerMode, mode) => {
  it('tells how each ended, and never fails because one of them does', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      const cancelled = self.spawn(as(mode, logsItsEnd('own', [])));
      self.spawn(function* (child) {
        yield* child.sleep(0.1);
        cancelled.cancel('no more');
      });
      log.push(
        ...(yield* self.settled([
          as(mode, returns(2, 'good')),
          as(mode, fails(1, 'broken')),
          cancelled,
          self.sleep(0.5),
        ])),
      );
    });

    await loop.tickAsync(2);

    expect(log).toEqual([
      { status: 'succeeded', value: 'good' },
      { status: 'failed', error: new Error('broken') },
      { status: 'failed', error: expect.any(TaskCancelledError) },
      { status: 'succeeded', value: undefined },
    ]);
    expect(loop.events('task.failed').filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('takes a record, and nobody', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      log.push(yield* self.settled({ only: as(mode, returns(1, 5)) }));
      log.push(yield* self.settled([]));
      log.push(yield* self.settled({}));
    });

    await loop.tickAsync(1);
    await loop.tickAsync();

    expect(log).toEqual([{ only: { status: 'succeeded', value: 5 } }, [], {}]);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('a value that a combinator does not give', () => {
  it.each(MODES)('of a race that was lost goes to the next who waits (%s)', async (mode) => {
    const signal = new Signal<[string]>();
    const log: unknown[] = [];
    const { loop } = await family(mode, function* (self) {
      const won = yield* self.race({ time: self.sleep(1), signal: signal.next(self) });
      log.push(won.key);
      log.push(...(yield* signal.next(self)));
    });

    await loop.tickAsync(1);
    expect(signal.listeners).toBe(1);
    signal.emit('value');
    await loop.tickAsync();

    expect(log).toEqual(['time', 'value']);
    expect(loop.left()).toEqual(NOTHING);
  });
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
