// SPDX-License-Identifier: MIT
import { ArgumentError, type GeneratorBody, type Task, type TaskScope } from 'transient-loop';
import { takeOver, type Lingering, type LogEntry } from 'transient-loop/host';
import { createTestLoop, createTestLoops, type TestLoop, type TestLoopOptions } from 'transient-loop/testing';
import { MODES, as, everyEnd, type Family } from './support/modes';

/** Begins play in a host with a hub that keeps what it takes. */
async function playWithHub(options: TestLoopOptions): Promise<{ test: TestLoop; taken: Lingering[] }> {
  const stage = createTestLoops();
  const taken: Lingering[] = [];
  stage.host.hub = { take: (lingering) => void taken.push(lingering) };
  const test = stage.begin({ actor: 'Gate', ...options });
  await test.settle();
  return { test, taken };
}

function* farewell(): Generator<never, void> {
  // The fake hub does not run it.
}

describe('self.linger', () => {
  describe.each(everyEnd())('%s: %s', (mode, _, ending) => {
    it('hands over what was registered, the latest first, and leaves nothing behind', async () => {
      const seen: string[] = [];
      const body: GeneratorBody<void> = as(mode, function* subject(self) {
        self.linger(farewell);
        self.linger(farewell, { name: 'second', graceSeconds: 2 });
        yield* self.sleep(1000);
      });
      let parent!: Task;
      let subject!: Task;
      const { test, taken } = await playWithHub({
        *script(self) {
          parent = self.spawn(function* parent(task) {
            const options = ending.name === 'timeout' ? { timeout: 10 } : {};
            subject = task.spawn(body, { name: 'subject', ...options });
            subject.onDone(() => seen.push(`over, ${taken.length} handed over`));
          });
        },
      });
      const loop = { endPlay: test.endPlay, tickAsync: test.advance } as unknown as Family['loop'];

      await ending.end({ loop, parent, subject });
      await test.settle();

      const owner = { level: 'TestLevel', actor: 'Gate', script: 'test/script-0', task: 'subject' };
      expect(taken.map((each) => [each.name, each.graceSeconds, each.reason])).toEqual([
        ['second', 2, ending.reason],
        ['farewell', 5, ending.reason],
      ]);
      expect(taken[0]!.owner).toEqual(owner);
      expect(seen).toEqual(['over, 2 handed over']);
      expect(test.stage.countLeft()).toMatchObject({ timers: 0, subscriptions: 0, tasks: 0 });
    });
  });

  describe.each(MODES)('%s', (mode) => {
    it('hands over when the task is done, after its children', async () => {
      const seen: string[] = [];
      const { test, taken } = await playWithHub({
        script: as(mode, function* main(self) {
          self.linger(farewell);
          self.spawn(function* child(task) {
            yield* task.sleep(1);
            seen.push(`child done, ${taken.length} handed over`);
          });
        }),
      });

      await test.advance(2);

      expect(seen).toEqual(['child done, 0 handed over']);
      expect(taken.map(({ reason }) => reason)).toEqual(['finished']);
    });

    it('hands over when the task fails, and is told so', async () => {
      const { test, taken } = await playWithHub({
        script: as(mode, function* main(self) {
          self.linger(farewell);
          throw new Error('broken');
        }),
      });

      test.log.expectError('broken');
      expect(taken.map(({ reason }) => reason)).toEqual(['failed']);
    });

    it('takes it back', async () => {
      const { test, taken } = await playWithHub({
        script: as(mode, function* main(self) {
          const takeBack = self.linger(farewell);
          self.linger(farewell, { name: 'other' });
          takeBack();
          takeBack();
        }),
      });

      test.endPlay();

      expect(taken.map(({ name }) => name)).toEqual(['other']);
    });

    it('hands over at once when the task is over, or its loop', async () => {
      let scope!: TaskScope;
      const { test, taken } = await playWithHub({
        script: as(mode, function* main(self) {
          scope = self;
        }),
      });

      scope.linger(farewell, { name: 'after the task' })();
      test.endPlay('destroyed');
      scope.linger(farewell, { name: 'after the loop' });

      expect(taken.map(({ name }) => name)).toEqual(['after the task', 'after the loop']);
      expect(taken[1]!.owner.actor).toBe('Gate');
    });

    it('hands over what a cleanup, or a finally block, registers', async () => {
      const { test, taken } = await playWithHub({
        script: as(mode, function* main(self) {
          self.cleanup(() => void self.linger(farewell, { name: 'in a cleanup' }));
          try {
            yield* self.sleep(100);
          } finally {
            self.linger(farewell, { name: 'in finally' });
          }
        }),
      });

      test.endPlay('removed-from-world');
      await test.settle();

      expect(taken.map(({ name }) => name).sort()).toEqual(['in a cleanup', 'in finally']);
      test.expectNothingLeft();
    });

    it('hands over all, and tells of it, if the hub throws', async () => {
      const { test, taken } = await playWithHub({
        script: as(mode, function* main(self) {
          for (const name of ['a', 'b']) self.linger(farewell, { name });
          yield* self.sleep(100);
        }),
      });
      const { hub } = test.stage.host;
      hub!.take = (lingering) => {
        taken.push(lingering);
        if (lingering.name === 'b') throw new Error('no room');
      };

      test.endPlay();
      await test.settle();

      expect(taken.map(({ name }) => name)).toEqual(['b', 'a']);
      expect(test.log.find({ event: 'task.failed', task: 'main', message: 'no room' })).toHaveLength(1);
      test.expectNothingLeft();
    });

    it('runs as a cleanup does in a host without a hub, and says so once', async () => {
      const seen: string[] = [];
      const test = createTestLoop({
        script: as(mode, function* main(self) {
          self.linger(() => void seen.push('first'));
          self.linger(function* waiting(scope) {
            try {
              yield* scope.sleep(1);
            } finally {
              seen.push('cut');
            }
          });
          yield* self.sleep(100);
        }),
      });
      await test.settle();

      test.endPlay();
      await test.settle();

      expect(seen).toEqual(['cut', 'first']);
      expect(test.log.find({ event: 'linger.no-hub' }).map(({ severity, task }) => [severity, task])).toEqual(
        [['warning', 'main']],
      );
      test.expectNothingLeft();
    });
  });

  it.each([
    [
      'self.linger: expected a function, but got undefined',
      (self: TaskScope) => self.linger(undefined as never),
    ],
    ['graceSeconds: expected a number of seconds, more than 0, but got number 0', withGrace(0)],
    ['graceSeconds: expected a number of seconds, more than 0, but got number -1', withGrace(-1)],
    ['graceSeconds: expected a number of seconds, more than 0, but got number NaN', withGrace(NaN)],
    ['graceSeconds: expected a number of seconds, more than 0, but got number Infinity', withGrace(Infinity)],
    ['graceSeconds: expected a number of seconds, more than 0, but got "5"', withGrace('5' as never)],
  ])('refuses: %s', (message, use) => {
    let thrown: unknown;
    createTestLoop({
      *script(self) {
        try {
          use(self);
        } catch (error) {
          thrown = error;
        }
      },
    });

    expect(thrown).toBeInstanceOf(ArgumentError);
    expect((thrown as Error).message).toBe(message);
  });
});

