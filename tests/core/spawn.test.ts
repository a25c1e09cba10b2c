// SPDX-License-Identifier: MIT
import { ArgumentError, ScopeClosedError, type Task, type TaskScope, type Wait } from 'transient-loop';
import { NOTHING, createTestLoop } from './support/test-loop';

describe('TaskScope.spawn', () => {
  it('enters the child in the same tick, after the spawner’s step, in order of spawning', () => {
    const seen: string[] = [];
    createTestLoop(function* (self) {
      for (const name of ['first', 'second']) {
        self.spawn(function* () {
          seen.push(name);
        });
      }
      seen.push('spawner');
    });

    expect(seen).toEqual(['spawner', 'first', 'second']);
  });

  it('enters grandchildren after children', () => {
    const seen: string[] = [];
    createTestLoop(function* (self) {
      for (const name of ['a', 'b']) {
        self.spawn(function* (child) {
          seen.push(name);
          child.spawn(function* () {
            seen.push(`${name} child`);
          });
        });
      }
    });

    expect(seen).toEqual(['a', 'b', 'a child', 'b child']);
  });

  it('enters a child that a timer’s task spawns at the time of that timer', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(0.25);
      self.spawn(function* (child) {
        seen.push(child.now);
      });
      yield* self.sleep(0.25);
    });

    loop.tick(1);

    expect(seen).toEqual([0.25]);
  });

  it('takes a child through its states', () => {
    const states: string[] = [];
    let child!: Task<void>;
    const loop = createTestLoop(function* (self) {
      child = self.spawn(function* (scope) {
        scope.spawn(function* (grandchild) {
          yield* grandchild.sleep(2);
        });
        yield* scope.sleep(1);
      });
      states.push(child.state);
    });

    states.push(child.state);
    loop.tick(1);
    states.push(child.state);
    loop.tick(1);
    states.push(child.state);

    expect(states).toEqual(['waiting-to-start', 'running', 'finishing', 'succeeded']);
  });

  it('keeps the result of a child, and shows none before', () => {
    let child!: Task<number>;
    const loop = createTestLoop(function* (self) {
      child = self.spawn(function* (scope) {
        yield* scope.sleep(1);
        return 42;
      });
    });

    expect(child.result).toBeUndefined();
    loop.tick(1);

    expect(child.result).toBe(42);
    expect(child.error).toBeUndefined();
  });

  it('lets no child outlive its parent: the parent is not over before its children', () => {
    const loop = createTestLoop(function* (self) {
      self.spawn(function* (child) {
        yield* child.sleep(2);
      });
    });

    loop.tick(1);
    expect(loop.tasks()[0]).toMatchObject({ name: 'main', state: 'finishing' });
    loop.tick(1);

    expect(loop.tasks()[0]).toMatchObject({ state: 'succeeded', children: [] });
    expect(loop.left()).toEqual(NOTHING);
  });

  it('cancels background children when the body of their parent is over, and waits for the others', () => {
    const tasks: Task<void>[] = [];
    const loop = createTestLoop(function* (self) {
      const sleep = function* (child: TaskScope) {
        yield* child.sleep(5);
      };
      tasks.push(
        self.spawn(sleep, { background: true }),
        self.spawn(sleep),
        self.spawn(sleep, { background: true }),
      );
      yield* self.sleep(1);
    });

    loop.tick(1);

    expect(tasks.map((task) => task.state)).toEqual(['cancelled', 'running', 'cancelled']);
    expect(tasks[0]!.cancelReason).toBe('parent finished');
  });

  it('names the child after its function, or as it is told', () => {
    const loop = createTestLoop(function* (self) {
      function* patrol(child: TaskScope) {
        yield* child.sleep(1);
      }
      self.spawn(patrol);
      self.spawn(patrol, { name: 'guard' });
      self.spawn(async (child) => {
        await child.sleep(1);
      });
    });

    expect(loop.tasks()[0]!.children.map((child) => child.name)).toEqual(['patrol', 'guard', 'task']);
  });

  it('takes a plain function for a task that is over at once', () => {
    let child!: Task<unknown>;
    createTestLoop(function* (self) {
      child = self.spawn((() => 5) as never);
    });

    expect(child).toMatchObject({ state: 'succeeded', result: 5 });
  });

  it('fails a task whose function is an async generator, and says what is expected', () => {
    const loop = createTestLoop(function* (self) {
      self.spawn(async function* stream() {
        yield 1;
      } as never);
    });

    expect(loop.events('task.failed')).toHaveLength(1);
    expect(loop.events('task.failed')[0]!.message).toBe(
      'Task "stream": expected a generator function or an async function, but got function stream',
    );
  });

  it.each([undefined, null, 5, 'patrol', {}])('says what it expected and what came for %p', (body) => {
    let came: unknown;
    createTestLoop(function* (self) {
      try {
        self.spawn(body as never);
      } catch (error) {
        came = error;
      }
    });

    expect(came).toBeInstanceOf(ArgumentError);
    expect((came as Error).message).toMatch(
      /^self\.spawn: expected a generator function or an async function, but got ./,
    );
  });

  it('is refused by the scope of a task that is over', () => {
    let came: unknown;
    createTestLoop(function* (self) {
      let leaked!: TaskScope;
      yield* self.spawn(function* (child) {
        leaked = child;
      });
      try {
        leaked.spawn(function* () {});
      } catch (error) {
        came = error;
      }
    });

    expect(came).toBeInstanceOf(ScopeClosedError);
    expect((came as Error).message).toContain('is succeeded');
  });

  it('is open to the children of a task whose body is over, but for background tasks', () => {
    let came: unknown;
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(function* (child) {
        yield* child.sleep(1);
        self.spawn(function* sibling() {
          seen.push('sibling');
        });
        try {
          self.spawn(function* () {}, { background: true });
        } catch (error) {
          came = error;
        }
      });
    });

    loop.tick(1);

    expect(seen).toEqual(['sibling']);
    expect(came).toBeInstanceOf(ScopeClosedError);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is refused by the scope of a task that fails while its children end', () => {
    let came: unknown;
    const loop = createTestLoop(function* (self) {
      self.spawn(function* (child) {
        child.spawn(function* (grandchild) {
          try {
            yield* grandchild.sleep(10);
          } finally {
            try {
              child.spawn(function* () {});
            } catch (error) {
              came = error;
            }
          }
        });
        yield* child.sleep(1);
        throw new Error('broken');
      });
    });

    loop.tick(1);

    expect(came).toBeInstanceOf(ScopeClosedError);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('deep trees', () => {
  const DEPTH = 5000;

  it('spawns, and finishes, 5,000 levels', () => {
    let entered = 0;
    const loop = createTestLoop(nested(DEPTH, () => (entered += 1)));

    expect(entered).toBe(DEPTH);
    loop.tick(1);

    expect(loop.left()).toEqual(NOTHING);
    expect(loop.events('internal.error')).toEqual([]);
  });

  it.each(['endPlay', 'cancelAllTasks'] as const)('ends 5,000 levels by %s, the deepest first', (way) => {
    const ended: number[] = [];
    const loop = createTestLoop(nested(DEPTH, () => undefined, ended));

    loop[way]();

    expect(ended).toEqual(Array.from({ length: DEPTH }, (_, level) => level + 1));
    expect(loop.left()).toEqual(NOTHING);
  });

  it('passes a result up through 5,000 tasks that wait for each other', () => {
    let result = 0;
    const loop = createTestLoop(function* (self) {
      result = yield* self.spawn(adder(DEPTH));
    });

    loop.tick(1);

    expect(result).toBe(DEPTH);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('passes an error up through 5,000 tasks that wait for each other', () => {
    const loop = createTestLoop(adder(DEPTH, new Error('at the bottom')));

    loop.tick(1);

    expect(loop.events('task.failed').filter((entry) => entry.severity === 'error')).toHaveLength(1);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('lists 5,000 levels, and finds a task in them', () => {
    const loop = createTestLoop(nested(DEPTH, () => undefined));

    let [level] = loop.tasks();
    let depth = 0;
    for (; level !== undefined; [level] = level.children) depth += 1;

    expect(depth).toBe(DEPTH);
    expect(loop.cancelTask(DEPTH)).toBe(true);
  });
});

function nested(levels: number, entered: () => void, ended?: number[]) {
  return function* (self: TaskScope): Generator<Wait<unknown>, void, unknown> {
    entered();
    if (levels > 1) self.spawn(nested(levels - 1, entered, ended));
    try {
      yield* self.sleep(1);
    } finally {
      ended?.push(levels);
    }
  };
}

function adder(levels: number, error?: Error) {
  return function* (self: TaskScope): Generator<Wait<unknown>, number, unknown> {
    if (levels > 1) return 1 + (yield* self.spawn(adder(levels - 1, error)));
    yield* self.sleep(1);
    if (error !== undefined) throw error;
    return 1;
  };
}
