// SPDX-License-Identifier: MIT
import { TaskAbandonedError, type Task, type TaskScope, type Wait } from 'transient-loop';
import { MODES, PLAIN_ENDINGS, PLAY_REASONS, as, family, logsItsEnd, play } from './support/modes';
import { NOTHING, TestWorld, promiseJobs, type TestLoop } from './support/test-loop';

const PLAIN = PLAIN_ENDINGS.map((ending) => [ending.name, ending] as const);

describe('a finally block of a generator', () => {
  it.each(PLAIN)('may wait after %s', async (_name, ending) => {
    const log: string[] = [];
    const scene = await family('generator', cleansUp(log, 3), ending);

    await ending.end(scene);
    expect(scene.subject.state).toBe('running');
    await scene.loop.tickAsync(3);

    expect(log).toEqual(['begins to clean up', 'cleaned up']);
    expect(scene.subject.state).toBe(ending.state);
    expect(scene.loop.events('task.cut')).toEqual([]);
    expect(scene.loop.left()).toEqual(NOTHING);
  });

  it.each([
    ['a sleep', (self: TaskScope): Wait<unknown> => self.sleep(1), 'sleep'],
    ['ticks', (self: TaskScope): Wait<unknown> => self.ticks(1), 'tick'],
    ['until', (self: TaskScope): Wait<unknown> => self.until(() => true), 'until'],
  ])('may wait for %s', async (_name, wait) => {
    const log: string[] = [];
    const { loop, subject } = await family('generator', function* (self) {
      try {
        yield* self.sleep(1000);
      } finally {
        yield* wait(self);
        log.push('waited');
      }
    });

    subject.cancel();
    await loop.tickAsync(1);
    await loop.tickAsync(1);

    expect(log).toEqual(['waited']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(PLAIN)('is cut 5 s after %s, and named', async (_name, ending) => {
    const log: string[] = [];
    const scene = await family('generator', cleansUp(log, 1000), ending);

    await ending.end(scene);
    await scene.loop.tickAsync(4.9);
    expect(scene.subject.state).toBe('running');
    await scene.loop.tickAsync(0.1);

    expect(log).toEqual(['begins to clean up', 'left']);
    expect(scene.subject).toMatchObject({ state: ending.state, cancelReason: ending.reason });
    expect(scene.loop.events('task.cut')).toHaveLength(1);
    expect(scene.loop.events('task.cut')[0]).toMatchObject({
      severity: 'error',
      actor: 'Actor',
      task: 'subject',
    });
    expect(scene.loop.events('task.cut')[0]!.message).toMatch(
      new RegExp(
        `^Task "subject" was cut 5 s after it was told to end \\(${ending.reason}\\): its cleanup still waited for sleep`,
      ),
    );
    expect(scene.loop.left()).toEqual(NOTHING);
  });

  it.each(PLAY_REASONS)('never waits at the end of play: %s', async (reason) => {
    const log: string[] = [];
    const { loop } = await family('generator', cleansUp(log, 1));

    loop.endPlay(reason);

    expect(log).toEqual(['begins to clean up', 'left']);
    expect(loop.events('task.cut')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('that waits already is cut by the end of play, without a report', async () => {
    const log: string[] = [];
    const { loop, subject } = await family('generator', cleansUp(log, 3));
    subject.cancel();
    await loop.tickAsync(1);

    loop.endPlay('quit');

    expect(log).toEqual(['begins to clean up', 'left']);
    expect(subject.cancelReason).toBe('quit');
    expect(loop.events('task.cut')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('that goes on with its loop (`finally { continue }`) is cut, given up and named', async () => {
    let rounds = 0;
    const { loop, subject } = await family('generator', function* (self) {
      for (;;) {
        try {
          yield* self.sleep(1);
        } finally {
          rounds += 1;

          continue;
        }
      }
    });

    subject.cancel();
    await loop.tickAsync(4);
    expect(subject.state).toBe('running');
    await loop.tickAsync(1);

    expect(rounds).toBeLessThan(200);
    expect(subject.error).toBeInstanceOf(TaskAbandonedError);
    expect(loop.events('task.cut').map(({ task }) => task)).toEqual(['subject']);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('a registered cleanup', () => {
  it.each(MODES)('is cut 5 s after the cancel, and its task is named (%s)', async (mode) => {
    const log: string[] = [];
    const { loop, subject } = await family(mode, function* (self) {
      self.cleanup(() => void log.push('older'));
      self.cleanup(as(mode, logsItsEnd('cleanup', log)));
      yield* self.sleep(1000);
    });

    subject.cancel('enough');
    await promiseJobs();
    await loop.tickAsync(4.9);
    expect(log).toEqual(['cleanup begins']);
    await loop.tickAsync(0.1);
    await promiseJobs();

    expect(log.sort()).toEqual(['cleanup begins', 'cleanup ends: enough', 'older']);
    expect(subject.state).toBe('cancelled');
    expect(loop.events('task.cut').map(({ task }) => task)).toEqual(['subject']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(MODES)(
    'that runs already when the cancel comes has its grace time from then (%s)',
    async (mode) => {
      const { loop, subject } = await family(mode, function* (self) {
        self.cleanup(as(mode, logsItsEnd('cleanup', [])));
      });
      await loop.tickAsync(60);
      expect(subject.state).toBe('finishing');

      subject.cancel('enough');
      await loop.tickAsync(4.9);
      expect(subject.state).toBe('finishing');
      await loop.tickAsync(0.1);

      expect(subject.state).toBe('cancelled');
      expect(loop.left()).toEqual(NOTHING);
    },
  );
});

describe('SpawnOptions.graceSeconds', () => {
  it.each([0, 0.5, 20])('of %p s bounds the cleanup of its task', async (graceSeconds) => {
    let task!: Task;
    const loop = await play(function* (self) {
      task = self.spawn(cleansUp([], 1000), { graceSeconds, name: 'bounded' });
    });

    task.cancel();
    if (graceSeconds > 0) {
      await loop.tickAsync(graceSeconds - 0.1);
      expect(task.state).toBe('running');
    }
    await loop.tickAsync(0.1);

    expect(task.state).toBe('cancelled');
    expect(loop.events('task.cut')[0]!.message).toContain(`was cut ${graceSeconds} s after`);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('of infinity lets it take its time', async () => {
    let task!: Task;
    const log: string[] = [];
    const loop = await play(function* (self) {
      task = self.spawn(cleansUp(log, 900), { graceSeconds: Infinity });
    });

    task.cancel();
    await loop.tickAsync(900);

    expect(log).toEqual(['begins to clean up', 'cleaned up']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is the parent’s where a task has none of its own', async () => {
    const log: string[] = [];
    const { loop, subject } = await family('generator', function* (self) {
      self.spawn(
        function* (parent) {
          parent.spawn(cleansUp(log, 7));
          yield* parent.sleep(1000);
        },
        { graceSeconds: 8 },
      );
      yield* self.sleep(1000);
    });

    subject.cancel();
    await loop.tickAsync(7);

    expect(log).toEqual(['begins to clean up', 'cleaned up']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(MODES)(
    'of a child is not cut short by that of a parent which only waits for it (%s)',
    async (mode) => {
      const log: string[] = [];
      const { loop, subject } = await family(mode, function* (self) {
        self.cleanup(() => void log.push('parent cleans up'));
        self.spawn(cleansUp(log, 8), { graceSeconds: 60 });
        yield* self.sleep(1000);
      });

      subject.cancel();
      await promiseJobs();
      await loop.tickAsync(6);
      expect(log).toEqual(['begins to clean up']);
      await loop.tickAsync(2);

      expect(log).toEqual(['begins to clean up', 'cleaned up', 'parent cleans up']);
      expect(loop.events('task.cut')).toEqual([]);
      expect(loop.left()).toEqual(NOTHING);
    },
  );

  it('bounds what a parent still does in its finally block, with the children that it waits for', async () => {
    const log: string[] = [];
    const { loop, subject } = await family('generator', function* (self) {
      const child = self.spawn(cleansUp(log, 1000), { graceSeconds: 60 });
      try {
        yield* self.sleep(1000);
      } finally {
        yield* child;
      }
    });

    subject.cancel();
    await loop.tickAsync(5);

    expect(log).toEqual(['begins to clean up', 'left']);
    expect(loop.events('task.cut').map(({ task }) => task)).toEqual(['subject']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('counts the game time of the actor: none passes while nobody ticks it', async () => {
    const { loop, subject } = await family('generator', cleansUp([], 1000));
    subject.cancel();

    for (let frame = 0; frame < 100; frame += 1) await loop.tickAsync(0);
    expect(subject.state).toBe('running');
    await loop.tickAsync(5);

    expect(subject.state).toBe('cancelled');
  });
});

describe('a wait of an async task after a cancel', () => {
  it.each(PLAIN)('is refused at once: %s', async (_name, ending) => {
    const log: string[] = [];
    const scene = await family(
      'async',
      function* (self) {
        try {
          yield* self.sleep(1000);
        } finally {
          const waits: (() => Wait<unknown>)[] = [
            () => self.sleep(1),
            () => self.nextTick(),
            () => self.ticks(3),
            () => self.until(() => true),
            () => self.all([self.sleep(1)]),
            () => self.breathe(),
            () => self.join(self.task),
          ];
          for (const wait of waits) {
            try {
              yield* wait();
              log.push('never');
            } catch (error) {
              log.push(`${(error as Error).name}: ${(error as { reason?: string }).reason}`);
            }
          }
        }
      },
      ending,
    );

    await ending.end(scene);

    expect(new Set(log)).toEqual(new Set([`TaskCancelledError: ${ending.reason}`]));
    expect(log).toHaveLength(7);
    expect(scene.subject.state).toBe(ending.state);
    expect(scene.loop.left()).toEqual(NOTHING);
  });
});

describe('a task that swallows its end', () => {
  it.each(MODES)('and returns counts as cancelled (%s)', async (mode) => {
    const { loop, subject } = await family(mode, function* (self) {
      try {
        yield* self.sleep(1000);
      } catch {
        // Goes on as if nothing had been.
      } finally {
        return 'all well';
      }
    });

    subject.cancel('enough');
    await promiseJobs();

    expect(subject).toMatchObject({ state: 'cancelled', result: undefined, cancelReason: 'enough' });
    expect(loop.left()).toEqual(NOTHING);
  });

  it('again and again is given up after a fixed number of refusals', async () => {
    let refusals = 0;
    const { loop, subject } = await family('async', function* (self) {
      for (;;) {
        try {
          yield* self.sleep(1);
        } catch {
          refusals += 1;
        }
      }
    });

    subject.cancel();
    await promiseJobs();

    expect(refusals).toBeGreaterThan(10);
    expect(refusals).toBeLessThan(200);
    expect(subject.error).toBeInstanceOf(TaskAbandonedError);
    expect(subject.error).toMatchObject({ code: 'TASK_ABANDONED' });
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('a report of a cut', () => {
  it('says where the task, and those above it, were made', async () => {
    const world = new TestWorld();
    Object.assign(world.host, { capturesStacks: true });
    let task!: Task;
    const loop: TestLoop = world.begin(function* (self) {
      task = self.spawn(cleansUp([], 1000), { name: 'slow' });
    });

    task.cancel();
    loop.tick(5);

    const created = loop.events('task.cut')[0]!.fields!['created'] as string;
    expect(created).toContain('task "slow"');
    expect(created).toContain('task "main"');
    expect(created).toContain('grace.test.ts');
  });
});

describe('a task that is given up', () => {
  it('counts as over before the group that it ends', () => {
    const log: string[] = [];
    const loop = new TestWorld().begin(function* (self) {
      const group = self.all([
        async function deaf(inner) {
          inner.task.onDone(({ state }) => log.push(`deaf is ${state}`));
          inner.task.cancel('enough');
          await new Promise(() => undefined);
        },
      ]);
      group.onDone(({ state }) => log.push(`all is ${state}`));
      yield* self.sleep(10);
    });

    loop.tick(5);

    expect(log).toEqual(['deaf is cancelled', 'all is failed']);
  });
});

function cleansUp(log: string[], seconds: number): (self: TaskScope) => Generator<Wait<unknown>, void> {
  return function* (self) {
    try {
      yield* self.sleep(1000);
    } finally {
      log.push('begins to clean up');
      let isThrough = false;
      try {
        yield* self.sleep(seconds);
        isThrough = true;
      } finally {
        log.push(isThrough ? 'cleaned up' : 'left');
      }
    }
  };
}