function withGrace(graceSeconds: number) {
  return (self: TaskScope): void => void self.linger(farewell, { graceSeconds });
}

/** A loop that plays the hub, and hands it what is to linger. */
function createHub(): { hub: TestLoop; take: (cleanup: Lingering['cleanup'], name?: string) => void } {
  const hub = createTestLoop({ actor: 'hub' });
  const owner = { level: 'Yard', actor: 'Gate', script: 'gate', task: 'main' };
  return {
    hub,
    take: (cleanup, name = 'farewell') =>
      takeOver(hub.stage.registry.loopAt(hub.slot)!, {
        name,
        cleanup,
        graceSeconds: 2,
        owner,
        reason: 'destroyed',
      }),
  };
}

function told(hub: TestLoop): (Partial<LogEntry> | undefined)[] {
  return hub.log
    .find(/./)
    .filter(({ event }) => event.startsWith('hub.'))
    .map(({ event, severity, level, actor, script, task, fields }) => {
      expect([level, actor, script, task]).toEqual(['Yard', 'Gate', 'gate', 'main']);
      const { stack: _, ...others } = fields!;
      return { event, severity, ...others };
    });
}

const TOOK = { event: 'hub.took', severity: 'log', name: 'farewell', reason: 'destroyed', graceSeconds: 2 };

