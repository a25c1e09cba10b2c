// SPDX-License-Identifier: MIT
import type { KeyPolicy, KeyedTasks, Task, TaskScope } from 'transient-loop';
import { MODES, as, play } from './support/modes';
import { NOTHING, promiseJobs, type TestLoop } from './support/test-loop';

describe.each(MODES)('self.keyed with children of the kind %s', (mode) => {
  const log: string[] = [];

  /** A child that takes a second, and in a generator half of one to clean up. */
  const child = (name: string) =>
    as(mode, function* (self: TaskScope) {
      log.push(`${name} begins at ${self.now}`);
      try {
        yield* self.sleep(1);
        log.push(`${name} is done at ${self.now}`);
        return name;
      } finally {
        if (self.task.cancelReason !== undefined) {
          if (mode === 'generator') yield* self.sleep(0.5);
          log.push(`${name} cleans up at ${self.now}: ${self.task.cancelReason}`);
        }
      }
    });

  async function keyedBy(policy: KeyPolicy): Promise<{ loop: TestLoop; keyed: KeyedTasks }> {
    log.length = 0;
    let keyed: KeyedTasks | undefined;
    const loop = await play(function* (self) {
      keyed = self.keyed(policy);
      yield* self.sleep(Infinity);
    });
    return { loop, keyed: keyed! };
  }

  const run = (keyed: KeyedTasks, name: string, key: unknown = 'key'): Task =>
    keyed.run(key, child(name), { name });

  async function end(loop: TestLoop): Promise<void> {
    loop.endPlay();
    await loop.tickAsync(1);
    expect(loop.left()).toEqual(NOTHING);
  }

  it('latest-wins cancels the one that runs, and begins when it has cleaned up', async () => {
    const { loop, keyed } = await keyedBy('latest-wins');
    const a = run(keyed, 'a');
    await loop.tickAsync(0.5);

    const b = run(keyed, 'b');
    const c = run(keyed, 'c');
    await promiseJobs();
    await loop.advanceAsync(4, 0.5);

    const cleaned = mode === 'generator' ? 1 : 0.5;
    expect(log).toEqual([
      'a begins at 0',
      `a cleans up at ${cleaned}: replaced`,
      `c begins at ${cleaned}`,
      `c is done at ${cleaned + 1}`,
    ]);
    expect([a, b, c].map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'succeeded']);
    expect(keyed.isRunning('key')).toBe(false);
    await end(loop);
  });

  it('one-at-a-time gives the task that runs', async () => {
    const { loop, keyed } = await keyedBy('one-at-a-time');
    const a = run(keyed, 'a');
    await loop.tickAsync(0.5);

    expect(run(keyed, 'b')).toBe(a);
    await loop.advanceAsync(2, 0.5);
    expect(run(keyed, 'c')).not.toBe(a);
    await loop.advanceAsync(2, 0.5);

    expect(log.filter((line) => line.includes('begins'))).toEqual(['a begins at 0', 'c begins at 2.5']);
    await end(loop);
  });

  it('drop cancels the new one before it begins', async () => {
    const { loop, keyed } = await keyedBy('drop');
    const a = run(keyed, 'a');
    await loop.tickAsync(0.5);

    const b = run(keyed, 'b');
    expect([b.state, b.cancelReason]).toEqual(['cancelled', 'dropped']);
    await loop.advanceAsync(2, 0.5);

    expect(log).toEqual(['a begins at 0', 'a is done at 1']);
    expect(a.result).toBe('a');
    await end(loop);
  });

  it('queue runs one after the other, in order', async () => {
    const { loop, keyed } = await keyedBy('queue');
    for (const name of ['a', 'b', 'c']) run(keyed, name);

    await loop.advanceAsync(4, 0.5);

    expect(log).toEqual([
      'a begins at 0',
      'a is done at 1',
      'b begins at 1',
      'b is done at 2',
      'c begins at 2',
      'c is done at 3',
    ]);
    await end(loop);
  });

  it('queue passes over one that was cancelled while it waited', async () => {
    const { loop, keyed } = await keyedBy('queue');
    const [, b] = ['a', 'b', 'c'].map((name) => run(keyed, name));

    b!.cancel();
    await loop.advanceAsync(4, 0.5);

    expect(log.filter((line) => line.includes('begins'))).toEqual(['a begins at 0', 'c begins at 1']);
    await end(loop);
  });

  it.each<KeyPolicy>(['latest-wins', 'one-at-a-time', 'drop', 'queue'])(
    '%s keeps keys apart',
    async (policy) => {
      const { loop, keyed } = await keyedBy(policy);

      run(keyed, 'a', 1);
      run(keyed, 'b', 2);
      await loop.advanceAsync(2, 0.5);

      expect(log.filter((line) => line.includes('done'))).toHaveLength(2);
      await end(loop);
    },
  );

  it.each<KeyPolicy>(['latest-wins', 'queue'])('%s goes on after one that failed', async (policy) => {
    const { loop, keyed } = await keyedBy(policy);
    const failing = keyed.run(
      'key',
      as(mode, function* failing(self: TaskScope) {
        yield* self.sleep(0.5);
        throw new Error('broken');
      }),
    );
    await loop.tickAsync(1);

    run(keyed, 'next');
    await loop.advanceAsync(2, 0.5);

    expect([failing.state, log.at(-1)]).toEqual(['failed', 'next is done at 2']);
    await end(loop);
  });

  it('cancel ends the one that runs and those that wait', async () => {
    const { loop, keyed } = await keyedBy('queue');
    const tasks = ['a', 'b', 'c'].map((name) => run(keyed, name));
    await loop.tickAsync(0.5);

    keyed.cancel('key', 'enough');
    await loop.advanceAsync(2, 0.5);

    expect(tasks.map(({ state, cancelReason }) => `${state}: ${cancelReason}`)).toEqual(
      Array(3).fill('cancelled: enough'),
    );
    expect(log.filter((line) => line.includes('begins'))).toHaveLength(1);
    await end(loop);
  });

  it('is over with its task: nothing of it begins later', async () => {
    for (const policy of ['latest-wins', 'queue'] as const) {
      const { loop, keyed } = await keyedBy(policy);
      run(keyed, 'a');
      await loop.tickAsync(0.25);
      run(keyed, 'b');

      loop.endPlay('removed-from-world');
      await loop.advanceAsync(3, 0.5);

      expect(log.filter((line) => line.startsWith('b'))).toEqual([]);
      expect(loop.left()).toEqual(NOTHING);
    }
  });
});

describe('self.keyed', () => {
  it('refuses a policy that it does not have', async () => {
    let message = '';
    await play(function* (self) {
      try {
        self.keyed('newest' as KeyPolicy);
      } catch (error) {
        ({ message } = error as Error);
      }
    });

    expect(message).toBe(
      'self.keyed: expected one of latest-wins, one-at-a-time, drop, queue, but got "newest"',
    );
  });

  it('keeps nothing of ten thousand runs that were replaced before their turn', async () => {
    let keyed: KeyedTasks | undefined;
    const loop = await play(function* (self) {
      keyed = self.keyed('latest-wins');
      yield* self.sleep(Infinity);
    });
    const slow = function* (self: TaskScope) {
      try {
        yield* self.sleep(100);
      } finally {
        yield* self.sleep(2);
      }
    };
    keyed!.run('key', slow);
    loop.tick(0.5);

    for (let i = 0; i < 10_000; i += 1) keyed!.run('key', slow);

    // The main task, the one that cleans up, and the latest.
    expect(loop.left().tasks).toBe(3);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });
});
