// SPDX-License-Identifier: MIT
import { ArgumentError, LoopEndedError, TaskCancelledError, type Task, type TaskScope } from 'transient-loop';
import { MODES, PLAIN_ENDINGS, PLAY_REASONS, as, everyEnd, family, play } from './support/modes';
import { NOTHING, promiseJobs } from './support/test-loop';

describe.each(MODES)('TaskScope.cleanup of the kind %s', (mode) => {
  it.each(everyEnd())(
    'runs in reverse order, once, after the body and its children (%s, %s)',
    async (body, _name, ending) => {
      const log: string[] = [];
      const scene = await family(
        body,
        function* (self) {
          for (const name of ['first', 'second', 'third']) {
            self.cleanup(
              as(mode, function* (cleaning) {
                log.push(`${name}: ${self.task.cancelReason}`);
                cleaning.log(name);
              }),
            );
          }
          self.spawn(
            as(body, function* (child) {
              try {
                yield* child.sleep(1000);
              } finally {
                log.push('child');
              }
            }),
          );
          try {
            yield* self.sleep(1000);
          } finally {
            log.push('body');
          }
        },
        ending,
      );

      await ending.end(scene);
      await promiseJobs();
      scene.subject.cancel();
      scene.loop.endPlay();

      const cleanups = ['third', 'second', 'first'].map((name) => `${name}: ${ending.reason}`);
      // At the end of play an async body has no time left: what it does comes in the promise jobs after.
      expect(log.filter((line) => line.includes(':'))).toEqual(cleanups);
      expect(log.filter((line) => !line.includes(':')).sort()).toEqual(['body', 'child']);
      if (body === 'generator' || !ending.endsPlay) expect(log.slice(2)).toEqual(cleanups);
      expect(scene.subject.state).toBe(ending.state);
      expect(scene.loop.left()).toEqual(NOTHING);
    },
  );

  it.each<[string, (self: TaskScope) => void, string]>([
    ['returned', () => undefined, 'succeeded'],
    [
      'threw',
      () => {
        throw new Error('broken');
      },
      'failed',
    ],
  ])('runs for a body that %s', async (_name, end, state) => {
    const log: string[] = [];
    const { loop, subject } = await family(mode, function* (self) {
      self.cleanup(() => void log.push('cleanup'));
      yield* self.sleep(1);
      end(self);
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['cleanup']);
    expect(subject.state).toBe(state);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('may wait where nobody asked for the end, and the task is over when it is', async () => {
    const log: string[] = [];
    const { loop, subject } = await family(mode, function* (self) {
      self.cleanup(
        as(mode, function* (cleaning) {
          yield* cleaning.sleep(20);
          log.push('slow');
        }),
      );
      self.cleanup(
        as(mode, function* (cleaning) {
          yield* cleaning.sleep(1);
          log.push(`quick, while ${subject.state}`);
        }),
      );
    });

    await loop.tickAsync(1);
    expect(log).toEqual(['quick, while finishing']);
    expect(subject.state).toBe('finishing');
    await loop.tickAsync(20);

    expect(log.at(-1)).toBe('slow');
    expect(subject.state).toBe('succeeded');
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(PLAIN_ENDINGS.map((ending) => [ending.name, ending] as const))(
    'may wait within the grace time after %s, also in an async task',
    async (_name, ending) => {
      const log: string[] = [];
      const scene = await family(
        'async',
        function* (self) {
          self.cleanup(
            as(mode, function* (cleaning) {
              yield* cleaning.sleep(2);
              yield* cleaning.nextTick();
              log.push('said goodbye');
            }),
          );
          yield* self.sleep(1000);
        },
        ending,
      );

      await ending.end(scene);
      expect(scene.subject.state).toBe('finishing');
      await scene.loop.tickAsync(2);
      await scene.loop.tickAsync();

      expect(log).toEqual(['said goodbye']);
      expect(scene.subject.state).toBe(ending.state);
      expect(scene.loop.events('task.cut')).toEqual([]);
      expect(scene.loop.left()).toEqual(NOTHING);
    },
  );

  it.each(PLAY_REASONS)(
    'is refused every wait at the end of play, and the next one runs (%s)',
    async (reason) => {
      const log: string[] = [];
      const { loop } = await family(mode, function* (self) {
        self.cleanup(() => void log.push('older'));
        self.cleanup(
          as(mode, function* (cleaning) {
            log.push('younger');
            yield* cleaning.sleep(1);
            log.push('never');
          }),
        );
        yield* self.sleep(1000);
      });

      loop.endPlay(reason);
      const atOnce = loop.left();
      await promiseJobs();

      expect(log).toEqual(['younger', 'older']);
      expect(loop.events('task.failed')).toEqual([]);
      expect(atOnce).toEqual(NOTHING);
    },
  );

  it('that waits when play ends is ended, and the others run', async () => {
    const log: string[] = [];
    const { loop, subject } = await family(mode, function* (self) {
      self.cleanup(() => void log.push('older'));
      self.cleanup(
        as(mode, function* (cleaning) {
          try {
            yield* cleaning.sleep(1000);
          } finally {
            log.push('younger is told');
          }
        }),
      );
    });
    await loop.tickAsync();
    expect(subject.state).toBe('finishing');

    loop.endPlay('quit');
    const atOnce = loop.left();
    await promiseJobs();

    expect(log.sort()).toEqual(['older', 'younger is told']);
    expect(atOnce).toEqual(NOTHING);
  });

  it('fails its task if it throws; all the others run, and all errors are kept', async () => {
    const log: string[] = [];
    const { loop, subject } = await family(mode, function* (self) {
      for (const name of ['first', 'second', 'third']) {
        self.cleanup(
          as(mode, function* () {
            log.push(name);
            if (name !== 'second') throw new Error(`${name} broke`);
          }),
        );
      }
      yield* self.sleep(1);
      throw new Error('body broke');
    });
    subject.onDone(() => undefined);

    await loop.tickAsync(1);

    const error = subject.error as AggregateError;
    expect(log).toEqual(['third', 'second', 'first']);
    expect(error).toBeInstanceOf(AggregateError);
    expect(error.errors.map(({ message }: Error) => message)).toEqual([
      'body broke',
      'third broke',
      'first broke',
    ]);
    expect(error.message).toBe('3 errors in task "subject": body broke; third broke; first broke');
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(everyEnd())('fails its task if it throws at the end (%s, %s)', async (body, _name, ending) => {
    const scene = await family(
      body,
      function* (self) {
        self.cleanup(
          as(mode, function* () {
            throw new Error('cleanup broke');
          }),
        );
        yield* self.sleep(1000);
      },
      ending,
    );

    await ending.end(scene);
    const atOnce = scene.loop.left();
    await promiseJobs();
    await scene.loop.tickAsync();

    const reports = [...scene.loop.events('task.failed'), ...scene.loop.events('task.late-error')];
    // An async cleanup has no time left to throw in EndPlay: its task is over then, and the error is reported all the same.
    if (!(ending.endsPlay && mode === 'async')) expect(scene.subject.state).toBe('failed');
    expect(reports.filter(({ severity }) => severity === 'error')).toHaveLength(1);
    expect(reports.at(-1)!.message).toContain('cleanup broke');
    expect(atOnce).toEqual(NOTHING);
  });

  it('is taken back by the function that it returns', async () => {
    const log: string[] = [];
    const { loop, subject } = await family(mode, function* (self) {
      self.cleanup(() => void log.push('stays'));
      const takeBack = self.cleanup(() => void log.push('never'));
      takeBack();
      takeBack();
      yield* self.sleep(1);
    });

    await loop.tickAsync(1);
    expect(log).toEqual(['stays']);
    expect(subject.state).toBe('succeeded');
  });

  it('registered after the end runs at once, and may not wait', async () => {
    const log: string[] = [];
    let scope!: TaskScope;
    const { loop } = await family(mode, function* (self) {
      scope = self;
    });

    scope.cleanup(
      as(mode, function* (cleaning) {
        log.push('at once');
        try {
          yield* cleaning.sleep(1);
          log.push('never');
        } finally {
          log.push('refused');
        }
      }),
    );
    log.push('after');
    await promiseJobs();

    expect(log[0]).toBe('at once');
    expect(log).toContain('refused');
    expect(log).not.toContain('never');
    expect(loop.left()).toEqual(NOTHING);
  });

  it('registered after the end of play runs at once', async () => {
    const log: string[] = [];
    let scope!: TaskScope;
    const { loop } = await family(mode, function* (self) {
      scope = self;
      yield* self.sleep(1000);
    });
    loop.endPlay('quit');

    scope.cleanup(() => void log.push('at once'));

    expect(log).toEqual(['at once']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('may register another, which runs next', async () => {
    const log: string[] = [];
    const { loop } = await family(mode, function* (self) {
      self.cleanup(() => void log.push('older'));
      self.cleanup(() => {
        log.push('younger');
        self.cleanup(() => void log.push('made meanwhile'));
      });
      yield* self.sleep(1);
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['younger', 'made meanwhile', 'older']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('may end play; the others run, once', async () => {
    const log: string[] = [];
    const { loop } = await family(mode, function* (self) {
      self.cleanup(() => void log.push('older'));
      self.cleanup(() => {
        log.push('younger');
        self.actor?.destroy();
        log.push('destroyed');
      });
      yield* self.sleep(1);
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['younger', 'older', 'destroyed']);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('TaskScope.cleanup', () => {
  it.each(['return', 'end of play'])('runs 5,000 of them, by %s', async (way) => {
    let ran = 0;
    const { loop, subject } = await family('generator', function* (self) {
      for (let made = 0; made < 5000; made += 1) self.cleanup(() => void (ran += 1));
      yield* self.sleep(1);
    });

    if (way === 'return') await loop.tickAsync(1);
    else loop.endPlay('quit');

    expect(ran).toBe(5000);
    expect(subject.state).toBe(way === 'return' ? 'succeeded' : 'cancelled');
    expect(loop.world.entries).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is told by the task that failed who waited for it', async () => {
    const log: unknown[] = [];
    const { loop } = await family('generator', function* (self) {
      const task = self.spawn(function* clumsy(child) {
        child.cleanup(() => {
          throw new Error('cleanup broke');
        });
        yield* child.sleep(1000);
      });
      yield* self.sleep(1);
      task.cancel();
      try {
        yield* task;
      } catch (error) {
        log.push((error as Error).message);
      }
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['cleanup broke']);
  });

  it.each([undefined, null, 5, {}])('says what it expected and what came for %p', async (cleanup) => {
    let came: unknown;
    await play(function* (self) {
      try {
        self.cleanup(cleanup as never);
      } catch (error) {
        came = error;
      }
    });

    expect(came).toBeInstanceOf(ArgumentError);
    expect((came as Error).message).toContain('self.cleanup: expected a function');
  });

  it('is refused its waits by the error that its task is told', async () => {
    const came: unknown[] = [];
    let task!: Task;
    const loop = await play(function* (self) {
      task = self.spawn(async (child) => {
        child.cleanup(async (cleaning) => {
          try {
            await cleaning.sleep(1);
          } catch (error) {
            came.push(error);
          }
        });
        await child.sleep(1000);
      });
    });

    loop.endPlay('quit');
    await promiseJobs();

    expect(task.state).toBe('cancelled');
    expect(came).toHaveLength(1);
    expect(came[0] instanceof TaskCancelledError || came[0] instanceof LoopEndedError).toBe(true);
    expect(came[0]).toMatchObject({ reason: 'quit' });
  });
});
