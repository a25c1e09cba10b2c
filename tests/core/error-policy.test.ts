// SPDX-License-Identifier: MIT
// What becomes of a loop when a task fails and nobody waited for it. Each row in both kinds of coroutine.
import { Subject } from 'rxjs';
import type { ErrorPolicy, GeneratorBody } from 'transient-loop';
import { createTestLoops, type TestLoop, type TestLoops } from 'transient-loop/testing';
import { MODES, as, type Mode } from './support/modes';

const ENDS: readonly [ErrorPolicy, string][] = [
  ['end-loop', 'stopped'],
  ['destroy-actor', 'destroyed'],
];
const ROWS = MODES.flatMap((mode) => ENDS.map(([policy, reason]) => [mode, policy, reason] as const));

/** Begins play of actor "A" with this policy. */
async function play(errorPolicy: ErrorPolicy, script: GeneratorBody<unknown>): Promise<TestLoop> {
  const loop = createTestLoops().begin({ actor: 'A', errorPolicy, script });
  await loop.settle();
  return loop;
}

function failures(stage: TestLoops): (string | undefined)[] {
  return stage.log.find({ event: 'task.failed', severity: 'error' }).map(({ task }) => task);
}

/** A body that fails after a second. */
function failing(mode: Mode): GeneratorBody<void> {
  return as(mode, function* reactor(self) {
    yield* self.sleep(1);
    throw new Error('too hot');
  });
}

describe('error policy "report"', () => {
  it.each(MODES)('is the default: everything else goes on (%s)', async (mode) => {
    const seen: string[] = [];
    const { loop, stage, advance, actor } = createTestLoops().begin({
      *script(self) {
        self.spawn(failing(mode));
        yield* self.sleep(2);
        seen.push('goes on');
      },
    });

    await advance(3);

    expect(seen).toEqual(['goes on']);
    expect(failures(stage)).toEqual(['reactor']);
    expect([loop.isRunning, actor.isValid]).toEqual([true, true]);
  });
});

