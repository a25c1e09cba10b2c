// SPDX-License-Identifier: MIT
import { Subject, throwError } from 'rxjs';
import { ScopeClosedError, TaskCancelledError, type Task, type TaskScope, type Wait } from 'transient-loop';
import { FAMILIES, MODES, as, everyEnd, family, logsItsEnd, play } from './support/modes';
import { NOTHING, promiseJobs } from './support/test-loop';

describe('TaskScope.scope', () => {
  it.each(MODES)('gives what its body returns, once the children are over (%s)', async (mode) => {
    const log: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const value = yield* self.scope(
          as(mode, function* (group) {
            group.spawn(
              as(mode, function* (child) {
                yield* child.sleep(2);
                log.push('child over');
              }),
            );
            return 'value';
          }),
        );
        log.push(`got ${value}`);
      }),
    );

    await loop.tickAsync(2);

    expect(log).toEqual(['child over', 'got value']);
    expect(loop.left()).toEqual(NOTHING);
  });

  describe.each(FAMILIES)('of the kind %s with children of the kind %s', (groupMode, childMode) => {
    it('answers for a child that its body waits for: that failure is nobody else’s to handle', async () => {
      const log: string[] = [];
      const { loop } = await family('generator', function* (self) {
        try {
          yield* self.scope(
            as(groupMode, function* group(scope) {
              yield* scope.spawn(as(childMode, fails(0, 'broken')), { name: 'culprit' });
            }),
          );
        } catch (error) {
          log.push(`caught ${(error as Error).message}`);
        }
      });

      await loop.tickAsync(1);

      expect(log).toEqual(['caught broken']);
      expect(loop.events('task.failed').map(({ severity }) => severity)).not.toContain('error');
      expect(loop.left()).toEqual(NOTHING);
    });

    it('is failed by the first failure of a child, once the others and the body have cleaned up', async () => {
      const log: string[] = [];
      const { loop, subject } = await family('generator', function* (self) {
        try {
          yield* self.scope(
            as(groupMode, function* group(scope) {
              scope.spawn(as(childMode, logsItsEnd('sibling', log)));
              scope.spawn(as(childMode, fails(1, 'broken')), { name: 'culprit' });
              yield* logsItsEnd('body', log)(scope);
            }),
          );
        } catch (error) {
          log.push(`caught ${(error as Error).message}`);
        }
      });

      await loop.tickAsync(1);

      const told = '"culprit" failed';
      expect(log.slice(0, 2)).toEqual(['body begins', 'sibling begins']);
      expect(log.slice(2, 4).sort()).toEqual([`body ends: ${told}`, `sibling ends: ${told}`]);
      expect(log.slice(4)).toEqual(['caught broken']);
      expect(subject.state).toBe('succeeded');
      expect(loop.events('task.failed').filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('waits for the cleanup of the others before it fails', async () => {
      const log: string[] = [];
      const { loop, subject } = await family('generator', function* (self) {
        yield* self.scope(
          as(groupMode, function* (scope) {
            scope.spawn(
              as(childMode, function* (child) {
                child.cleanup(function* (cleaning) {
                  yield* cleaning.sleep(2);
                  log.push('cleaned up');
                });
                yield* child.sleep(1000);
              }),
            );
            scope.spawn(as(childMode, fails(1, 'broken')));
            yield* scope.sleep(1000);
          }),
        );
      });
      subject.onDone(() => log.push('failed'));

      await loop.tickAsync(1);
      expect(subject.state).toBe('running');
      await loop.tickAsync(2);

      expect(log).toEqual(['cleaned up', 'failed']);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('keeps several errors together, the first one first, and names them all', async () => {
      let came: unknown;
      const { loop } = await family('generator', function* (self) {
        try {
          yield* self.scope(
            as(groupMode, function* group(scope) {
              scope.spawn(as(childMode, fails(1, 'first')));
              scope.spawn(
                as(childMode, function* (child) {
                  try {
                    yield* child.sleep(1000);
                  } finally {
                    throw new Error('second');
                  }
                }),
              );
              yield* scope.sleep(1000);
            }),
          );
        } catch (error) {
          came = error;
        }
      });

      await loop.tickAsync(1);

      expect(came).toBeInstanceOf(AggregateError);
      expect((came as AggregateError).errors.map((error: Error) => error.message)).toEqual([
        'first',
        'second',
      ]);
      expect((came as Error).message).toBe('2 errors in task "group": first; second');
      expect(loop.left()).toEqual(NOTHING);
    });

    it('is failed also where the body waited for the child and caught its error', async () => {
      const log: string[] = [];
      let group!: Task;
      const { loop } = await family('generator', function* (self) {
        group = self.scope(
          as(groupMode, function* (scope) {
            try {
              yield* scope.spawn(as(childMode, fails(1, 'broken')));
            } catch (error) {
              log.push((error as Error).name);
            }
          }),
        );
        yield* self.sleep(2);
        log.push((group.error as Error).message);
      });

      await loop.tickAsync(2);

      expect(log.at(-1)).toBe('broken');
      expect(group.state).toBe('failed');
      expect(loop.left()).toEqual(NOTHING);
    });

    it.each([
      ['scope', (scope: TaskScope, body: Body) => scope.scope(body)],
      ['supervised scope', (scope: TaskScope, body: Body) => scope.scope(body, { supervised: true })],
      ['uncancellable section', (scope: TaskScope, body: Body) => scope.uncancellable(body)],
      ['timeout', (scope: TaskScope, body: Body) => scope.timeout(10, body)],
      ['all', (scope: TaskScope, body: Body) => scope.all([body])],
      ['race', (scope: TaskScope, body: Body) => scope.race([body])],
      ['retry', (scope: TaskScope, body: Body) => scope.retry(body, { attempts: 1 })],
      ['start', (scope: TaskScope, body: Body) => scope.start(body)],
    ])('may catch what a %s in it fails with, and goes on', async (_name, call) => {
      const log: string[] = [];
      const { loop } = await family('generator', function* (self) {
        log.push(
          yield* self.scope(
            as(groupMode, function* (scope) {
              try {
                yield* call(scope, as(childMode, fails(1, 'broken')));
              } catch (error) {
                log.push((error as Error).message);
              }
              yield* scope.sleep(1);
              return 'went on';
            }),
          ),
        );
      });

      await loop.tickAsync(2);

      expect(log).toEqual(['broken', 'went on']);
      expect(loop.events('task.failed').filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('made as `supervised` is spared by a failure, which is reported', async () => {
      const log: string[] = [];
      const { loop } = await family('generator', function* (self) {
        const value = yield* self.scope(
          as(groupMode, function* (scope) {
            scope.spawn(as(childMode, fails(1, 'broken')));
            scope.spawn(
              as(childMode, function* (child) {
                yield* child.sleep(2);
                log.push('sibling goes on');
              }),
            );
            yield* scope.sleep(2);
            return 'value';
          }),
          { supervised: true },
        );
        log.push(value);
      });

      await loop.tickAsync(1);
      await loop.tickAsync(1);

      expect(log.sort()).toEqual(['sibling goes on', 'value']);
      expect(loop.events('task.failed').map(({ severity, message }) => [severity, message])).toEqual([
        ['error', 'broken'],
      ]);
      expect(loop.left()).toEqual(NOTHING);
    });
  });

  it('is failed by a stream of it that fails, also in the step that subscribes', async () => {
    const log: string[] = [];
    const loop = await play(function* (self) {
      const source = new Subject<never>();
      for (const broken of [throwError(() => new Error('at once')), source]) {
        try {
          yield* self.scope(function* (scope) {
            scope.subscribe(broken);
            if (broken === source) source.error(new Error('later'));
            yield* logsItsEnd('body', log)(scope);
          });
        } catch (error) {
          log.push((error as Error).message);
        }
      }
    });

    await loop.tickAsync();

    expect(log.filter((line) => !line.startsWith('body'))).toEqual(['at once', 'later']);
    expect(log).not.toContain('body goes on: never');
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(everyEnd())('ends with all it holds (%s, %s)', async (mode, _name, ending) => {
    const log: string[] = [];
    const scene = await family(
      mode,
      function* (self) {
        yield* self.scope(
          as(mode, function* (outer) {
            outer.spawn(as(mode, logsItsEnd('outer child', log)));
            yield* outer.scope(
              as(mode, function* (inner) {
                inner.spawn(as(mode, logsItsEnd('inner child', log)));
                yield* logsItsEnd('inner body', log)(inner);
              }),
            );
          }),
        );
      },
      ending,
    );

    await ending.end(scene);
    const atOnce = scene.loop.left();
    await promiseJobs();

    expect(log.filter((line) => line.includes(`ends: ${ending.reason}`))).toHaveLength(3);
    expect(log).not.toContain('never');
    expect(scene.subject.state).toBe(ending.state);
    expect(atOnce).toEqual(NOTHING);
  });

  it('refuses new children while it fails, and once it is over', async () => {
    const came: unknown[] = [];
    let scope!: TaskScope;
    const loop = await play(function* (self) {
      const group = self.scope(function* (inside) {
        scope = inside;
        inside.spawn(fails(1, 'broken'));
        try {
          yield* inside.sleep(1000);
        } finally {
          came.push(thrownBy(() => inside.spawn(fails(1, 'never'))));
        }
      });
      try {
        yield* group;
      } catch {
        came.push(thrownBy(() => scope.spawn(fails(1, 'never'))));
      }
    });

    await loop.tickAsync(1);

    expect(came).toEqual([expect.any(ScopeClosedError), expect.any(ScopeClosedError)]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('tells who waits that it was cancelled, by an ordinary error', async () => {
    const log: unknown[] = [];
    const loop = await play(function* (self) {
      const group = self.scope(logsItsEnd('body', []));
      self.spawn(function* impatient(child) {
        yield* child.sleep(1);
        group.cancel('not needed');
      });
      try {
        yield* group;
      } catch (error) {
        log.push(error);
      }
      yield* self.sleep(1);
      log.push('goes on');
    });

    await loop.tickAsync(2);

    expect(log[0]).toBeInstanceOf(TaskCancelledError);
    expect(log[0]).toMatchObject({ reason: 'not needed', by: 'impatient', code: 'TASK_CANCELLED' });
    expect(log[1]).toBe('goes on');
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('scopes in scopes', () => {
  const DEPTH = 5000;
  type Way = 'body' | 'list';
  const WAYS: Way[] = ['body', 'list'];

  it.each(WAYS)('nest 5,000 deep and give their value (by %s)', async (way) => {
    const results: unknown[] = [];
    const loop = await play(function* (self) {
      results.push(yield* nested(way, DEPTH, (inner) => inner.sleep(1))(self));
    });

    await loop.tickAsync(1);
    await loop.tickAsync(1);

    expect(results).toEqual([DEPTH]);
    expect(loop.world.entries).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(WAYS)('nest 5,000 deep and are cancelled, every finally once (by %s)', async (way) => {
    const ends = { count: 0 };
    const scene = await family(
      'generator',
      nested(way, DEPTH, (inner) => inner.sleep(1000), ends),
    );
    await scene.loop.tickAsync();
    expect(scene.loop.left().tasks).toBeGreaterThan(DEPTH);

    scene.subject.cancel();

    expect(ends.count).toBe(DEPTH);
    expect(scene.loop.world.entries).toEqual([]);
    expect(scene.loop.left()).toEqual(NOTHING);
  });

  it.each(WAYS)('nest 5,000 deep and end with play, every finally once (by %s)', async (way) => {
    const ends = { count: 0 };
    const { loop } = await family(
      'generator',
      nested(way, DEPTH, (inner) => inner.sleep(1000), ends),
    );
    await loop.tickAsync();

    loop.endPlay('quit');

    expect(ends.count).toBe(DEPTH);
    expect(loop.world.entries).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(WAYS)('nest 5,000 deep and pass a failure on (by %s)', async (way) => {
    const came: unknown[] = [];
    const loop = await play(function* (self) {
      try {
        yield* nested(way, DEPTH, (inner) => inner.spawn(fails(1, 'deep down')))(self);
      } catch (error) {
        came.push((error as Error).message);
      }
    });

    await loop.tickAsync(1);
    await loop.tickAsync(1);

    expect(came).toEqual(['deep down']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('of the async kind nest 1,000 deep, and are cancelled', async () => {
    const ends = { count: 0 };
    const { loop, subject } = await family('generator', function* (self) {
      yield* nestedAsync(self, 1000);
    });
    await loop.tickAsync();

    subject.cancel();
    await promiseJobs();

    expect(ends.count).toBe(1000);
    expect(loop.left()).toEqual(NOTHING);

    function nestedAsync(self: TaskScope, depth: number): Task<void> {
      return self.scope(async (inner) => {
        try {
          if (depth > 1) await nestedAsync(inner, depth - 1);
          else await inner.sleep(1000);
        } finally {
          ends.count += 1;
        }
      });
    }
  });

  /** Scopes inside each other; by `list` each is a contestant of an `all` as well. */
  function nested(
    way: Way,
    depth: number,
    innermost: (self: TaskScope) => Wait<unknown>,
    ends = { count: 0 },
  ): (self: TaskScope) => Generator<Wait<unknown>, number> {
    return function* (self) {
      try {
        if (depth === 0) {
          yield* innermost(self);
          return 0;
        }
        const body = nested(way, depth - 1, innermost, ends);
        if (way === 'body') return 1 + (yield* self.scope(body));
        const [inside] = yield* self.all([body]);
        return 1 + inside;
      } finally {
        if (depth > 0) ends.count += 1;
      }
    };
  }
});

type Body = (self: TaskScope) => Generator<Wait<unknown>, never>;

function fails(seconds: number, message: string): (self: TaskScope) => Generator<Wait<unknown>, never> {
  return function* (self) {
    yield* self.sleep(seconds);
    throw new Error(message);
  };
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
