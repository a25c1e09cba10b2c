// SPDX-License-Identifier: MIT
import {
  ArgumentError,
  EngineUnavailableError,
  LatentAbortedError,
  LoopEndedError,
  type TaskScope,
} from 'transient-loop';
import { FakeEngine } from './support/fake-delegates';
import { MODES, as, everyEnd, family } from './support/modes';
import { NOTHING, TestWorld, createTestLoop, promiseJobs } from './support/test-loop';

interface Info {
  readonly UUID: number;
}

function delay(info: Info): void {
  expect(info.UUID).toBeGreaterThan(0);
}

describe.each(MODES)('TaskScope.latent (%s)', (mode) => {
  function world() {
    const test = new TestWorld();
    return { test, engine: new FakeEngine(test) };
  }

  it('goes on in the tick after the action did', async () => {
    const { test, engine } = world();
    const seen: unknown[] = [];
    const loop = test.begin(
      as(mode, function* (self) {
        yield* self.latent(delay);
        seen.push(self.now);
      }),
    );
    await promiseJobs();
    await loop.tickAsync(1);

    engine.endLatent();
    await promiseJobs();
    expect(seen).toEqual([]);
    await loop.tickAsync(1);

    expect(seen).toEqual([1]);
    expect(engine.latents.size).toBe(0);
    expect(test.left()).toEqual(NOTHING);
  });

  it('may go on inside the call that began it', async () => {
    const { test, engine } = world();
    const seen: string[] = [];
    const loop = test.begin(
      as(mode, function* (self) {
        engine.startsNothing = true;
        yield* self.latent(() => engine.endLatent());
        seen.push('at once');
      }),
    );
    await promiseJobs();
    await loop.tickAsync();

    expect(seen).toEqual(['at once']);
  });

  it('is told when the engine aborts the action', async () => {
    const { test, engine } = world();
    const seen: unknown[] = [];
    const loop = test.begin(
      as(mode, function* (self) {
        try {
          yield* self.latent(delay);
        } catch (error) {
          seen.push(error);
        }
      }),
    );
    await promiseJobs();

    engine.endLatent(1, false);
    await loop.tickAsync();

    expect(seen).toEqual([expect.any(LatentAbortedError)]);
    expect((seen[0] as Error).message).toBe(
      'Expected latent action "delay" to go on, but the engine aborted it',
    );
  });

  it('does not hang where the function begins no action', async () => {
    const { test, engine } = world();
    const seen: unknown[] = [];
    engine.startsNothing = true;
    const loop = test.begin(
      as(mode, function* (self) {
        try {
          yield* self.latent(delay);
        } catch (error) {
          seen.push((error as Error).message);
        }
      }),
    );
    await promiseJobs();
    await loop.tickAsync();

    expect(seen).toEqual([
      'Expected latent action "delay" to go on, but the function began none in the world of its actor',
    ]);
    expect(engine.latents.size).toBe(0);
  });

  it('takes the action back when it loses a race', async () => {
    const { test, engine } = world();
    const loop = test.begin(
      as(mode, function* (self) {
        yield* self.race([self.latent(delay), self.sleep(1)]);
        yield* self.sleep(10);
      }),
    );
    await promiseJobs();

    expect(engine.latents.size).toBe(1);
    await loop.tickAsync(1);

    expect(engine.latents.size).toBe(0);
  });

  it('crosses no tick while it waits', async () => {
    const { test } = world();
    const loop = test.begin(
      as(mode, function* (self) {
        yield* self.latent(delay);
      }),
    );
    await promiseJobs();
    await loop.tickAsync(1);
    const before = loop.crossings;

    for (let ticks = 0; ticks < 100; ticks += 1) await loop.tickAsync(1);

    expect(loop.crossings).toBe(before);
  });
});

describe.each(everyEnd())('TaskScope.latent at the end of its task (%s, %s)', (mode, _, ending) => {
  it('takes the action back, and hears nothing of it', async () => {
    const seen: string[] = [];
    const made = await family(
      mode,
      function* subject(self) {
        yield* self.nextTick();
        yield* self.latent(delay);
        seen.push('never');
      },
      ending,
    );
    const engine = new FakeEngine(made.loop.world);
    await made.loop.tickAsync();
    expect(engine.latents.size).toBe(1);

    await ending.end(made);
    expect(engine.latents.size).toBe(0);
    engine.endLatent(1);
    await made.loop.tickAsync();

    expect(seen).toEqual([]);
    expect(made.loop.left()).toEqual(NOTHING);
  });
});

describe('TaskScope.latent', () => {
  it('is refused without an engine, without a function, and after the end', () => {
    let scope!: TaskScope;
    const loop = createTestLoop(function* (self) {
      scope = self;
      expect(() => self.latent(delay)).toThrow(EngineUnavailableError);
      expect(() => self.latent(7 as never)).toThrow(ArgumentError);
    });
    loop.endPlay();

    expect(() => scope.latent(delay)).toThrow(LoopEndedError);
    expect.assertions(3);
  });

  it('throws what the function throws, and takes the action back', () => {
    const test = new TestWorld();
    const engine = new FakeEngine(test);
    test.begin(function* (self) {
      expect(() =>
        self.latent(() => {
          throw new Error('no such function');
        }),
      ).toThrow('no such function');
    });

    expect.assertions(3);
    expect(engine.latents.size).toBe(0);
    expect(test.left().subscriptions).toBe(0);
  });
});
