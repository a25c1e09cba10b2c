// SPDX-License-Identifier: MIT
import { actorScript, LoopEndedError, type TaskScope } from 'transient-loop';
import { createTestLoop, TestKitError } from 'transient-loop/testing';
import { rejectionOf } from './support/thrown';

/** Notes the time every so many seconds, for ever. */
function* noteEvery(self: TaskScope, seconds: number, seen: number[]) {
  for (;;) {
    yield* self.sleep(seconds);
    seen.push(Math.round(self.now * 1000));
  }
}

describe('createTestLoop', () => {
  it('moves time by hand, in frames', async () => {
    const seen: number[] = [];
    const { loop, advance, endPlay } = createTestLoop({ script: (self) => noteEvery(self, 0.25, seen) });

    await advance(1);

    expect(seen).toEqual([250, 500, 750, 1000]);
    expect(loop.now).toBeCloseTo(1, 9);
    endPlay();
  });

  it('reaches the second it was told to, however the frames come out', async () => {
    for (const frame of [1 / 60, 0.02, 1 / 7, 3]) {
      const { loop, advance, endPlay } = createTestLoop({ frame });

      await advance(1000);

      expect(Math.abs(loop.now - 1000)).toBeLessThan(1e-6);
      endPlay();
    }
  });

  it('gives the script its arguments, its actor and its world', async () => {
    const seen: unknown[] = [];
    const { advance } = createTestLoop({
      actor: 'Guard',
      class: 'Character',
      arguments: { route: 'north' },
      script: actorScript(async (self) => {
        seen.push(self.argument('route', ''), self.actor?.label, self.actor?.className);
        await self.sleep(1);
        seen.push(self.world?.find('Guard')?.isValid, self.world?.seconds);
      }),
    });

    await advance(1);

    expect(seen).toEqual(['north', 'Guard', 'Character', true, expect.closeTo(1)]);
  });

  it('keeps logical time for async tasks, across the hops between their steps', async () => {
    const seen: string[] = [];
    const script = (name: string) => async (self: TaskScope) => {
      for (let step = 1; step <= 3; step += 1) {
        await self.sleep(0.1);
        await Promise.resolve();
        seen.push(`${name} ${self.now.toFixed(3)}`);
      }
    };
    const { spawn, tick } = createTestLoop();
    spawn(script('a'));
    spawn(script('b'));

    await tick(0.35);

    expect(seen).toEqual(['a 0.100', 'b 0.100', 'a 0.200', 'b 0.200', 'a 0.300', 'b 0.300']);
  });

  it('spawns tasks that give their results', async () => {
    const { spawn, advance } = createTestLoop();

    const task = spawn(
      function* (self) {
        yield* self.sleep(0.5);
        return 'done';
      },
      { name: 'errand' },
    );
    await advance(0.5);

    expect([task.name, task.state, task.result]).toEqual(['errand', 'succeeded', 'done']);
  });

  it('enters a spawned task before it returns, and gives it the options of any other', async () => {
    const entered: string[] = [];
    const { spawn, advance } = createTestLoop();

    const task = spawn(
      function* (self) {
        entered.push(self.task.name);
        yield* self.sleep(10);
      },
      { name: 'slow', timeout: 1 },
    );

    expect(entered).toEqual(['slow']);
    await advance(1);
    expect(task.state).toBe('failed');
    expect(String(task.error)).toContain('within 1 s');
  });

  it('refuses to spawn after the end of play', () => {
    const { spawn, endPlay } = createTestLoop();
    endPlay('destroyed');

    expect(() => spawn(function* () {})).toThrow(LoopEndedError);
  });

  it('ends play with a reason that the script reads', () => {
    const seen: unknown[] = [];
    const { loop, endPlay } = createTestLoop({
      *script(self) {
        try {
          yield* self.sleep(60);
        } finally {
          seen.push(self.task.cancelReason, self.actor?.isValid);
        }
      },
    });

    endPlay('level-transition');

    expect(seen).toEqual(['level-transition', true]);
    expect([loop.isRunning, loop.endReason, loop.tasks()]).toEqual([false, 'level-transition', []]);
  });

  it('takes whole modules, and starts what they export', async () => {
    const seen: string[] = [];
    const { startTask } = createTestLoop({
      script: {
        *default() {
          seen.push('main');
        },
        *wave() {
          seen.push('wave');
        },
      },
    });

    const number = startTask('wave');

    expect(seen).toEqual(['main', 'wave']);
    expect(number).toBeGreaterThan(0);
  });
});

describe('TestLoop.runUntilIdle', () => {
  it('jumps from due moment to due moment until nothing is left to wake', async () => {
    const seen: string[] = [];
    const { loop, runUntilIdle } = createTestLoop({
      *script(self) {
        yield* self.sleep(3600);
        seen.push(self.now.toFixed(3));
        yield* self.sleep(86_400);
        seen.push(self.now.toFixed(3));
      },
    });

    await runUntilIdle();

    expect(seen).toEqual(['3600.000', '90000.000']);
    expect(loop.now).toBeCloseTo(90_000, 3);
  });

  it('goes frame by frame where a task counts ticks', async () => {
    const { loop, runUntilIdle } = createTestLoop({
      frame: 0.5,
      *script(self) {
        yield* self.ticks(4);
      },
    });

    await runUntilIdle();

    expect(loop.now).toBe(2);
  });

  it('lets promise jobs have their say before it stops', async () => {
    const seen: string[] = [];
    const { runUntilIdle } = createTestLoop({
      async script(self) {
        await self.sleep(1);
        for (let jobs = 0; jobs < 20; jobs += 1) await Promise.resolve();
        await self.sleep(1);
        seen.push(self.now.toFixed(3));
      },
    });

    await runUntilIdle();

    expect(seen).toEqual(['2.000']);
  });

  it('names the tasks that never end and what they wait for', async () => {
    const { runUntilIdle, endPlay } = createTestLoop({
      actor: 'Guard',
      *script(self) {
        const never = self.spawn((child) => noteEvery(child, 2, []), { name: 'patrol' });
        yield* never;
      },
    });

    const failure = await rejectionOf(runUntilIdle({ moments: 50 }));

    expect(failure).toBeInstanceOf(TestKitError);
    expect(failure.message).toMatch(/after 50 wake-ups \(\d+\.\d+ s\) these still go on/);
    expect(failure.message).toContain(
      'main › patrol: running, waits for sleep until 102.000 s, since 100.000 s',
    );
    endPlay();
  });

  it('leaves what waits for no time', async () => {
    const { loop, spawn, runUntilIdle, endPlay } = createTestLoop();
    spawn(
      function* (self) {
        yield* self.sleep(Infinity);
      },
      { name: 'sleeper' },
    );

    await runUntilIdle();

    expect(loop.tasks().map(({ name }) => name)).toContain('sleeper');
    endPlay();
  });
});
