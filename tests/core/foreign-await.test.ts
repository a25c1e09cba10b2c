// SPDX-License-Identifier: MIT
import { LoopEndedError, type GeneratorBody, type Task, type TaskScope } from 'transient-loop';
import { promiseJobsDone, wasToldToEnd } from 'transient-loop/host';
import { PLAY_REASONS, play } from './support/modes';
import { NOTHING, TestWorld, promiseJobs, type TestLoop } from './support/test-loop';
import { unhandledRejections } from './support/unhandled-rejections';

type Async = (self: TaskScope) => Promise<unknown>;

describe('an async task that awaits a promise that the loop did not make', () => {
  it('is reported once where it uses its scope outside of the tick, and is back in it at its next wait', async () => {
    const outside = promise<void>();
    const log: string[] = [];
    const loop = await spawned(async function outsider(self) {
      await outside.promise;
      log.push(`awaited, crossing ${loop.crossings}`);
      await self.sleep(1);
      log.push(`slept, crossing ${loop.crossings}`);
      await self.nextTick();
    });
    await loop.tickAsync(1);
    promiseJobsDone();
    const before = loop.crossings;

    outside.resolve();
    await promiseJobs();
    expect(log).toEqual([`awaited, crossing ${before}`]);
    await loop.tickAsync(1);
    await loop.tickAsync(1);

    expect(log[1]).toBe(`slept, crossing ${before + 1}`);
    expect(
      loop.events('task.foreign-await').map(({ severity, task, actor }) => [severity, task, actor]),
    ).toEqual([['warning', 'outsider', 'Actor']]);
  });

  it('is reported once, however often it does', async () => {
    const outside = Array.from({ length: 5 }, () => promise<void>());
    const loop = await spawned(async (self) => {
      for (const each of outside) {
        await each.promise;
        await self.nextTick();
      }
    });

    for (const each of outside) {
      promiseJobsDone();
      each.resolve();
      await promiseJobs();
      await loop.tickAsync();
    }

    expect(loop.events('task.foreign-await')).toHaveLength(1);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(PLAY_REASONS)(
    'is reported as abandoned at the end of play, and counts as ended: %s',
    async (reason) => {
      const loop = await spawned(async function stuck() {
        await promise<void>().promise;
      });
      await loop.tickAsync();
      promiseJobsDone();

      loop.endPlay(reason);

      expect(loop.left()).toEqual(NOTHING);
      expect(loop.events('task.abandoned')).toHaveLength(1);
      expect(loop.events('task.abandoned')[0]).toMatchObject({
        severity: 'error',
        actor: 'Actor',
        task: 'stuck',
        fields: { reason },
      });
      expect(loop.events('task.abandoned')[0]!.message).toContain('self.own');
    },
  );

  it('says where it, and those above it, were made', async () => {
    const world = new TestWorld();
    Object.assign(world.host, { capturesStacks: true });
    const loop = world.begin(function* (self) {
      self.spawn(async function stuck() {
        await promise<void>().promise;
      });
    });
    await loop.tickAsync();
    promiseJobsDone();

    loop.endPlay();

    const created = loop.events('task.abandoned')[0]!.fields!['created'] as string;
    expect(created).toContain('task "stuck"');
    expect(created).toContain('task "main"');
    expect(created).toContain('foreign-await.test.ts');
  });

  it.each(['end of play', 'grace time'])(
    'has every later use of its scope refused, after the %s',
    async (way) => {
      const outside = promise<void>();
      const log: string[] = [];
      let task!: Task;
      const uses: [string, (self: TaskScope) => unknown][] = [
        ['sleep', (self) => self.sleep(1)],
        ['until', (self) => self.until(() => true)],
        ['spawn', (self) => self.spawn(function* () {})],
        ['detach', (self) => self.detach(function* () {})],
        ['all', (self) => self.all([])],
        ['uncancellable', (self) => self.uncancellable(function* () {})],
      ];
      const loop = await spawned(async (self) => {
        task = self.task;
        await outside.promise;
        for (const [name, use] of uses) {
          try {
            await use(self);
            log.push(`${name} is not refused`);
          } catch (error) {
            log.push(`${name}: ${(error as Error).name}`);
          }
        }
      });
      await loop.tickAsync();
      promiseJobsDone();
      if (way === 'end of play') {
        loop.endPlay('quit');
      } else {
        task.cancel('enough');
        await loop.tickAsync(5);
        promiseJobsDone();
      }
      expect(task.state).toBe('cancelled');

      outside.resolve();
      await promiseJobs();

      const names = uses.map(([name]) => name);
      expect(log.map((line) => line.split(':')[0])).toEqual(names);
      expect(log.every((line) => /LoopEndedError|TaskCancelledError|ScopeClosedError/.test(line))).toBe(true);
      expect(loop.left().timers).toBe(0);
    },
  );

  it('is reported once where it is cut after a cancel: as abandoned', async () => {
    let task!: Task;
    const loop = await spawned(async function stuck(self) {
      task = self.task;
      await promise<void>().promise;
    });
    promiseJobsDone();

    task.cancel('enough');
    await loop.tickAsync(4.9);
    expect(task.state).toBe('running');
    await loop.tickAsync(0.1);

    expect(task).toMatchObject({ state: 'cancelled', cancelReason: 'enough' });
    expect(loop.events('task.abandoned').map((entry) => [entry.task, entry.fields!['reason']])).toEqual([
      ['stuck', 'enough'],
    ]);
    expect(loop.events('task.cut')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('that throws after it was left behind is reported', async () => {
    const outside = promise<void>();
    const loop = await spawned(async function stuck() {
      await outside.promise;
      throw new Error('last words');
    });
    promiseJobsDone();
    loop.endPlay('quit');

    outside.resolve();
    await promiseJobs();

    expect(loop.events('task.late-error').map(({ task, message }) => [task, message])).toEqual([
      ['stuck', 'last words'],
    ]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('does not reach the loop that has its slot now', async () => {
    const outside = promise<void>();
    const came: unknown[] = [];
    const world = new TestWorld();
    const first = world.begin(
      async (self) => {
        await outside.promise;
        try {
          self.sleep(1);
        } catch (error) {
          came.push(error);
        }
      },
      { actor: 'First' },
    );
    await promiseJobs();
    const { slot } = first.component;
    first.endPlay('destroyed');
    const second = world.begin(
      function* (self) {
        yield* self.sleep(1000);
      },
      { actor: 'Second' },
    );
    expect(second.component.slot).toBe(slot);

    outside.resolve();
    await promiseJobs();

    expect(came).toEqual([expect.any(LoopEndedError)]);
    expect(came[0]).toMatchObject({ actor: 'First', reason: 'destroyed' });
    expect(world.left()).toEqual({ tasks: 1, timers: 1, subscriptions: 0 });
  });
});

describe('an async task that waits for ours only', () => {
  const ways: [string, (self: TaskScope) => unknown][] = [
    ['a sleep', (self) => self.sleep(1000)],
    ['several at once', (self) => Promise.all([self.sleep(1000), self.until(() => false), self.ticks(9000)])],
    ['a child', (self) => self.spawn(sleeps)],
    ['an async child', (self) => self.spawn(async (child) => child.sleep(1000))],
    ['a group', (self) => self.race([sleeps, self.sleep(1000)])],
    ['a join', (self) => self.join(self.spawn(sleeps))],
    ['a scope', (self) => self.scope(async (inner) => inner.sleep(1000))],
    ['a function of its own', async (self) => self.sleep(1000)],
  ];

  it.each(ways)('is never called abandoned: %s', async (_name, way) => {
    const loop = await spawned(async (self) => {
      await way(self);
    });
    await loop.tickAsync();
    promiseJobsDone();

    loop.endPlay('quit');
    const atOnce = loop.left();
    await promiseJobs();

    expect(loop.events('task.abandoned')).toEqual([]);
    expect(atOnce).toEqual(NOTHING);
  });

  it.each(['older', 'younger'])(
    'is not called abandoned either for a task beside it that is %s',
    async (which) => {
      const log: string[] = [];
      const loop = await play(function* (self) {
        let beside: Task | undefined;
        if (which === 'older') beside = self.spawn(sleeps);
        self.spawn(async (child) => {
          try {
            await child.nextTick();
            await beside;
          } finally {
            log.push('finally');
          }
        });
        beside ??= self.spawn(sleeps);
      });
      await loop.tickAsync();
      await loop.tickAsync();
      promiseJobsDone();

      loop.endPlay('quit');
      await promiseJobs();

      expect(log).toEqual(['finally']);
      expect(loop.events('task.abandoned')).toEqual([]);
      expect(loop.left()).toEqual(NOTHING);
    },
  );

  function* sleeps(self: TaskScope): ReturnType<GeneratorBody<void>> {
    yield* self.sleep(1000);
  }
});

describe('many waits of one async task', () => {
  it.each(['cancel', ...PLAY_REASONS] as const)(
    'are all refused at once, and none is unhandled: %s',
    async (way) => {
      const rejections = unhandledRejections();
      const refused: string[] = [];
      let task!: Task;
      const loop = await spawned(async (self) => {
        task = self.task;
        const waits = Array.from({ length: 1000 }, (_, place) => [
          self.sleep(1000 + place),
          self.ticks(1000 + place),
          self.until(() => false),
        ]).flat();
        const all = waits.map(async (wait) => {
          try {
            await wait;
          } catch (error) {
            refused.push((error as Error).name);
            throw error;
          }
        });
        // Some are only started, and nobody looks at them again.
        for (const wait of waits) void wait.then(() => undefined);
        await Promise.all(all);
      });
      await loop.tickAsync();

      if (way === 'cancel') task.cancel();
      else loop.endPlay(way);
      await promiseJobs();

      expect(refused).toHaveLength(3000);
      expect(new Set(refused).size).toBe(1);
      expect(rejections.stop()).toEqual([]);
      expect(task.state).toBe('cancelled');
      expect(loop.left()).toEqual(NOTHING);
    },
  );
});

describe('a function that an async task calls and does not await', () => {
  it.each(['cancel', ...PLAY_REASONS] as const)(
    'ends with it, and its rejection is known as no news: %s',
    async (way) => {
      const rejections = unhandledRejections();
      const log: string[] = [];
      let task!: Task;
      const loop = await spawned(async (self) => {
        task = self.task;
        void helper(self);
        await self.sleep(1000);
      });
      await loop.tickAsync();

      if (way === 'cancel') task.cancel();
      else loop.endPlay(way);
      await promiseJobs();

      expect(log).toEqual(['helper ends']);
      expect(rejections.stop().map(wasToldToEnd)).toEqual([true]);
      expect(loop.left()).toEqual(NOTHING);

      async function helper(self: TaskScope): Promise<void> {
        try {
          await self.sleep(500);
        } finally {
          log.push('helper ends');
        }
      }
    },
  );

  it.each([undefined, null, 5, 'text', new Error('any')])('an error such as %p is news', (error) => {
    expect(wasToldToEnd(error)).toBe(false);
  });
});

/** Begins play with a main task whose only child is the body. */
function spawned(body: Async): Promise<TestLoop> {
  return play(function* (self) {
    self.spawn(body);
  });
}

function promise<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const made = new Promise<T>((resolved) => {
    resolve = resolved;
  });
  return { promise: made, resolve };
}