describe('takeOver', () => {
  describe.each(MODES)('%s', (mode) => {
    it('runs a cleanup on the loop, in its next tick, and tells of both ends', async () => {
      const seen: string[] = [];
      const { hub, take } = createHub();

      take(
        as(mode, function* (self) {
          seen.push('begins');
          yield* self.sleep(0.5);
          seen.push(`ends at ${self.now}`);
        }),
      );
      expect(seen).toEqual([]);
      await hub.advance(1);

      expect(seen).toEqual(['begins', 'ends at 0.5']);
      expect(told(hub)).toEqual([
        TOOK,
        { event: 'hub.ended', severity: 'log', name: 'farewell', outcome: 'done', seconds: 0.5 },
      ]);
      hub.expectNothingLeft();
    });

    it('cuts what does not end within its grace time, and names it and its owner', async () => {
      const seen: string[] = [];
      const { hub, take } = createHub();

      take(
        as(mode, function* (self) {
          try {
            yield* self.sleep(100);
          } finally {
            seen.push(`told ${self.task.cancelReason}`);
          }
        }),
      );
      await hub.advance(3);

      expect(seen).toEqual(['told timeout']);
      expect(told(hub)[1]).toEqual({
        event: 'hub.ended',
        severity: 'error',
        name: 'farewell',
        outcome: 'cut',
        seconds: 2,
      });
      hub.log.expectError('"farewell" was cut: it did not end within its 2 s on the hub');
      hub.expectNoErrors();
      hub.expectNothingLeft();
    });

    it('tells of an error with the names of the owner, once', async () => {
      const { hub, take } = createHub();

      take(
        as(mode, function* (self) {
          yield* self.nextTick();
          throw new Error('line is dead');
        }),
      );
      await hub.advance(1);

      expect(told(hub)[1]).toMatchObject({ event: 'hub.ended', severity: 'error', outcome: 'failed' });
      hub.log.expectError({ event: 'hub.ended', message: '"farewell" failed on the hub: line is dead' });
      hub.expectNoErrors();
    });

    it('tells what the end of the hub cuts', async () => {
      const { hub, take } = createHub();
      take(
        as(mode, function* (self) {
          yield* self.sleep(100);
        }),
      );
      await hub.advance(1);

      hub.endPlay('quit');
      await hub.settle();

      expect(told(hub)[1]).toMatchObject({ event: 'hub.ended', severity: 'error', outcome: 'cut' });
      hub.log.expectError('"farewell" was cut: the hub ended before it did');
      hub.expectNoErrors();
      hub.expectNothingLeft();
    });
  });

  it('cuts a finally block that waits on, in the tick after', async () => {
    const seen: string[] = [];
    const { hub, take } = createHub();

    take(function* (self) {
      try {
        yield* self.sleep(100);
      } finally {
        yield* self.sleep(1);
        seen.push('never');
      }
    });
    await hub.advance(2.5);

    expect(seen).toEqual([]);
    expect(told(hub)[1]).toMatchObject({ outcome: 'cut' });
    expect(hub.log.find({ event: 'task.cut' })).toHaveLength(1);
    hub.expectNothingLeft();
  });

  it('runs a plain function', async () => {
    const seen: string[] = [];
    const { hub, take } = createHub();

    take(() => void seen.push('done'));
    await hub.advance(0.1);

    expect(seen).toEqual(['done']);
    expect(told(hub)[1]).toMatchObject({ outcome: 'done', seconds: 0 });
  });

  it('runs several side by side, in the order they came in', async () => {
    const seen: string[] = [];
    const { hub, take } = createHub();

    for (const name of ['a', 'b']) {
      take(function* (self) {
        seen.push(`${name} begins`);
        yield* self.sleep(1);
        seen.push(`${name} ends`);
      }, name);
    }
    await hub.advance(1.5);

    expect(seen).toEqual(['a begins', 'b begins', 'a ends', 'b ends']);
  });
});
