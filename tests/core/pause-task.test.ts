// SPDX-License-Identifier: MIT
import { Subject } from 'rxjs';
import type { Task, TaskScope } from 'transient-loop';
import { NOTHING, createTestLoop, promiseJobs, type TestLoop } from './support/test-loop';

/** A task that counts quarters of seconds, in either kind. */
const COUNTERS: [kind: string, start: (self: TaskScope, seen: number[]) => Task][] = [
  [
    'generator',
    (self, seen) =>
      self.spawn(function* counter(scope) {
        for (;;) {
          yield* scope.sleep(0.25);
          seen.push(scope.now);
        }
      }),
  ],
  [
    'async',
    (self, seen) =>
      self.spawn(async function counter(scope) {
        for (;;) {
          await scope.sleep(0.25);
          seen.push(scope.now);
        }
      }),
  ],
];

function begin(body: (self: TaskScope) => Task): { loop: TestLoop; task: Task } {
  let task: Task;
  const loop = createTestLoop(function* (self) {
    task = body(self);
    yield* self.sleep(Infinity);
  });
  return { loop, task: task! };
}

describe.each(COUNTERS)('Task.pause of a %s task', (_kind, start) => {
  it('stops its clock, and its siblings go on', async () => {
    const [seen, others]: [number[], number[]] = [[], []];
    const { loop, task } = begin((self) => {
      start(self, others);
      return start(self, seen);
    });

    await loop.tickAsync(0.375);
    task.pause();
    await loop.advanceAsync(5, 0.125);
    expect([task.isPaused, task.state, task.remaining]).toEqual([true, 'running', 0.125]);
    task.resume();
    await loop.tickAsync(0.25);

    expect(seen).toEqual([0.25, 5.5]);
    expect(others).toHaveLength(22);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('can be cancelled while it stands still', async () => {
    const seen: number[] = [];
    const { loop, task } = begin((self) => start(self, seen));

    task.pause();
    await loop.tickAsync(1);
    task.cancel();
    await promiseJobs();

    expect([task.state, seen]).toEqual(['cancelled', []]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('gives everything back when play ends meanwhile', async () => {
    const { loop, task } = begin((self) => start(self, []));
    await loop.tickAsync(0.1);

    task.pause();
    loop.endPlay('removed-from-world');
    await loop.tickAsync(1);

    expect([task.state, task.cancelReason]).toEqual(['cancelled', 'removed-from-world']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('changes what is left of its sleep', async () => {
    const seen: number[] = [];
    const { loop, task } = begin((self) => start(self, seen));
    await promiseJobs();

    expect(task.retime(2)).toBe(true);
    await loop.advanceAsync(1.5, 0.5);
    expect([task.remaining, seen]).toEqual([0.5, []]);
    task.pause();
    task.retime(1);
    await loop.tickAsync(3);
    task.resume();
    await loop.tickAsync(1);

    expect(seen).toEqual([5.5]);
    loop.endPlay();
  });
});

describe('Task.pause', () => {
  it('holds the whole tree below, and what was paused itself stays so', () => {
    const seen: string[] = [];
    let inner: Task | undefined;
    const { loop, task } = begin((self) =>
      self.spawn(function* outer(scope) {
        inner = scope.spawn(function* below(self) {
          yield* self.sleep(1);
          seen.push(`below at ${self.now}`);
        });
        yield* scope.sleep(1);
        seen.push(`outer at ${scope.now}`);
      }),
    );

    inner!.pause();
    task.pause();
    loop.tick(2);
    task.resume();
    expect([task.isPaused, inner!.isPaused]).toEqual([false, true]);
    loop.tick(1);
    inner!.resume();
    loop.tick(1);

    expect(seen).toEqual(['outer at 3', 'below at 4']);
    loop.endPlay();
  });

  it('keeps a value that comes meanwhile, and what is spawned below', () => {
    const seen: string[] = [];
    let other: Task<string> | undefined;
    let scopeOfTask: TaskScope | undefined;
    const { loop, task } = begin((self) => {
      other = self.spawn(function* (scope) {
        yield* scope.sleep(1);
        return 'value';
      });
      return self.spawn(function* waiter(scope) {
        scopeOfTask = scope;
        seen.push(`${yield* other!} at ${scope.now}`);
        yield* scope.sleep(10);
      });
    });

    task.pause();
    scopeOfTask!.spawn(function* late() {
      seen.push('late');
    });
    loop.tick(3);
    expect(seen).toEqual([]);
    task.resume();
    loop.tick(1);

    expect(seen).toEqual(['late', 'value at 3']);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('stops ticks, predicates and time-outs', () => {
    const seen: string[] = [];
    const asked = jest.fn(() => true);
    const { loop, task } = begin((self) =>
      self.spawn(
        function* waiter(scope) {
          yield* scope.ticks(3);
          seen.push(`ticks at ${scope.now}`);
          scope.task.pause();
          yield* scope.until(asked);
          seen.push(`until at ${scope.now}`);
          yield* scope.sleep(100);
        },
        { timeout: 5 },
      ),
    );

    loop.tick(1);
    task.pause();
    loop.advance(10, 1);
    task.resume();
    loop.advance(2, 1);
    loop.advance(10, 1);
    expect(asked).not.toHaveBeenCalled();
    expect(seen).toEqual(['ticks at 12']);
    task.resume();
    loop.tick(1);
    expect(seen).toEqual(['ticks at 12', 'until at 24']);
    loop.advance(5, 0.5);

    expect(task.state).toBe('failed');
    expect(String(task.error)).toContain('TimeoutError');
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('keeps the values of a stream in order', () => {
    const seen: number[] = [];
    const source = new Subject<number>();
    const { loop, task } = begin((self) => self.subscribe(source, (value) => seen.push(value)));

    source.next(1);
    task.pause();
    loop.tick();
    source.next(2);
    loop.tick();
    source.next(3);
    task.resume();
    source.next(4);
    loop.tick();

    expect(seen).toEqual([1, 2, 3, 4]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('of all tasks of a loop holds those to come as well', () => {
    const seen: string[] = [];
    const loop = createTestLoop(
      function* (self) {
        yield* self.sleep(1);
        seen.push(`main at ${self.now}`);
      },
      {
        exports: {
          later: function* (self) {
            yield* self.sleep(1);
            seen.push(`later at ${self.now}`);
          },
        },
      },
    );
    const inner = loop.world.registry.loopAt(loop.component.slot)!;

    inner.pause();
    loop.tick(5);
    loop.startTask('later');
    loop.tick(5);
    expect(seen).toEqual([]);
    expect(loop.tasks()[1]!.state).toBe('waiting-to-start');
    inner.resume();
    loop.tick(1);

    expect(seen).toEqual(['main at 11', 'later at 11']);
    expect(loop.left()).toEqual(NOTHING);
  });
});
