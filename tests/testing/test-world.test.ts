// SPDX-License-Identifier: MIT
import { actorScript, type TaskScope } from 'transient-loop';
import { createTestWorld } from 'transient-loop/testing/world';
import 'transient-loop/testing/jest';
import { rejectionOf, thrownBy } from './support/thrown';

function* noteEvery(self: TaskScope, seconds: number, seen: string[]) {
  for (;;) {
    yield* self.sleep(seconds);
    seen.push(`${self.actor?.label} ${self.now.toFixed(2)}`);
  }
}

describe('createTestWorld', () => {
  it('plays a level of actors with scripts of the test', async () => {
    const seen: string[] = [];
    const world = await createTestWorld({
      actors: [
        { label: 'Guard', class: 'Character', script: (self) => noteEvery(self, 0.5, seen) },
        { label: 'Crate' },
      ],
    });

    await world.advance(1);

    expect(seen).toEqual(['Guard 0.50', 'Guard 1.00']);
    expect(world.actor('Guard').className).toBe('Character');
    expect(world.actor('Crate').isValid).toBe(true);
    expect(await world.endPlay()).toMatchObject({
      left: { tasks: 0, timers: 0, subscriptions: 0, sockets: 0 },
    });
    expect(world).toHaveNothingLeft();
  });

  it('begins play before it resolves, async scripts up to their first wait', async () => {
    const seen: string[] = [];
    const world = await createTestWorld({
      scripts: {
        greet: actorScript(async (self) => {
          await Promise.resolve();
          seen.push(`${self.argument('name', '')} at ${self.now}`);
          await self.sleep(1);
        }),
      },
      levels: [{ name: 'Yard', actors: [{ label: 'Guard', script: 'greet', arguments: { name: 'Luke' } }] }],
    });

    expect(seen).toEqual(['Luke at 0']);
    expect(world.loop('Guard')).toBeWaitingFor('sleep until 1.000 s');
    await world.advance(1);
    expect(world).toHaveNothingLeft();
  });

  it('keeps logical time for async tasks', async () => {
    const seen: string[] = [];
    const world = await createTestWorld({
      actors: [
        {
          label: 'Guard',
          script: async (self) => {
            for (let step = 0; step < 3; step += 1) {
              await self.sleep(0.1);
              await Promise.resolve();
              seen.push(self.now.toFixed(3));
            }
          },
        },
      ],
    });

    await world.tick(0.35);

    expect(seen).toEqual(['0.100', '0.200', '0.300']);
  });

  it('reaches the second it was told to, however the frames come out', async () => {
    for (const frame of [1 / 60, 0.02, 1 / 7]) {
      const world = await createTestWorld({
        frame,
        actors: [{ label: 'Guard', script: (self) => noteEvery(self, 1e6, []) }],
      });

      await world.advance(100);

      expect(Math.abs(world.loop('Guard').now - 100)).toBeLessThan(1e-6);
      await world.endPlay();
    }
  });

  it('runs until nothing is left to wake', async () => {
    const world = await createTestWorld({
      actors: [
        {
          label: 'Guard',
          *script(self) {
            yield* self.sleep(600);
            self.world?.setLevelVisible('Cellar', true);
          },
        },
      ],
      levels: [
        { name: 'Yard', streamedLevels: [{ level: 'Cellar', visible: false }] },
        { name: 'Cellar', actors: [{ label: 'Rat', script: (self) => waitAndReturn(self, 60) }] },
      ],
    });
    const { main } = world.loop('Guard');

    await world.runUntilIdle();

    expect(main).toHaveSucceededWith();
    expect(world).toHaveLogged({ event: 'level.shown' });
    expect(world.world.seconds).toBeGreaterThan(659);
    expect(world.loop('Rat')).toHaveSucceededWith('slept');
  });

  it('names the tasks that never end', async () => {
    const world = await createTestWorld({
      actors: [{ label: 'Guard', script: (self) => noteEvery(self, 1, []) }],
    });

    const { message } = await rejectionOf(world.runUntilIdle({ moments: 20 }));

    expect(message).toMatch(
      /after 20 wake-ups .* these still go on:\n {2}actor "Guard", at .*\n {4}main: running, waits for sleep/,
    );
    await world.endPlay();
  });

  it('pauses and dilates', async () => {
    const world = await createTestWorld({
      actors: [{ label: 'Guard', script: (self) => noteEvery(self, 1e6, []) }],
    });
    const guard = world.loop('Guard');

    await world.advance(1);
    world.pause();
    await world.advance(1);
    world.pause(false);
    world.setDilation(0.5);
    await world.advance(1);

    expect(guard.now).toBeCloseTo(1.5, 4);
    await world.endPlay();
  });

  it('streams levels in and out, and opens others', async () => {
    const seen: string[] = [];
    const script = function* (self: TaskScope) {
      try {
        yield* self.sleep(Infinity);
      } finally {
        seen.push(`${self.actor?.label}: ${self.task.cancelReason}`);
      }
    };
    const world = await createTestWorld({
      levels: [
        { name: 'Yard', actors: [{ label: 'Guard', script }], streamedLevels: ['Cellar'] },
        { name: 'Cellar', actors: [{ label: 'Rat', script }] },
        { name: 'Castle', actors: [{ label: 'King', script }] },
      ],
    });
    await world.tick();

    world.setLevelVisible('Cellar', false);
    await world.runUntilIdle();
    world.openLevel('Castle');
    await world.runUntilIdle();
    await world.endPlay();

    expect(seen).toEqual(['Rat: removed-from-world', 'Guard: level-transition', 'King: quit']);
  });

  it('spawns and destroys actors as the engine does', async () => {
    const seen: string[] = [];
    const world = await createTestWorld();

    const thief = await world.spawn({
      label: 'Thief',
      arguments: { loot: 3 },
      location: { x: 1, y: 2, z: 3 },
      async script(self) {
        const loot = self.argument('loot', 0);
        try {
          await self.sleep(60);
        } finally {
          seen.push(`${loot} ${self.task.cancelReason} ${thief.isValid}`);
        }
      },
    });
    expect(thief.location).toEqual({ x: 1, y: 2, z: 3 });
    await world.tick();
    await world.asEngine(() => thief.destroy());

    expect(seen).toEqual(['3 destroyed true']);
    expect(world).toHaveNothingLeft();
  });

  it('names what is left, with the actor and the stack', async () => {
    const world = await createTestWorld({
      actors: [{ label: 'Guard', script: (self) => noteEvery(self, 2, []) }],
    });
    await world.spawn({ label: 'Thief', script: (self) => noteEvery(self, 3, []) });
    await world.advance(0.5);

    const { message } = thrownBy(world.expectNothingLeft);

    expect(message).toContain('2 tasks and 2 timers');
    expect(message).toMatch(
      /actor "Guard", at 0\.500 s:\n {4}main: running, waits for sleep until 2\.000 s, since 0\.000 s/,
    );
    expect(message).toMatch(
      /actor "Thief", at 0\.500 s:\n {4}main: running, waits for sleep until 3\.000 s, since 0\.000 s/,
    );
    expect(message).toContain(`TRANSIENT_LOOP_SEED=${world.seed}`);
    await world.endPlay();
  });

  it('tells what there is where a label is wrong', async () => {
    const world = await createTestWorld({ actors: [{ label: 'Guard' }] });

    expect(() => world.actor('Gard')).toThrow('the label of an actor ("Guard"), but got "Gard"');
    expect(() => world.loop('Guard')).toThrow('the label of an actor with a loop ("Guard"), but got "Guard"');
  });

  it('spends no budget of milliseconds, however slow the machine is', async () => {
    const seen: number[] = [];
    const world = await createTestWorld({
      actors: [
        {
          label: 'Guard',
          *script(self) {
            yield* self.nextTick();
            const until = performance.now() + 10;
            while (performance.now() < until) yield* self.breathe();
            seen.push(self.now);
          },
        },
      ],
    });

    await world.tick(0.25);

    // The moment that the next tick began at: it never had to wait for another.
    expect(seen).toEqual([0]);
  });

  it('ends when a script quits', async () => {
    const world = await createTestWorld({
      actors: [
        {
          label: 'Guard',
          *script(self) {
            yield* self.sleep(1);
            self.world?.quit();
            yield* self.sleep(60);
          },
        },
      ],
    });

    expect((await rejectionOf(world.advance(10))).message).toBe(
      'Expected a world that plays, but play has ended',
    );

    expect(await world.endPlay()).toMatchObject({ seconds: expect.closeTo(1, 1), tasksCancelled: 1 });
    expect(world).toHaveNothingLeft();
  });

  it('decides the order of actors by its seed', async () => {
    const orderOf = async (seed: number): Promise<string> => {
      const seen: string[] = [];
      const world = await createTestWorld({
        seed,
        frame: 0.1,
        actors: ['a', 'b', 'c', 'd'].map((label) => ({
          label,
          *script(self: TaskScope) {
            seen.push(`${label} begins`);
            yield* self.sleep(0.1);
            seen.push(`${label} ticks`);
          },
        })),
      });
      await world.tick();
      await world.endPlay();
      return seen.join(', ');
    };

    const orders = [];
    for (const seed of [1, 2, 3, 4]) orders.push(await orderOf(seed));

    expect(new Set(orders).size).toBeGreaterThan(1);
    expect(await orderOf(1)).toBe(orders[0]);
  });

  it('refuses frames that the engine would cut', async () => {
    expect((await rejectionOf(createTestWorld({ frame: 0.5 }))).message).toContain('at most 0.4 s');
  });
});

function* waitAndReturn(self: TaskScope, seconds: number) {
  yield* self.sleep(seconds);
  return 'slept';
}
