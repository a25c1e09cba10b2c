// SPDX-License-Identifier: MIT
import { createTestLoop } from 'transient-loop/testing';
import 'transient-loop/testing/jest';
import { rejectionOf, thrownBy } from './support/thrown';

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

  it('runs the other clocks as the engine does', async () => {
    const seen: string[] = [];
    const { spawn, advance, tick, pause, setDilation, endPlay } = createTestLoop({ frame: 0.1 });
    for (const clock of ['unpaused', 'real'] as const) {
      spawn(function* (self) {
        for (;;) {
          yield* self.sleep(1, { clock });
          seen.push(clock);
        }
      });
    }
    const during = async (time: () => Promise<void>): Promise<string> => {
      seen.length = 0;
      await time();
      return seen.join(' ');
    };

    pause();
    expect(await during(() => advance(1))).toBe('unpaused real');
    pause(false);
    setDilation(0.5);
    expect(await during(() => advance(2))).toBe('real unpaused real');
    expect(await during(() => tick(0.4, { real: 2 }))).toBe('real real');
    endPlay();
  });

  it('makes runUntilIdle go on in a pause for those who sleep on another clock', async () => {
    const { loop, pause, setDilation, runUntilIdle } = createTestLoop({
      *script(self) {
        yield* self.sleep(100, { clock: 'unpaused' });
        yield* self.sleep(50, { clock: 'real' });
        return self.nowOf('real');
      },
    });

    pause();
    setDilation(0.5);
    await runUntilIdle();

    expect(loop.main).toHaveSucceededWith(expect.closeTo(250, 3));
    expect(loop.now).toBe(0);
  });
});
