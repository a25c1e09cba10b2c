// SPDX-License-Identifier: MIT
import type { Task } from 'transient-loop';
import { createTestLoop } from './support/test-loop';

describe('a combinator that nobody waits for', () => {
  it('is cancelled by the end of the tick after the one it was made in', () => {
    let made!: Task;
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(1);
      made = self.all([self.sleep(9)]);
      yield* self.sleep(9);
    });

    loop.tick(1);
    const { state } = made;
    loop.tick(0.1);

    expect([state, made.state]).toEqual(['running', 'cancelled']);
    expect(loop.events('task.unawaited')).toHaveLength(1);
  });

  it('is cancelled by the end of the first tick, if it was made in BeginPlay', () => {
    let made!: Task;
    const loop = createTestLoop(function* (self) {
      made = self.all([self.sleep(9)]);
      yield* self.sleep(9);
    });

    loop.tick(0.1);

    expect(made.state).toBe('cancelled');
  });

  it('has its whole tick, even if predicates are asked twice in one', async () => {
    const states: string[] = [];
    const loop = createTestLoop(async (self) => {
      await self.sleep(1);
      const made = self.all([self.sleep(9)]);
      await self.until(() => true);
      // Something to go on with: the tick crosses again, and asks predicates again.
      self.spawn(function* (child) {
        yield* child.ticks(0);
        states.push(made.state);
      });
      await self.nextTick();
      states.push(made.state);
      await made;
    });

    await loop.tickAsync(1);
    await loop.tickAsync(0.1);
    await loop.tickAsync(0.1);

    expect(states).toEqual(['running', 'running']);
    expect(loop.events('task.unawaited')).toEqual([]);
  });

  it('is not reported if it is being cancelled already', () => {
    const loop = createTestLoop(function* (self) {
      const child = self.spawn(function* (task) {
        task.all([
          function* (contestant) {
            try {
              yield* contestant.sleep(9);
            } finally {
              yield* contestant.sleep(1);
            }
          },
        ]);
        yield* task.sleep(9);
      });
      yield* self.ticks(0);
      self.spawn(function* () {
        child.cancel();
      });
      yield* self.sleep(9);
    });

    loop.advance(2);

    expect(loop.events('task.unawaited')).toEqual([]);
  });
});

describe('a failure that comes inside the step that asks for it', () => {
  it('of a combinator that is decided at once is handled by whoever waits for it', () => {
    const caught: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      const failed = self.spawn(function* () {
        throw new Error('broken');
      });
      try {
        yield* failed;
      } catch {
        // Now it is over.
      }
      try {
        yield* self.race([failed]);
      } catch (error) {
        caught.push(error);
      }
    });

    expect(caught).toMatchObject([{ message: 'broken' }]);
    expect(loop.world.entries.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('of a cleanup is handled by whoever cancels, and waits then', () => {
    const loop = createTestLoop(function* (self) {
      const child = self.spawn(function* (task) {
        try {
          yield* task.sleep(9);
        } finally {
          throw new Error('broken');
        }
      });
      yield* self.sleep(1);
      child.cancel();
      try {
        yield* child;
      } catch {
        // As expected.
      }
    });

    loop.advance(2);

    expect(loop.world.entries.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is reported in the same tick, if nobody does', () => {
    const loop = createTestLoop(function* (self) {
      const child = self.spawn(function* (task) {
        try {
          yield* task.sleep(9);
        } finally {
          throw new Error('broken');
        }
      });
      yield* self.sleep(1);
      child.cancel();
      yield* self.sleep(9);
    });

    loop.tick(1);

    expect(loop.events('task.failed')).toMatchObject([{ severity: 'error', fields: { handled: false } }]);
  });
});
