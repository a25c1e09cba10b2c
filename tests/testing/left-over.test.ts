// SPDX-License-Identifier: MIT
import { Subject } from 'rxjs';
import type { TaskScope } from 'transient-loop';
import {
  createTestLoop,
  createTestLoops,
  installTestKit,
  TestKitError,
  type TestHooks,
} from 'transient-loop/testing';
import { thrownBy } from './support/thrown';

function matching(pattern: string): unknown {
  return expect.stringMatching(new RegExp(`^${pattern}$`));
}

describe('expectNothingLeft', () => {
  it('names each task that is left, with its path, what it waits for, and who made it', async () => {
    const { advance, expectNothingLeft, endPlay, seed } = createTestLoop({
      actor: 'Guard',
      *script(self) {
        yield* self.sleep(1);
        self.spawn(function* patrol(child) {
          child.spawn(
            function* (grandchild) {
              yield* grandchild.until(function isDark() {
                return false;
              });
            },
            { name: 'look-out' },
          );
          yield* child.sleep(60);
        });
      },
    });
    await advance(1.5);

    const error = thrownBy(expectNothingLeft);

    expect(error).toBeInstanceOf(TestKitError);
    const here = String.raw`\(.*left-over\.test\.ts:\d+:\d+\)`;
    expect(error.message.split('\n')).toEqual([
      'Expected nothing to be left, but there are 3 tasks and 1 timer:',
      '  actor "Guard", at 1.500 s:',
      '    main: finishing',
      matching(`      created by Object.<anonymous> ${here}`),
      '    main › patrol: running, waits for sleep until 61.000 s, since 1.000 s',
      matching(`      created by script ${here}`),
      '    main › patrol › look-out: running, waits for until isDark holds, since 1.000 s',
      matching(`      created by patrol ${here}`),
      '',
      `Seed ${seed}: run again with TRANSIENT_LOOP_SEED=${seed}, or with { seed: ${seed} }.`,
    ]);
    endPlay();
    expectNothingLeft();
  });

  it('shows of a stack what its reader wrote', () => {
    const { spawn, expectNothingLeft, endPlay } = createTestLoop();
    function* lateForWork(self: Parameters<Parameters<typeof spawn>[0]>[0]) {
      yield* self.sleep(1);
    }
    spawn(lateForWork);

    const { message } = thrownBy(expectNothingLeft);

    const frames = message.split('\n').filter((line) => /:\d+:\d+\)$/.test(line));
    expect(frames).toEqual([
      matching(String.raw` {6}created by Object\.<anonymous> \(.*left-over\.test\.ts:\d+:\d+\)`),
    ]);
    endPlay();
  });

  it('knows since when, whatever is waited for and however', async () => {
    const { spawn, advance, expectNothingLeft, endPlay } = createTestLoop();
    const script = async (self: TaskScope) => {
      await self.sleep(1);
      self.subscribe(new Subject());
      const child = self.spawn(async (inner) => inner.sleep(60), { name: 'child' });
      await self.sleep(0.5);
      await self.join(child);
    };
    spawn(script, { name: 'parent' });
    await advance(2);

    const { message } = thrownBy(expectNothingLeft);

    expect(message).toContain('parent: running, waits for task "child", since 1.500 s');
    expect(message).toContain('parent › subscription: running, waits for its stream, since 1.000 s');
    expect(message).toContain('parent › child: running, waits for sleep until 61.000 s, since 1.000 s');
    endPlay();
  });

  it('counts subscriptions', () => {
    const source = new Subject<number>();
    const { expectNothingLeft, endPlay } = createTestLoop({
      *script(self) {
        yield* self.subscribe(source);
      },
    });

    expect(thrownBy(expectNothingLeft).message).toContain('2 tasks and 1 subscription:');
    endPlay();
    expectNothingLeft();
    expect(source.observed).toBe(false);
  });

  it('looks at all loops that share a stage', () => {
    const stage = createTestLoops();
    stage.begin({ actor: 'Guard', script: function* (self) { yield* self.sleep(1); } }); // prettier-ignore
    const other = stage.begin({ actor: 'Thief' });

    expect(thrownBy(other.expectNothingLeft).message).toContain('actor "Guard"');
    stage.end();
    other.expectNothingLeft();
  });

  it('is content where play has not ended but nothing is alive', async () => {
    const { loop, advance, expectNothingLeft } = createTestLoop({
      *script(self) {
        yield* self.sleep(1);
      },
    });

    await advance(1);

    expect(loop.isRunning).toBe(true);
    expectNothingLeft();
  });
});

describe('installTestKit', () => {
  type Name = keyof TestHooks;
  const hooks: Record<Name, () => Promise<void>> = {} as never;
  const note = (name: Name) => (action: () => void | Promise<void>) => {
    hooks[name] = async () => action();
  };

  it('wants a test runner', () => {
    expect(() => installTestKit({} as TestHooks)).toThrow('pass its hooks to installTestKit()');
  });

  it('fails a test that leaves a task, and ends play for it', async () => {
    installTestKit({
      beforeEach: note('beforeEach'),
      afterEach: note('afterEach'),
      afterAll: note('afterAll'),
    });
    await hooks.beforeEach();
    const seen: string[] = [];
    createTestLoop({
      actor: 'Guard',
      async script(self) {
        try {
          await self.sleep(60);
        } finally {
          seen.push(`ended: ${self.task.cancelReason}`);
        }
      },
    });

    await expect(hooks.afterEach()).rejects.toThrow('actor "Guard", at 0.000 s:\n    main: running');
    await hooks.beforeEach();
    await hooks.afterEach();

    expect(seen).toEqual(['ended: quit']);
  });

  it('fails a test in which an error was reported that it did not look at', async () => {
    await hooks.beforeEach();
    createTestLoop({
      actor: 'Guard',
      *script() {
        throw new Error('the bridge is out');
      },
    });

    await expect(hooks.afterEach()).rejects.toThrow(
      'Expected no errors, but there are:\n  error task.failed (Guard, main): the bridge is out\n    thrown by',
    );
  });

  it('is content with errors that the test looked at', async () => {
    await hooks.beforeEach();
    const { log } = createTestLoop({
      *script() {
        throw new Error('the bridge is out');
      },
    });

    log.expectError('bridge');

    expect(() => log.expectError('tunnel')).toThrow(
      'Expected an error like "tunnel", but there are:\n  error task.failed',
    );
    await hooks.afterEach();
  });

  it('looks after the last test at what was made outside of tests', async () => {
    const { endPlay } = createTestLoop({ actor: 'Caretaker', script: async (self) => self.sleep(60) });
    await hooks.beforeEach();
    await hooks.afterEach();

    await expect(hooks.afterAll()).rejects.toThrow('actor "Caretaker"');
    endPlay();
  });
});
