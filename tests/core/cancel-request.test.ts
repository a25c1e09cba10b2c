// SPDX-License-Identifier: MIT
import type { Task } from 'transient-loop';
import { createTestLoop } from './support/test-loop';

describe('the reason of a cancel', () => {
  it('is the outer request, though a timeout fired in the section that put both off', () => {
    let inner!: Task;
    const loop = createTestLoop(function* (self) {
      const outer = self.spawn(function* (task) {
        inner = task.spawn(
          function* (bounded) {
            yield* bounded.uncancellable(function* (section) {
              yield* section.sleep(2);
            });
            yield* bounded.sleep(9);
          },
          { name: 'inner', timeout: 1 },
        );
        yield* task.sleep(9);
      });
      yield* self.sleep(0.5);
      outer.cancel('outer');
    });

    loop.advance(3);

    expect([inner.state, inner.cancelReason]).toEqual(['cancelled', 'outer']);
  });

  it('stays the outer one that came in a section, when one between asks after it', () => {
    const tasks: Record<string, Task> = {};
    const loop = createTestLoop(function* (self) {
      tasks['outer'] = self.spawn(function* (outer) {
        tasks['middle'] = outer.spawn(function* (middle) {
          tasks['inner'] = middle.spawn(function* (inner) {
            try {
              yield* inner.uncancellable(function* (section) {
                yield* section.sleep(1);
              });
              yield* inner.sleep(9);
            } finally {
              yield* inner.sleep(1);
            }
          });
          try {
            yield* middle.sleep(9);
          } finally {
            yield* middle.sleep(1);
          }
        });
      });
    });

    loop.tick(0.5);
    tasks['outer']!.cancel('outer');
    loop.tick(0.75);
    tasks['middle']!.cancel('middle');
    loop.advance(3);

    expect(tasks['inner']!.cancelReason).toBe('outer');
  });

  it('stays a timeout when the cleanup is cut', () => {
    let bounded!: Task;
    const loop = createTestLoop(function* (self) {
      bounded = self.spawn(
        function* (task) {
          try {
            yield* task.sleep(9);
          } finally {
            yield* task.sleep(9);
          }
        },
        { timeout: 1, graceSeconds: 1 },
      );
    });

    loop.advance(3);

    expect([bounded.state, bounded.cancelReason]).toEqual(['failed', 'timeout']);
    expect(bounded.error).toMatchObject({ code: 'TIMEOUT' });
  });

  it('is gone when the body returns before its next wait: nothing cuts its cleanup', () => {
    let task!: Task;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(
        function* (child) {
          child.cleanup(function* (cleanup) {
            yield* cleanup.sleep(3);
          });
          child.task.cancel('too late');
        },
        { graceSeconds: 1 },
      );
    });

    loop.advance(2);
    const { state } = task;
    loop.advance(2);

    expect([state, task.state, task.cancelReason]).toEqual(['finishing', 'succeeded', undefined]);
    expect(loop.events('task.cut')).toEqual([]);
  });
});
