// SPDX-License-Identifier: MIT
import { ArgumentError, LoopError, type Task, type TaskScope } from 'transient-loop';
import { NOTHING, createTestLoop } from './support/test-loop';

describe('a failing task', () => {
  it('is reported once, with the names of actor, script and task', () => {
    const loop = createTestLoop(
      function* (self) {
        self.spawn(function* reactor() {
          throw new Error('too hot');
        });
        yield* self.sleep(1);
      },
      { actor: 'PowerPlant' },
    );

    loop.tick(1);

    expect(loop.events('task.failed')).toHaveLength(1);
    expect(loop.events('task.failed')[0]).toMatchObject({
      severity: 'error',
      message: 'too hot',
      level: 'TestLevel',
      actor: 'PowerPlant',
      script: 'test/script-0',
      task: 'reactor',
      fields: { handled: false, error: 'Error', stack: expect.stringContaining('reactor') as string },
    });
  });

  it('is reported once where a step of another made it fail', () => {
    const loop = createTestLoop(function* (self) {
      const clumsy = self.spawn(function* clumsy(child) {
        try {
          yield* child.sleep(100);
        } finally {
          throw new Error('cleanup broke');
        }
      });
      yield* self.sleep(1);
      clumsy.cancel();
      yield* self.ticks(2);
    });

    loop.tick(1);
    loop.advance(3);

    expect(loop.events('task.failed').map(({ severity, task }) => [severity, task])).toEqual([
      ['error', 'clumsy'],
    ]);
  });

  it('spares its siblings and its parent', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(thrower());
      self.spawn(function* (child) {
        yield* child.sleep(1);
        seen.push('sibling');
      });
      yield* self.sleep(1);
      seen.push('parent');
    });

    loop.tick(1);

    expect(seen.sort()).toEqual(['parent', 'sibling']);
    expect(loop.tasks()[0]!.state).toBe('succeeded');
  });

  it('is no error in the log where somebody waits for it', () => {
    const loop = createTestLoop(function* (self) {
      try {
        yield* self.spawn(thrower());
      } catch {
        // handled
      }
    });

    expect(loop.events('task.failed').map(({ severity, fields }) => [severity, fields!['handled']])).toEqual([
      ['log', true],
    ]);
  });

  it('is no error in the log where a done callback reads its error', () => {
    let came: unknown;
    const loop = createTestLoop(function* (self) {
      self.spawn(thrower('known')).onDone((task) => {
        came = task.error;
      });
    });

    expect((came as Error).message).toBe('known');
    expect(loop.events('task.failed').map((entry) => entry.severity)).toEqual(['log']);
  });

  it('gives its error to each who waits, now or later', () => {
    const came: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      const task = self.spawn(thrower('late', 1));
      for (const seconds of [0.5, 2]) {
        self.spawn(function* (child) {
          yield* child.sleep(seconds);
          try {
            yield* task;
          } catch (error) {
            came.push(error);
          }
        });
      }
    });

    loop.tick(3);

    expect(came).toHaveLength(2);
    expect(came[0]).toBe(came[1]);
  });

  it('cancels its children, and is not over before they are', () => {
    const seen: string[] = [];
    let parent!: Task<void>;
    const loop = createTestLoop(function* (self) {
      parent = self.spawn(function* (scope) {
        for (const name of ['a', 'b']) {
          scope.spawn(function* (child) {
            try {
              yield* child.sleep(100);
            } finally {
              yield* child.sleep(1);
              seen.push(`${name}: ${child.task.cancelReason}`);
            }
          });
        }
        yield* scope.sleep(1);
        throw new Error('broken');
      });
    });

    loop.tick(1);
    expect(parent.state).toBe('finishing');
    expect(loop.events('task.failed')).toEqual([]);
    loop.tick(1);

    expect(parent.state).toBe('failed');
    expect(seen).toEqual(['b: parent failed', 'a: parent failed']);
    expect(loop.events('task.failed')).toHaveLength(1);
  });

  it('says in a library error to whom it belongs', () => {
    let came: unknown;
    createTestLoop(
      function* (self) {
        const task = self.spawn(function* picky(child) {
          yield* child.sleep(NaN);
        });
        try {
          yield* task;
        } catch (error) {
          came = error;
        }
      },
      { actor: 'Vault' },
    );

    expect(came).toBeInstanceOf(LoopError);
    expect((came as LoopError).owner).toEqual({ actor: 'Vault', script: 'test/script-0', task: 'picky' });
  });

  it.each([undefined, null, 'text', 5, Symbol('sign'), { toString: null }])(
    'may throw anything, such as %p',
    (thrown) => {
      let came: unknown = 'nothing';
      const loop = createTestLoop(function* (self) {
        const task = self.spawn(function* () {
          throw thrown;
        });
        try {
          yield* task;
        } catch (error) {
          came = error;
        }
      });

      expect(came).toBe(thrown);
      expect(loop.events('task.failed')).toHaveLength(1);
      expect(loop.events('internal.error')).toEqual([]);
    },
  );

  it('never touches another loop', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(1);
      throw new Error('mine alone');
    });
    const other = loop.world.begin(function* (self) {
      yield* self.sleep(1);
      seen.push('went on');
    });

    expect(() => loop.tick(1)).not.toThrow();
    other.tick(1);

    expect(seen).toEqual(['went on']);
  });
});