describe.each(ROWS)('%s: error policy "%s"', (mode, policy, reason) => {
  it(`reports, then ends the loop, which is told "${reason}"`, async () => {
    const seen: string[] = [];
    const { loop, stage, advance, actor, expectNothingLeft } = await play(
      policy,
      as(mode, function* main(self) {
        self.spawn(failing(mode));
        try {
          yield* self.sleep(100);
        } finally {
          seen.push(`${self.task.cancelReason}, actor ${self.actor?.isValid === true ? 'valid' : 'gone'}`);
          seen.push(`reported ${failures(stage).length}`);
        }
      }),
    );

    await advance(2);

    // An async function hears of it in promise jobs, after the loop has ended.
    expect(seen).toEqual([`${reason}, actor ${mode === 'async' ? 'gone' : 'valid'}`, 'reported 1']);
    expect(failures(stage)).toEqual(['reactor']);
    expect(loop.endReason).toBe(reason);
    expect(actor.isValid).toBe(policy === 'end-loop');
    expectNothingLeft();
  });

  it('leaves the actor in the world unless it destroys it', async () => {
    const loop = await play(policy, failing(mode));

    await loop.advance(2);

    expect(loop.stage.world.find('A')?.label).toBe(policy === 'end-loop' ? 'A' : undefined);
  });

  it('holds for the main task, in its first step', async () => {
    const { loop, stage, expectNothingLeft } = await play(
      policy,
      as(mode, function* main(self) {
        self.spawn(function* child(task) {
          yield* task.sleep(1);
        });
        throw new Error('at once');
      }),
    );

    expect(failures(stage)).toEqual(['main']);
    expect(loop.endReason).toBe(reason);
    expectNothingLeft();
  });

  it('is not asked for a failure that somebody waited for, or read', async () => {
    const { loop, stage, advance } = await play(
      policy,
      as(mode, function* main(self) {
        yield* self.settled([self.spawn(failing(mode))]);
        const quiet = self.spawn(failing(mode));
        quiet.onDone((task) => void task.error);
        yield* self.sleep(10);
      }),
    );

    await advance(5);

    expect(failures(stage)).toEqual([]);
    expect(loop.isRunning).toBe(true);
  });

  it('runs nothing more of the tick', async () => {
    const seen: string[] = [];
    const { advance, loop } = await play(policy, function* main(self) {
      self.spawn(failing(mode));
      self.spawn(
        as(mode, function* later(task) {
          yield* task.sleep(1.001);
          seen.push('later: never');
        }),
      );
      yield* self.until(() => self.now > 1);
      seen.push('predicate: never');
    });

    await advance(0.9);
    await loop.stage.tick(0.2);
    await advance(1);

    expect(seen).toEqual([]);
  });

  it('reports all that fail in one step, and ends the loop once', async () => {
    const { stage, advance, loop } = await play(policy, function* main(self) {
      for (const name of ['first', 'second']) self.spawn(failing(mode), { name });
    });

    await advance(2);

    // What the end of the loop was faster than did not fail.
    expect(failures(stage)[0]).toBe('first');
    expect(loop.endReason).toBe(reason);
    stage.expectNothingLeft();
  });

  it('comes after the step that made the task fail: it may ask for it', async () => {
    const seen: string[] = [];
    const { loop, stage } = await play(
      policy,
      as(mode, function* main(self) {
        const child = self.spawn(
          as(mode, function* child(task) {
            try {
              yield* task.sleep(1);
            } finally {
              throw new Error('in cleanup');
            }
          }),
        );
        yield* self.sleep(0.1);
        child.cancel();
        try {
          yield* child;
        } catch (error) {
          seen.push((error as Error).message);
        }
        yield* self.sleep(1);
      }),
    );

    await stage.advance(0.5);

    expect(seen).toEqual(['in cleanup']);
    expect(loop.isRunning).toBe(true);
  });

  it('changes nothing for a loop that ends already: what fails in a cleanup is reported', async () => {
    const { loop, stage, endPlay, settle, expectNothingLeft } = await play(
      policy,
      as(mode, function* main(self) {
        try {
          yield* self.sleep(100);
        } finally {
          throw new Error('in cleanup');
        }
      }),
    );

    endPlay('level-transition');
    await settle();

    expect(stage.log.find('in cleanup')).toHaveLength(1);
    expect(loop.endReason).toBe('level-transition');
    expectNothingLeft();
  });

  it('holds for a stream that fails, and whose values came from outside', async () => {
    const values = new Subject<number>();
    const { loop, stage, advance } = await play(
      policy,
      as(mode, function* main(self) {
        self.subscribe(values, () => undefined, { name: 'values' });
        yield* self.sleep(100);
      }),
    );

    values.error(new Error('broken line'));
    await advance(0.1);

    expect(failures(stage)).toEqual(['values']);
    expect(loop.endReason).toBe(reason);
    expect(values.observed).toBe(false);
  });

  it('holds for what is cut, or throws, in its grace time', async () => {
    const { loop, stage, advance, expectNothingLeft } = await play(
      policy,
      as(mode, function* main(self) {
        const child = self.spawn(function* child(task) {
          task.cleanup(function* slow(cleaner) {
            yield* cleaner.sleep(1);
            throw new Error('late');
          });
          yield* task.sleep(100);
        });
        yield* self.sleep(1);
        child.cancel();
        yield* self.sleep(100);
      }),
    );

    await advance(3);

    expect(failures(stage)).toEqual(['child']);
    expect(loop.endReason).toBe(reason);
    expectNothingLeft();
  });

  it('spares all other loops', async () => {
    const stage = createTestLoops();
    const script = as(mode, function* main(self) {
      self.spawn(failing(mode));
      yield* self.sleep(2);
    });
    const broken = stage.begin({ actor: 'A', errorPolicy: policy, script });
    const other = stage.begin({ actor: 'B', script });

    await stage.advance(3);

    expect(failures(stage)).toHaveLength(2);
    expect([broken.loop.endReason, other.loop.endReason]).toEqual([reason, undefined]);
    expect(other.main.state).toBe('succeeded');
  });

  it('comes in the tick of the loop that failed, when another one made it fail', async () => {
    const seen: string[] = [];
    const stage = createTestLoops({ seed: 1 });
    const broken = stage.begin({
      actor: 'A',
      errorPolicy: policy,
      script: as(mode, function* main(self) {
        try {
          yield* self.sleep(100);
        } finally {
          throw new Error('in cleanup');
        }
      }),
    });
    await stage.settle();
    stage.begin({
      actor: 'B',
      *script(self) {
        yield* self.sleep(1);
        broken.main.cancel();
        seen.push(`after the cancel: ${broken.loop.endReason}`);
      },
    });

    await stage.advance(2);

    expect(seen).toEqual(['after the cancel: undefined']);
    expect(broken.loop.endReason).toBe(reason);
    expect(failures(stage)).toEqual(['main']);
  });
});
