// SPDX-License-Identifier: MIT
import { Subject } from 'rxjs';
import { LoopEndedError, ScopeClosedError, type Task, type TaskScope } from 'transient-loop';
import { isCollected } from './support/garbage';
import {
  ENDINGS,
  FAMILIES,
  MODES,
  PLAIN_ENDINGS,
  as,
  everyEnd,
  family,
  logsItsEnd,
  play,
} from './support/modes';
import { NOTHING, promiseJobs, type TestLoop } from './support/test-loop';

describe('a child', () => {
  describe.each(FAMILIES)('of the other kind or the same (%s above %s)', (parentMode, childMode) => {
    it.each(ENDINGS.map((ending) => [ending.name, ending] as const))(
      'ends before its parent by %s, and leaves nothing',
      async (_name, ending) => {
        const log: string[] = [];
        const play = await family(
          parentMode,
          function* (self) {
            self.spawn(as(childMode, logsItsEnd('older', log)));
            self.spawn(as(childMode, logsItsEnd('younger', log)));
            yield* logsItsEnd('parent', log)(self);
          },
          ending,
        );

        await ending.end(play);
        const atOnce = play.loop.left();
        await promiseJobs();

        const told = ending.reason;
        expect(log.slice(0, 3)).toEqual(['parent begins', 'older begins', 'younger begins']);
        expect(log.slice(3).sort()).toEqual([
          `older ends: ${told}`,
          `parent ends: ${told}`,
          `younger ends: ${told}`,
        ]);
        if (parentMode === childMode) {
          expect(log.slice(3)).toEqual([
            `younger ends: ${told}`,
            `older ends: ${told}`,
            `parent ends: ${told}`,
          ]);
        }
        expect(play.subject).toMatchObject({ state: ending.state, cancelReason: told });
        expect(atOnce).toEqual(NOTHING);
      },
    );

    it('is waited for by a parent whose body is over, which is `finishing` until then', async () => {
      const log: string[] = [];
      let parent!: Task;
      const loop = await play(function* (self) {
        parent = self.spawn(
          as(parentMode, function* (task) {
            task.spawn(
              as(childMode, function* (child) {
                yield* child.sleep(2);
                log.push(`child over, parent ${parent.state}`);
              }),
            );
            yield* task.sleep(1);
            log.push('body over');
            return 'result';
          }),
        );
        parent.onDone(() => log.push('parent over'));
      });

      await loop.tickAsync(1);
      log.push(parent.state);
      await loop.tickAsync(1);

      expect(log).toEqual(['body over', 'finishing', 'child over, parent finishing', 'parent over']);
      expect(parent).toMatchObject({ state: 'succeeded', result: 'result' });
      expect(loop.left()).toEqual(NOTHING);
    });

    it('made as `background` is cancelled when the body of its parent is over', async () => {
      const log: string[] = [];
      const { loop, subject } = await family(parentMode, function* (self) {
        self.spawn(as(childMode, logsItsEnd('background', log)), { background: true });
        yield* self.sleep(1);
        log.push('body over');
      });

      await loop.tickAsync(1);

      expect(log).toEqual(['background begins', 'body over', 'background ends: parent finished']);
      expect(subject.state).toBe('succeeded');
      expect(loop.left()).toEqual(NOTHING);
    });

    it('is cancelled when the body of its parent fails, and has cleaned up before the failure is told', async () => {
      const log: string[] = [];
      const { loop, subject } = await family(parentMode, function* (self) {
        self.spawn(as(childMode, logsItsEnd('child', log)));
        yield* self.sleep(1);
        throw new Error('broken');
      });
      subject.onDone(() => log.push('parent over'));

      await loop.tickAsync(1);

      expect(log).toEqual(['child begins', 'child ends: parent failed', 'parent over']);
      expect(subject.state).toBe('failed');
      expect(loop.events('task.failed')).toHaveLength(1);
      expect(loop.left()).toEqual(NOTHING);
    });
  });

  it.each(everyEnd())('that was not entered yet never is (%s, %s)', async (mode, _name, ending) => {
    const log: string[] = [];
    const scene = await family(
      'generator',
      function* (self) {
        yield* self.sleep(5);
        self.spawn(as(mode, logsItsEnd('child', log))).onDone((task) => log.push(`child ${task.state}`));
        // The child is in the queue behind this step, and what ends it comes first.
        if (ending.name === 'timeout') self.task.cancel('timeout');
        else void ending.end(scene);
        yield* self.sleep(1000);
      },
      ending,
    );

    await scene.loop.tickAsync(5);

    expect(log).toEqual(['child cancelled']);
    expect(scene.loop.left()).toEqual(NOTHING);
  });

  it('that a stream handler spawned ends with the task of the handler', async () => {
    const log: string[] = [];
    const source = new Subject<number>();
    const { loop, subject } = await family('generator', function* (self) {
      self.subscribe(source, (value) => void self.spawn(logsItsEnd(`child ${value}`, log)));
      yield* self.sleep(1000);
    });
    source.next(1);
    await loop.tickAsync();

    subject.cancel('enough');

    expect(log).toEqual(['child 1 begins', 'child 1 ends: enough']);
    expect(source.observed).toBe(false);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([
    { timeout: NaN },
    { graceSeconds: NaN },
    { graceSeconds: -1 },
    { timeout: '1' as unknown as number },
  ])('refused for its options %p is not there at all', async (options) => {
    const body = function* (): Generator<never, void> {
      // Never entered.
    };
    const makers: ((self: TaskScope) => unknown)[] = [
      (self) => self.spawn(body, options),
      (self) => self.scope(body, options),
      (self) => self.uncancellable(body, options),
      (self) => self.detach(body, options),
      (self) => self.start(body, options),
      (self) => self.subscribe(new Subject(), () => undefined, options),
      (self) => self.keyed('queue').run('key', body, options),
      (self) => self.timeout(1, self.sleep(1), { name: 'bounded', ...options }),
    ];
    const refused: string[] = [];
    const loop = await play(function* (self) {
      for (const make of makers) {
        try {
          make(self);
        } catch (error) {
          refused.push((error as Error).name);
        }
      }
    });

    expect(refused.filter((name) => name === 'ArgumentError').length).toBeGreaterThanOrEqual(
      makers.length - 1,
    );
    await loop.tickAsync(2);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('the scope of a task that is over', () => {
  const entered: string[] = [];
  const body = function* (): Generator<never, void> {
    entered.push('never');
  };
  const uses: [string, (self: TaskScope) => unknown][] = [
    ['spawn', (self) => self.spawn(body)],
    ['scope', (self) => self.scope(body)],
    ['uncancellable', (self) => self.uncancellable(body)],
    ['detach', (self) => self.detach(body)],
    ['start', (self) => self.start(body)],
    ['all', (self) => self.all([body])],
    ['race', (self) => self.race([body])],
    ['any', (self) => self.any([body])],
    ['settled', (self) => self.settled([body])],
    ['timeout', (self) => self.timeout(1, body)],
    ['retry', (self) => self.retry(body)],
    ['forever', (self) => self.forever(body)],
    ['keyed', (self) => self.keyed('queue').run('key', body)],
    ['subscribe', (self) => self.subscribe(new Subject())],
    ['sleep', (self) => self.sleep(1)],
    ['nextTick', (self) => self.nextTick()],
    ['until', (self) => self.until(() => true)],
    ['join', (self) => self.join(self.task)],
    ['breathe', (self) => self.breathe()],
  ];

  describe.each(MODES)('of the kind %s', (mode) => {
    it.each(uses)('refuses %s with ScopeClosedError while its loop lives', async (_name, use) => {
      const scopes: TaskScope[] = [];
      const loop = await play(function* (self) {
        self.spawn(
          as(mode, function* (child) {
            scopes.push(child);
          }),
        );
        yield* self.sleep(1000);
      });

      expect(() => use(scopes[0]!)).toThrow(ScopeClosedError);

      await loop.tickAsync(1);
      expect(entered).toEqual([]);
      expect(loop.left().tasks).toBe(1);
    });

    it.each(uses)('refuses %s with LoopEndedError after the end of play', async (_name, use) => {
      const scopes: TaskScope[] = [];
      const loop = await play(
        as(mode, function* (self) {
          scopes.push(self);
          yield* self.sleep(1000);
        }),
      );
      loop.endPlay('quit');

      expect(() => use(scopes[0]!)).toThrow(LoopEndedError);

      await promiseJobs();
      expect(entered).toEqual([]);
      expect(loop.left()).toEqual(NOTHING);
    });
  });
});

describe('what a task held', () => {
  it.each(everyEnd())('can be collected after its end (%s, %s)', async (mode, _name, ending) => {
    const held: { object?: WeakRef<object> } = {};
    const scene = await family(
      mode,
      function* (self) {
        const object = hold(held);
        const holds = function* (child: TaskScope): ReturnType<ReturnType<typeof logsItsEnd>> {
          try {
            yield* child.sleep(1000);
          } finally {
            object.bytes.fill(1);
          }
        };
        self.cleanup(() => void object.bytes);
        self.task.onDone(() => void object.bytes);
        self.spawn(as(mode, holds));
        self.detach(as(mode, holds)).cancel();
        yield* self.all([holds, self.sleep(500), self.until(() => object.bytes.length === 0)]);
      },
      ending,
    );

    await ending.end(scene);
    await promiseJobs();
    await letGo(scene.loop);

    expect(scene.subject.state).toBe(ending.state);
    expect(await isCollected(held.object!)).toBe(true);
  });

  it.each(MODES)('and returned can be collected once nobody has its handle (%s)', async (mode) => {
    const held: { object?: WeakRef<object> } = {};
    const returns = as(mode, function* (self) {
      const object = hold(held);
      yield* self.sleep(0.5);
      return object;
    });
    const loop = await play(function* (self) {
      self.detach(returns);
      yield* self.sleep(1000);
    });

    await loop.tickAsync(1);
    await letGo(loop);

    expect(loop.left().tasks).toBe(2);
    expect(await isCollected(held.object!)).toBe(true);
  });

  /**
   * What is asked in every tick leaves its list when it would be asked next; and the wait that was yielded last, by any
   * task at all, is held until the next one is.
   */
  async function letGo(loop: TestLoop): Promise<void> {
    await loop.tickAsync();
    loop.world.begin(function* (self) {
      yield* self.sleep(1000);
    });
  }

  function hold(held: { object?: WeakRef<object> }): { bytes: Uint8Array } {
    const object = { bytes: new Uint8Array(1000) };
    held.object = new WeakRef(object);
    return object;
  }
});

describe('cancelling by any way', () => {
  it.each(PLAIN_ENDINGS.map((ending) => [ending.name, ending] as const))(
    'leaves the rest of the loop alone (%s)',
    async (_name, ending) => {
      const log: string[] = [];
      const scene = await family('generator', logsItsEnd('subject', log), ending);
      const bystander = await play(function* (self) {
        yield* self.sleep(1000);
      });

      await ending.end(scene);

      expect(log).toEqual(['subject begins', `subject ends: ${ending.reason}`]);
      expect(bystander.left().tasks).toBe(1);
    },
  );
});
