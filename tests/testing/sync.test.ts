// SPDX-License-Identifier: MIT
import { createTestLoop, TestKitError } from 'transient-loop/testing';
import 'transient-loop/testing/jest';
import { rejectionOf, thrownBy } from './support/thrown';

describe('the Sync functions', () => {
  it('move time without promise jobs', () => {
    const seen: number[] = [];
    const { advanceSync, tickSync, runUntilIdleSync } = createTestLoop({
      *script(self) {
        for (const seconds of [1, 2, 1000]) {
          yield* self.sleep(seconds);
          seen.push(Math.round(self.now));
        }
      },
    });

    advanceSync(1);
    tickSync(2);
    runUntilIdleSync();

    expect(seen).toEqual([1, 3, 1003]);
  });

  it.each(['advanceSync', 'tickSync', 'runUntilIdleSync'] as const)(
    '%s refuses async tasks',
    async (name) => {
      const test = createTestLoop({ actor: 'Guard', script: async (self) => self.sleep(1) });

      const error = thrownBy(() => test[name](1));

      expect(error).toBeInstanceOf(TestKitError);
      expect(error.message).toBe(
        `Expected generator tasks only in ${name}(), but actor "Guard" has async tasks: use "await ${name.slice(0, -4)}()"`,
      );
      await test.advance(0);
      test.endPlay();
    },
  );

  it('refuse an async task that begins meanwhile', async () => {
    const { advance, advanceSync, endPlay } = createTestLoop({
      *script(self) {
        yield* self.sleep(1);
        yield* self.spawn(async (child) => child.sleep(1));
      },
    });

    expect(thrownBy(() => advanceSync(2)).message).toContain('has async tasks');
    await advance(0);
    endPlay();
  });

  it('go on once the async tasks are over', async () => {
    const { advance, advanceSync, loop } = createTestLoop({
      *script(self) {
        yield* self.spawn(async (child) => child.sleep(1));
        yield* self.sleep(1);
      },
    });

    await advance(1);
    advanceSync(1);

    expect(loop.main).toHaveSucceededWith();
  });
});

describe('moving time', () => {
  it('is refused while it is being moved', async () => {
    const { advance, tickSync } = createTestLoop();

    const first = advance(1);

    expect((await rejectionOf(advance(1))).message).toContain('Expected time to stand still');
    expect(thrownBy(() => tickSync()).message).toContain('Expected time to stand still');
    await first;
    tickSync();
  });

  it('is refused from inside a script', () => {
    const seen: unknown[] = [];
    const { tickSync } = createTestLoop({
      *script(self) {
        yield* self.nextTick();
        seen.push(thrownBy(() => tickSync()).message);
      },
    });

    tickSync();

    expect(seen).toEqual([expect.stringContaining('do not move time from a script')]);
  });

  it.each([-1, NaN, Infinity, '1' as never])('is refused for %p seconds', async (seconds) => {
    const { advance, tick } = createTestLoop();

    expect((await rejectionOf(advance(seconds))).message).toContain(
      'expected a number of seconds, 0 or more',
    );
    expect((await rejectionOf(tick(seconds))).message).toContain('expected a number of seconds, 0 or more');
  });

  it.each([0, -1, NaN, Infinity])('is refused in frames of %p seconds', (frame) => {
    expect(() => createTestLoop({ frame })).toThrow('frame: expected a number of seconds above 0');
  });
});

describe('pause and dilation', () => {
  it('stops game time', async () => {
    const { loop, advance, pause } = createTestLoop();

    await advance(1);
    pause();
    await advance(1);
    expect(loop.now).toBeCloseTo(1, 6);
    pause(false);
    await advance(1);

    expect(loop.now).toBeCloseTo(2, 6);
  });

  it('scales game time, for the world and for one actor', async () => {
    const { loop, actor, advance, setDilation } = createTestLoop();

    setDilation(0.5);
    await advance(2);
    actor.timeDilation = 4;
    await advance(1);

    expect(loop.now).toBeCloseTo(3, 6);
  });

  it('makes runUntilIdle stop: what sleeps in a pause is not woken', async () => {
    const { loop, pause, runUntilIdle, endPlay } = createTestLoop({
      *script(self) {
        yield* self.sleep(1);
      },
    });

    pause();
    await runUntilIdle();

    expect([loop.now, loop.main.state]).toEqual([0, 'running']);
    endPlay();
  });

  it('makes runUntilIdle go as far as it takes', async () => {
    const { loop, setDilation, runUntilIdle } = createTestLoop({
      *script(self) {
        yield* self.sleep(10);
      },
    });

    setDilation(0.1);
    await runUntilIdle();

    expect(loop.now).toBeCloseTo(10, 5);
  });
});
