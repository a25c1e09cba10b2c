// SPDX-License-Identifier: MIT
import * as path from 'node:path';
import { availableParallelism } from 'node:os';
import { actorScript, type ActorScript, type GeneratorBody, type Task } from 'transient-loop';
import { createTestLoop } from 'transient-loop/testing';
import { createTestWorld, type TestWorld } from 'transient-loop/testing/world';

const scriptRoot = path.join(__dirname, 'offload');
const MODULE = 'functions';
/** More than there are threads. */
const MANY = availableParallelism() + 2;

let world: TestWorld;

afterEach(() => world?.end());

async function play(script: ActorScript): Promise<TestWorld> {
  world = await createTestWorld({ scriptRoot, actors: [{ label: 'Thinker', script }] });
  return world;
}

/** Lets the game go on until something holds; threads work in real time. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => setImmediate(resolve));
    await world.tick();
  }
}

const main = (): Task => world.loop('Thinker').main;
const isOver = (): boolean => main().state !== 'running';

describe.each<[string, (module: string, name: string | undefined, input: unknown) => ActorScript]>([
  [
    'a generator task',
    (module, name, input) =>
      actorScript(function* (self) {
        return yield* self.offload(module, input, name === undefined ? {} : { export: name });
      }),
  ],
  [
    'an async task',
    (module, name, input) =>
      actorScript(async (self) => self.offload(module, input, name === undefined ? {} : { export: name })),
  ],
])('self.offload in %s', (_, script) => {
  it('gives what the default export returns, from another thread', async () => {
    await play(script(MODULE, undefined, { numbers: [1, 2, 3] }));

    await until(isOver);

    expect(main().result).toEqual({ sum: 6, isMainThread: false });
  });

  it('waits for an async function', async () => {
    const input = { at: new Date(0), map: new Map([[1, 'one']]), bytes: new Uint8Array([1, 2]) };
    await play(script(MODULE, 'later', input));

    await until(isOver);

    expect(main().result).toEqual(input);
  });

  it.each<[string, string, string, unknown, RegExp]>([
    ['what the function throws', MODULE, 'fails', 0, /^out of range$/],
    ['what is no error', MODULE, 'failsOddly', 0, /^just a text$/],
    [
      'a function that is not there',
      MODULE,
      'missing',
      0,
      /^Expected .*functions\.js to export a function "missing"/,
    ],
    ['an export that is no function', MODULE, 'notAFunction', 0, /to export a function "notAFunction"/],
    ['a result that cannot be copied', MODULE, 'returnsFunction', 0, /could not be cloned/],
    ['a function that would end its thread', MODULE, 'exits', 0, /process\.exit\(\)/],
    ['an error that nobody catches', MODULE, 'dies', 0, /^nobody catches this$/],
    [
      'a module that is not there',
      'missing',
      'default',
      0,
      /^Script "missing": expected a file .*missing\.js, but there is none$/,
    ],
    ['a module elsewhere', '../waiting.test', 'default', 0, /it leads out of there/],
    [
      'an input that cannot be copied',
      MODULE,
      'later',
      { call: () => 1 },
      /^self\.offload: input: expected what can be copied/,
    ],
    ['no module', '', 'later', 0, /^self\.offload: expected the name of a module/],
  ])('fails with %s', async (_what, module, name, input, message) => {
    await play(script(module, name, input));

    await until(isOver);

    const { state, error } = main();
    expect(state).toBe('failed');
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain('\n');
  });

  it('stops the thread when its task is cancelled', async () => {
    await play(
      actorScript(function* (self) {
        const spinning = Array.from({ length: MANY }, () =>
          self.spawn(script(MODULE, 'spins', 0) as GeneratorBody<unknown>),
        );
        yield* self.ticks(5);
        spinning.forEach((task) => task.cancel());
        // There would be no thread left for this one.
        return yield* self.offload(MODULE, { numbers: [4] });
      }),
    );

    await until(isOver);

    expect(main().result).toEqual({ sum: 4, isMainThread: false });
  });

  it('stops the thread at the end of play', async () => {
    await play(script(MODULE, 'spins', 0));
    await world.tick();
    const first = world;
    await world.asEngine(() => world.actor('Thinker').destroy());
    expect(first.countLeft()).toMatchObject({ tasks: 0, timers: 0, subscriptions: 0 });
    await first.end();

    await play(script(MODULE, undefined, { numbers: [5] }));
    await until(isOver);

    expect(main().result).toMatchObject({ sum: 5 });
  });
});

describe('self.offload', () => {
  it('holds nobody up', async () => {
    const shared = new Int32Array(new SharedArrayBuffer(4));
    await play(
      actorScript(function* (self) {
        const blocked = self.offload(MODULE, shared, { export: 'blocks' });
        yield* self.sleep(10);
        Atomics.store(shared, 0, 1);
        Atomics.notify(shared, 0);
        return yield* blocked;
      }),
    );

    await until(isOver);

    expect(main().result).toBe('was blocked');
  });

  it('runs more functions than there are threads', async () => {
    await play(
      actorScript(function* (self) {
        return yield* self.all(
          Array.from({ length: 3 * MANY }, (_, at) => self.offload(MODULE, at, { export: 'later' })),
        );
      }),
    );

    await until(isOver);

    expect(main().result).toEqual(Array.from({ length: 3 * MANY }, (_, at) => at));
  });

  it('copies the input at the call', async () => {
    await play(
      actorScript(function* (self) {
        const input = { value: 'before' };
        const answer = self.offload(MODULE, input, { export: 'later' });
        input.value = 'after';
        return yield* answer;
      }),
    );

    await until(isOver);

    expect(main().result).toEqual({ value: 'before' });
  });

  it('tells the stack of the function', async () => {
    await play(
      actorScript(function* (self) {
        yield* self.offload(MODULE, 0, { export: 'fails' });
      }),
    );

    await until(isOver);

    expect((main().error as Error).stack).toMatch(/at .*fails .*functions\.js/);
  });

  it('loses a race in order', async () => {
    await play(
      actorScript(function* (self) {
        return yield* self.timeout(0.5, self.offload(MODULE, 0, { export: 'hangs' }));
      }),
    );

    await until(isOver);

    expect(main().error).toMatchObject({ code: 'TIMEOUT' });
  });

  it('says so where there are no threads', async () => {
    const loop = createTestLoop({
      script: function* (self) {
        yield* self.offload(MODULE);
      },
    });

    await loop.tick();

    expect(loop.main.error).toMatchObject({
      code: 'OFFLOAD_UNAVAILABLE',
      message:
        'Expected worker threads to run "functions" in, but this host has none: self.offload works in the headless host only',
    });
  });
});
