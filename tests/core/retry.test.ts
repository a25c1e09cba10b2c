// SPDX-License-Identifier: MIT
import type { RetryOptions, Task, TaskScope } from 'transient-loop';
import { MODES, as, play } from './support/modes';
import { NOTHING, type TestLoop } from './support/test-loop';

interface Tried {
  readonly loop: TestLoop;
  readonly task: Task;
  /** Moments of the attempts. */
  readonly at: number[];
}

describe.each(MODES)('self.retry in the kind %s', (mode) => {
  /** Tries something that fails so many times. */
  async function retrying(
    failures: number,
    options: RetryOptions,
    error = new Error('again'),
  ): Promise<Tried> {
    const at: number[] = [];
    let task: Task | undefined;
    const attempt = as(mode, function* attempt(self: TaskScope) {
      at.push(self.now);
      yield* self.sleep(0.125);
      if (at.length <= failures) throw error;
      return 'done';
    });
    const loop = await play(
      as(mode, function* (self) {
        task = self.retry(attempt, options);
        yield* self.settled([task]);
        yield* self.sleep(Infinity);
      }),
    );
    return { loop, task: task!, at };
  }

  it('gives what the first attempt that succeeds gives', async () => {
    const { loop, task, at } = await retrying(2, { delay: 1 });

    await loop.advanceAsync(10, 0.125);

    expect([task.state, task.result]).toEqual(['succeeded', 'done']);
    expect(at).toEqual([0, 1.125, 3.25]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('lengthens its pauses up to the longest', async () => {
    const { loop, at } = await retrying(99, { delay: 1, factor: 3, maxDelay: 4, attempts: 5 });

    await loop.advanceAsync(30, 0.125);

    const pauses = at.slice(1).map((moment, place) => moment - at[place]! - 0.125);
    expect(pauses).toEqual([1, 3, 4, 4]);
    loop.endPlay();
  });

  it('fails with the error of the last attempt, and reports it once', async () => {
    const { loop, task, at } = await retrying(99, { delay: 0, attempts: 3 });

    await loop.advanceAsync(5, 0.125);

    expect([task.state, at.length]).toEqual(['failed', 3]);
    expect((task.error as Error).message).toBe('again');
    expect(loop.events('task.failed').filter(({ severity }) => severity === 'error')).toEqual([]);
    loop.endPlay();
  });

  it('asks whether to try again', async () => {
    const asked: unknown[] = [];
    const { loop, task, at } = await retrying(99, {
      delay: 0,
      when: (error, attempt) => {
        asked.push([(error as Error).message, attempt]);
        return attempt < 2;
      },
    });

    await loop.advanceAsync(5, 0.125);

    expect([task.state, at.length]).toEqual(['failed', 2]);
    expect(asked).toEqual([
      ['again', 1],
      ['again', 2],
    ]);
    loop.endPlay();
  });

  it('does not try again what was cancelled', async () => {
    const log: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        try {
          yield* self.retry(
            as(mode, function* (attempt) {
              log.push('attempt');
              attempt.task.cancel('enough');
              yield* attempt.sleep(1);
            }),
            { delay: 0 },
          );
        } catch (error) {
          log.push((error as Error).name);
        }
      }),
    );

    await loop.advanceAsync(5, 0.125);

    expect(log).toEqual(['attempt', 'TaskCancelledError']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each<[string, (tried: Tried) => void]>([
    ['is cancelled', ({ task }) => task.cancel('enough')],
    ['ends with play', ({ loop }) => loop.endPlay('level-transition')],
  ])('leaves nothing and tries no more when it %s', async (_how, end) => {
    for (const seconds of [0.0625, 0.5]) {
      const tried = await retrying(99, { delay: 1 });
      await tried.loop.tickAsync(seconds);

      end(tried);
      await tried.loop.advanceAsync(5, 0.125);

      expect([tried.task.state, tried.at.length]).toEqual(['cancelled', 1]);
      tried.loop.endPlay();
      expect(tried.loop.left()).toEqual(NOTHING);
    }
  });

  it.each<[RetryOptions, RegExp]>([
    [{ attempts: 0 }, /self\.retry attempts: expected a number of 1 or more, but got number 0/],
    [{ delay: -1 }, /self\.retry delay: expected a number of 0 or more, but got number -1/],
    [{ factor: NaN }, /self\.retry factor/],
    [{ maxDelay: '3' as never }, /self\.retry maxDelay/],
  ])('refuses %p', async (options, message) => {
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        try {
          self.retry(function* () {}, options);
        } catch (error) {
          seen.push((error as Error).message);
        }
      }),
    );

    expect(seen[0]).toMatch(message);
    expect(loop.left()).toEqual(NOTHING);
  });
});