describe('a generator that yields something else than a wait', () => {
  it('is told so by an error it can catch', () => {
    const came: string[] = [];
    const loop = createTestLoop(function* (self) {
      try {
        yield 5 as never;
      } catch (error) {
        came.push((error as Error).message);
      }
      yield* self.sleep(1);
      came.push('went on');
    });

    loop.tick(1);

    expect(came).toEqual([
      'Expected "yield*" of a wait (self.sleep, self.nextTick, self.until, a task …), but got number 5',
      'went on',
    ]);
  });

  it('may yield a wait without the star', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      yield self.sleep(0.5);
      seen.push(self.now);
    });

    loop.tick(1);

    expect(seen).toEqual([0.5]);
  });
});

describe('Task.onDone', () => {
  it.each([
    ['succeeded', function* () {}],
    ['failed', thrower()],
    [
      'cancelled',
      function* (self: TaskScope) {
        self.task.cancel();
        yield* self.sleep(1);
      },
    ],
  ])('calls back once for a task that %s', (state, body) => {
    const states: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(body as () => Generator<never, void, unknown>).onDone((task) => states.push(task.state));
    });

    loop.tick(1);

    expect(states).toEqual([state]);
  });

  it('calls back in order, and at once for a task that is over', () => {
    const seen: string[] = [];
    createTestLoop(function* (self) {
      const task = self.spawn(function* () {});
      task.onDone(() => seen.push('first'));
      task.onDone(() => seen.push('second'));
      yield* task;
      task.onDone(() => seen.push('late'));
      seen.push('after');
    });

    expect(seen).toEqual(['first', 'second', 'late', 'after']);
  });

  it('calls back for a task that is cancelled before it is entered', () => {
    const seen: string[] = [];
    createTestLoop(function* (self) {
      const task = self.spawn(function* () {});
      task.onDone(() => seen.push('done'));
      task.cancel();
    });

    expect(seen).toEqual(['done']);
  });

  it('reports a callback that throws with the name of the task, and spares the others', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const task = self.spawn(function* patrol() {});
      task.onDone(() => {
        throw new Error('bad callback');
      });
      task.onDone(() => seen.push('second'));
    });

    expect(seen).toEqual(['second']);
    expect(loop.events('callback.failed')).toHaveLength(1);
    expect(loop.events('callback.failed')[0]).toMatchObject({
      severity: 'error',
      message: 'A done callback threw: bad callback',
      task: 'patrol',
    });
  });

  it('may spawn', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self
        .spawn(function* (child) {
          yield* child.sleep(1);
        })
        .onDone(() => {
          self.spawn(function* () {
            seen.push('spawned');
          });
        });
      yield* self.sleep(5);
    });

    loop.tick(1);

    expect(seen).toEqual(['spawned']);
  });

  it('may destroy the actor', () => {
    const loop = createTestLoop(function* (self) {
      self
        .spawn(function* (child) {
          yield* child.sleep(1);
        })
        .onDone(() => self.actor!.destroy());
      yield* self.sleep(5);
    });

    loop.tick(1);

    expect(loop.isInTable).toBe(false);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('says what it expected and what came', () => {
    let came: unknown;
    createTestLoop(function* (self) {
      try {
        self.task.onDone(null as never);
      } catch (error) {
        came = error;
      }
    });

    expect(came).toEqual(new ArgumentError('task.onDone', 'a function', null));
  });
});

function thrower(message = 'broken', seconds = 0) {
  return function* (self: TaskScope) {
    if (seconds > 0) yield* self.sleep(seconds);
    throw new Error(message);
  };
}
