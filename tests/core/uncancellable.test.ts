// SPDX-License-Identifier: MIT
import { TimeoutError, type Task, type TaskScope, type Wait } from 'transient-loop';
import { FAMILIES, PLAIN_ENDINGS, PLAY_REASONS, as, family, logsItsEnd, play } from './support/modes';
import { NOTHING, promiseJobs } from './support/test-loop';

describe.each(FAMILIES)(
  'TaskScope.uncancellable in the kind %s of the kind %s',
  (callerMode, sectionMode) => {
    it('gives what its body returns', async () => {
      const log: unknown[] = [];
      const { loop } = await family(callerMode, function* (self) {
        log.push(
          yield* self.uncancellable(
            as(sectionMode, function* (section) {
              yield* section.sleep(1);
              return 'value';
            }),
          ),
        );
      });

      await loop.tickAsync(1);

      expect(log).toEqual(['value']);
      expect(loop.left()).toEqual(NOTHING);
    });

    it.each(PLAIN_ENDINGS.map((ending) => [ending.name, ending] as const))(
      'defers %s to its end; then the caller is told, before its next step',
      async (_name, ending) => {
        const log: string[] = [];
        const scene = await family(
          callerMode,
          function* (self) {
            try {
              yield* self.uncancellable(
                as(sectionMode, function* (section) {
                  yield* section.sleep(11);
                  log.push(`half, asked for: ${self.task.cancelReason}`);
                  yield* section.spawn(
                    as(sectionMode, function* (inner) {
                      yield* inner.sleep(1);
                    }),
                  );
                  log.push('section over');
                }),
              );
              yield* self.sleep(1);
              log.push('never');
            } finally {
              log.push(`finally: ${self.task.cancelReason}`);
            }
          },
          ending,
        );

        await ending.end(scene);
        expect(scene.subject.state).toBe('running');
        await scene.loop.tickAsync(11);
        await scene.loop.tickAsync(1);

        // Nobody is told before the section is over.
        expect(log).toEqual(['half, asked for: undefined', 'section over', `finally: ${ending.reason}`]);
        expect(scene.subject).toMatchObject({ state: ending.state, cancelReason: ending.reason });
        expect(scene.loop.left()).toEqual(NOTHING);
      },
    );

    it.each(PLAY_REASONS)('is overridden by the end of play: %s', async (reason) => {
      const log: string[] = [];
      const { loop, subject } = await family(callerMode, function* (self) {
        try {
          yield* self.uncancellable(as(sectionMode, logsItsEnd('section', log)));
        } finally {
          log.push(`caller ends: ${self.task.cancelReason}`);
        }
      });
      subject.cancel('deferred');

      loop.endPlay(reason);
      const atOnce = loop.left();
      await promiseJobs();

      expect(log[0]).toBe('section begins');
      expect(log.slice(1).sort()).toEqual([`caller ends: ${reason}`, `section ends: ${reason}`]);
      expect(subject).toMatchObject({ state: 'cancelled', cancelReason: reason });
      expect(atOnce).toEqual(NOTHING);
    });

    it('keeps its caller’s parent waiting, which is told at once', async () => {
      const log: string[] = [];
      let caller!: Task;
      const { loop, subject } = await family('generator', function* (self) {
        caller = self.spawn(
          as(callerMode, function* (task) {
            yield* task.uncancellable(
              as(sectionMode, function* (section) {
                yield* section.sleep(60);
                log.push('section over');
              }),
            );
            yield* task.sleep(1000);
          }),
        );
        yield* logsItsEnd('parent', log)(self);
      });

      subject.cancel('outer');
      await promiseJobs();
      expect(log).toEqual(['parent begins', 'parent ends: outer']);
      expect([subject.state, caller.state]).toEqual(['finishing', 'running']);
      await loop.tickAsync(60);

      expect(log.at(-1)).toBe('section over');
      expect(subject.state).toBe('cancelled');
      expect(caller).toMatchObject({ state: 'cancelled', cancelReason: 'outer' });
      expect(loop.events('task.cut')).toEqual([]);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('defers the outermost of several requests', async () => {
      let caller!: Task;
      const { loop, subject } = await family('generator', function* (self) {
        caller = self.spawn(
          as(callerMode, function* (task) {
            yield* task.uncancellable(
              as(sectionMode, function* (section) {
                yield* section.sleep(1);
              }),
            );
            yield* task.sleep(1000);
          }),
        );
        yield* self.sleep(1000);
      });

      caller.cancel('inner, first');
      subject.cancel('outer');
      caller.cancel('inner, last');
      await loop.tickAsync(1);

      expect(caller.cancelReason).toBe('outer');
      expect(loop.left()).toEqual(NOTHING);
    });

    it('may be opened after a plain cancel, to clean up within the grace time', async () => {
      const log: string[] = [];
      const { loop, subject } = await family(callerMode, function* (self) {
        try {
          yield* self.sleep(1000);
        } finally {
          yield* self.uncancellable(
            as(sectionMode, function* (section) {
              yield* section.sleep(2);
              log.push('said goodbye');
            }),
          );
          log.push('cleaned up');
        }
      });

      subject.cancel('enough');
      await promiseJobs();
      await loop.tickAsync(2);

      expect(log).toEqual(['said goodbye', 'cleaned up']);
      expect(subject).toMatchObject({ state: 'cancelled', cancelReason: 'enough' });
      expect(loop.events('task.failed')).toEqual([]);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('opened after a plain cancel is cut with its caller when the grace time is over', async () => {
      const log: string[] = [];
      const { loop, subject } = await family(callerMode, function* (self) {
        try {
          yield* self.sleep(1000);
        } finally {
          yield* self.uncancellable(as(sectionMode, logsItsEnd('section', log)));
          log.push('never');
        }
      });

      subject.cancel('enough');
      await promiseJobs();
      await loop.tickAsync(5);
      await promiseJobs();

      expect(log).toEqual(['section begins', 'section ends: enough']);
      expect(subject.state).toBe('cancelled');
      expect(loop.events('task.cut').map(({ task }) => task)).toEqual(['subject']);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('has a timeout of its own all the same', async () => {
      const log: unknown[] = [];
      const { loop } = await family(callerMode, function* (self) {
        try {
          yield* self.uncancellable(as(sectionMode, logsItsEnd('section', log as string[])), { timeout: 2 });
        } catch (error) {
          log.push(error);
        }
      });

      await loop.tickAsync(2);

      expect(log).toEqual(['section begins', 'section ends: timeout', expect.any(TimeoutError)]);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('is waited for by a race that it lost', async () => {
      const log: unknown[] = [];
      const { loop } = await family(callerMode, function* (self) {
        log.push(
          yield* self.race([
            self.uncancellable(
              as(sectionMode, function* (section) {
                yield* section.sleep(3);
                log.push('section over');
              }),
            ),
            as(sectionMode, function* (quick) {
              yield* quick.sleep(1);
              return 'won';
            }),
          ]),
        );
      });

      await loop.tickAsync(2);
      expect(log).toEqual([]);
      await loop.tickAsync(1);

      expect(log).toEqual(['section over', 'won']);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('that fails gives its error to the caller', async () => {
      const log: string[] = [];
      const { loop } = await family(callerMode, function* (self) {
        try {
          yield* self.uncancellable(as(sectionMode, breaks));
        } catch (error) {
          log.push((error as Error).message);
        }
      });

      await loop.tickAsync(1);

      expect(log).toEqual(['section broke']);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('that fails after a cancel was deferred is reported: the caller is told of the cancel', async () => {
      const log: string[] = [];
      const { loop, subject } = await family(callerMode, function* (self) {
        try {
          yield* self.uncancellable(as(sectionMode, breaks));
        } finally {
          log.push(`finally: ${self.task.cancelReason}`);
        }
      });
      subject.cancel('deferred');

      await loop.tickAsync(1);
      await loop.tickAsync();

      expect(log).toEqual(['finally: deferred']);
      expect(subject.state).toBe('cancelled');
      expect(loop.events('task.failed').map(({ severity, message }) => [severity, message])).toEqual([
        ['error', 'section broke'],
      ]);
      expect(loop.left()).toEqual(NOTHING);
    });

    function* breaks(section: TaskScope): Generator<Wait<unknown>, never> {
      yield* section.sleep(1);
      throw new Error('section broke');
    }
  },
);

describe('an uncancellable section', () => {
  it('in another lets no cancel through before both are over', async () => {
    const log: string[] = [];
    const { loop, subject } = await family('generator', function* (self) {
      yield* self.uncancellable(function* (outer) {
        yield* outer.uncancellable(function* (inner) {
          yield* inner.sleep(1);
          log.push('inner over');
        });
        yield* outer.sleep(1);
        log.push('outer over');
      });
      yield* self.sleep(1);
      log.push('never');
    });
    subject.cancel();

    await loop.tickAsync(2);

    expect(log).toEqual(['inner over', 'outer over']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('beside another lets no cancel through before both are over', async () => {
    const log: string[] = [];
    const section = (seconds: number) =>
      function* (self: TaskScope) {
        yield* self.sleep(seconds);
        log.push(`section of ${seconds} s over`);
      };
    const { loop, subject } = await family('generator', function* (self) {
      yield* self.all([self.uncancellable(section(1)), self.uncancellable(section(2))]);
      yield* self.sleep(1);
      log.push('never');
    });
    subject.cancel();

    await loop.tickAsync(2);

    expect(log).toEqual(['section of 1 s over', 'section of 2 s over']);
    expect(subject.state).toBe('cancelled');
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is waited for by a parent that failed', async () => {
    const log: string[] = [];
    const { loop, subject } = await family('generator', function* (self) {
      self.uncancellable(function* (section) {
        yield* section.sleep(2);
        log.push('section over');
      });
      yield* self.sleep(1);
      throw new Error('broken');
    });
    subject.onDone(({ state }) => log.push(state));

    await loop.tickAsync(2);

    expect(log).toEqual(['section over', 'failed']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('of an async task that ended itself in its first step is cut with it, and reported', async () => {
    const log: string[] = [];
    const loop = await play(
      as('async', function* main(self) {
        self.task.cancel('enough');
        yield* self.uncancellable(function* (section) {
          for (let second = 1; second < 5; second += 1) yield* section.sleep(1);
          yield* logsItsEnd('section', log)(section);
        });
      }),
    );

    for (let second = 1; second <= 5; second += 1) await loop.tickAsync(1);

    expect(log).toEqual(['section begins', 'section ends: enough']);
    expect(loop.events('task.cut').map(({ task }) => task)).toEqual(['main']);
    expect(loop.events('task.abandoned')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('may not be opened at the end of play', async () => {
    const log: string[] = [];
    const loop = await play(function* (self) {
      try {
        yield* self.sleep(1000);
      } finally {
        try {
          self.uncancellable(logsItsEnd('never', log));
        } catch (error) {
          log.push((error as Error).name);
        }
      }
    });

    loop.endPlay('quit');

    expect(log).toEqual(['LoopEndedError']);
    expect(loop.left()).toEqual(NOTHING);
  });
});
