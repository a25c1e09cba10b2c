// SPDX-License-Identifier: MIT
import type { ForeverOptions, Task, TaskScope, Wait } from 'transient-loop';
import { MODES, as, play } from './support/modes';
import { NOTHING, type TestLoop } from './support/test-loop';

describe.each(MODES)('self.forever in the kind %s', (mode) => {
  async function repeating(
    turn: (self: TaskScope, turns: number[]) => Generator<Wait<unknown>, unknown, unknown>,
    options?: ForeverOptions,
  ): Promise<{ loop: TestLoop; task: Task; turns: number[] }> {
    const turns: number[] = [];
    let task: Task | undefined;
    const body = as(mode, function* turnBody(self: TaskScope) {
      turns.push(self.now);
      return yield* turn(self, turns);
    });
    const loop = await play(
      as(mode, function* (self) {
        task = self.forever(body, options);
        yield* self.settled([task]);
      }),
    );
    return { loop, task: task!, turns };
  }

  it('takes one turn a tick, if a turn waits for nothing', async () => {
    const { loop, turns } = await repeating(function* () {});

    const before = turns.length;
    await loop.advanceAsync(1, 0.125);

    expect(turns.length - before).toBe(8);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('does not drift: turns begin so many seconds apart, whatever they take', async () => {
    const { loop, turns } = await repeating(
      function* (self) {
        yield* self.sleep(0.25);
      },
      { every: 1 },
    );

    await loop.advanceAsync(4.5, 0.5);

    expect(turns).toEqual([0, 1, 2, 3, 4]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('begins the next turn at once after one that took too long', async () => {
    const { loop, turns } = await repeating(
      function* (self) {
        yield* self.sleep(1.5);
      },
      { every: 1 },
    );

    await loop.advanceAsync(3.25, 0.25);

    expect(turns).toEqual([0, 1.5, 3]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('fails with the error of a turn', async () => {
    const { loop, task, turns } = await repeating(function* (_self, turns) {
      if (turns.length === 3) throw new Error('third');
    });

    await loop.advanceAsync(1, 0.125);

    expect([task.state, (task.error as Error).message, turns.length]).toEqual(['failed', 'third', 3]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const { loop, task, turns } = await repeating(function* (self) {
      yield* self.sleep(10);
    });

    task.cancel();
    await loop.advanceAsync(1, 0.5);

    expect([task.state, turns.length]).toEqual(['cancelled', 1]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([-1, NaN, '1'])('refuses %p as seconds', async (every) => {
    let message = '';
    const loop = await play(
      as(mode, function* (self) {
        try {
          self.forever(function* () {}, { every: every as number });
        } catch (error) {
          ({ message } = error as Error);
        }
      }),
    );

    expect(message).toMatch(/^self\.forever every: expected a number of seconds, 0 or more, but got/);
    expect(loop.left()).toEqual(NOTHING);
  });
});
