// SPDX-License-Identifier: MIT
import type { Task } from 'transient-loop';
import { TestWorld, createTestLoop, milliseconds } from './support/test-loop';

describe('a tick that crosses again', () => {
  it('asks predicates once', async () => {
    let asked = 0;
    const loop = createTestLoop(async (self) => {
      await self.until(() => true);
      self.spawn(function* (child) {
        yield* child.until(() => (asked += 1) > 1);
      });
      await self.sleep(9);
    });

    await loop.tickAsync(0.1);
    const askedFirst = asked;
    await loop.tickAsync(0.1);

    expect([askedFirst, asked]).toEqual([0, 1]);
  });

  it('for what another loop gives has the time that it reached', async () => {
    const times: number[] = [];
    let theirs!: Task;
    const world = new TestWorld();
    world.begin(async (self) => {
      theirs = self.task;
      await self.sleep(9);
    });
    const own = world.begin(function* (self) {
      yield* self.sleep(1);
      theirs.cancel();
      try {
        yield* self.join(theirs);
      } catch {
        // It is over by promise jobs, after all timers of this tick.
      }
      times.push(milliseconds(self));
    });

    await own.tickAsync(3);

    expect(times).toEqual([3000]);
  });
});

describe('a wait for ticks', () => {
  it('is refused after the end of the task that made it, even if it was over before', () => {
    const caught: string[] = [];
    const loop = createTestLoop(function* (self) {
      let wait!: ReturnType<typeof self.ticks>;
      yield* self.spawn(function* (child) {
        wait = child.ticks(1);
        yield* child.ticks(2);
      });
      try {
        yield* wait;
      } catch (error) {
        caught.push((error as Error).name);
      }
    });

    loop.advance(1);

    expect(caught).toEqual(['ScopeClosedError']);
  });
});
