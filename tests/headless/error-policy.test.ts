// SPDX-License-Identifier: MIT
// Error policies against the real plugin.
import type { ActorScript, ErrorPolicy, TaskScope, Wait } from 'transient-loop';
import { HeadlessGame, type PlacedActor, type WorldEvent } from 'transient-loop/headless';

/** A game of one actor, "A"; frames are made by hand. */
class PolicyGame {
  readonly game: HeadlessGame;
  readonly events: WorldEvent[] = [];

  constructor(script: ActorScript, placed: Partial<PlacedActor>, switches: Record<string, number> = {}) {
    this.game = new HeadlessGame({
      switches,
      scripts: () => ({ default: script }),
      onEvent: (event) => this.events.push(event),
    });
    const actors = [{ class: 'Actor', label: 'A', script: 'fails', ...placed }];
    this.game.addLevel({ name: 'Main', actors, streamedLevels: [] });
    this.game.start('Main');
  }

  /** Frames from macrotasks, as the frame driver makes them: async functions need that. */
  async step(frames: number): Promise<void> {
    for (let left = frames; left > 0; left -= 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      this.game.step(0.1);
    }
  }

  /** Tasks that failed, and how loops ended, in order. */
  get story(): string[] {
    return this.events.flatMap(({ event, severity, task, fields }) => {
      if (event === 'task.failed') return [`${severity}: ${task} failed`];
      return event === 'loop.ended' ? [`ended: ${String(fields!['reason'])}`] : [];
    });
  }

  end(): void {
    expect(this.game.end().left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
  }
}

const generator: ActorScript = function* (self) {
  self.spawn(function* reactor(task) {
    yield* task.sleep(0.25);
    throw new Error('too hot');
  });
  yield* self.sleep(100);
};

const asynchronous: ActorScript = async (self) => {
  self.spawn(async function reactor(task) {
    await task.sleep(0.25);
    throw new Error('too hot');
  });
  await self.sleep(100);
};

function* failSoon(self: TaskScope): Generator<Wait<unknown>, never> {
  yield* self.nextTick();
  throw new Error('too hot');
}

/** Fails in its first step, inside `BeginPlay`. */
const atOnce: ActorScript = () => {
  throw new Error('at once');
};

describe.each([
  ['generator', generator],
  ['async', asynchronous],
])('an error policy in the headless world (%s)', (_, script) => {
  it.each<[ErrorPolicy | undefined, string[], boolean]>([
    [undefined, [], true],
    ['report', [], true],
    ['end-loop', ['ended: stopped'], true],
    ['destroy-actor', ['ended: destroyed'], false],
  ])('%s', async (errorPolicy, ends, isThere) => {
    const test = new PolicyGame(script, { errorPolicy });

    await test.step(6);

    expect(test.story).toEqual(['error: reactor failed', ...ends]);
    expect(test.game.world.find('A') !== undefined).toBe(isThere);
    test.end();
  });
});

describe('an error policy', () => {
  it.each([0, 1])('may destroy an actor that begins play (immediately: %s)', async (immediately) => {
    const switches = { destroyInBeginPlayIsImmediate: immediately };
    const test = new PolicyGame(atOnce, { errorPolicy: 'destroy-actor' }, switches);

    await test.step(2);

    expect(test.story).toEqual(['error: main failed', 'ended: destroyed']);
    expect(test.game.world.find('A')).toBeUndefined();
    test.end();
  });

  it('holds for an actor that a script spawned', async () => {
    const test = new PolicyGame(function* (self) {
      if (self.actor!.label === 'B') yield* failSoon(self);
      self.world!.spawn({ class: 'Pawn', label: 'B', script: 'fails', errorPolicy: 'destroy-actor' });
    }, {});

    await test.step(3);

    expect(test.story).toEqual(['error: main failed', 'ended: destroyed']);
    expect(test.game.world.actors().map(({ label }) => label)).toEqual(['A']);
    test.end();
  });

  it('is refused to a script by its name', () => {
    const test = new PolicyGame(function* (self) {
      self.world!.spawn({ class: 'Pawn', errorPolicy: 'panic' as ErrorPolicy });
    }, {});

    test.game.open();

    expect(test.events.find(({ event }) => event === 'task.failed')?.message).toBe(
      'world.spawn: expected an error policy (report, end-loop, destroy-actor) as errorPolicy, but got "panic"',
    );
    test.end();
  });

  it('is refused to a level that no file holds, as the plugin says it', () => {
    const game = new HeadlessGame({ onEvent: () => undefined });
    const actor = { class: 'Actor', label: 'A', script: 'fails', errorPolicy: 'panic' as ErrorPolicy };

    expect(() => game.addLevel({ name: 'Main', actors: [actor], streamedLevels: [] })).toThrow(
      'TransientLoopComponent.ErrorPolicy: expected a value of type ETransientLoopErrorPolicy ' +
        '(Report, EndLoop, DestroyActor), but got "panic"',
    );
  });
});
