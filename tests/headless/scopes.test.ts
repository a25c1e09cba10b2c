// SPDX-License-Identifier: MIT
// Tasks that belong to something above their actor: its level, its world, the game, the hub.
import type { ActorScript, LoopScope } from 'transient-loop';
import { HeadlessGame, type GameSummary, type WorldEvent } from 'transient-loop/headless';

const NOTHING_LEFT = { tasks: 0, timers: 0, subscriptions: 0, sockets: 0 };

/** A world whose gate, in a streamed level, hands tasks to scopes above it. */
class GateGame {
  readonly events: WorldEvent[] = [];
  readonly game: HeadlessGame;

  constructor(gate: ActorScript, switches: Record<string, number> = {}) {
    this.game = new HeadlessGame({
      speed: 'max',
      logsLoops: false,
      switches,
      scripts: () => ({ default: gate }),
      onEvent: (event) => this.events.push(event),
    });
    const actors = [{ class: 'Actor', label: 'Gate', script: 'gate' }];
    this.game.addLevel({ name: 'Cellar', actors, streamedLevels: [] });
    this.game.addLevel({ name: 'Main', actors: [], streamedLevels: [{ level: 'Cellar', visible: true }] });
    this.game.addLevel({ name: 'Other', actors: [], streamedLevels: [] });
    this.game.start('Main');
  }

  /** Of 0.25 s each. */
  async step(frames: number): Promise<void> {
    for (let left = frames; left > 0; left -= 1) await inMacrotask(() => this.game.step(0.25));
  }

  async end(): Promise<GameSummary> {
    return inMacrotask(() => this.game.end());
  }

  get lines(): string[] {
    return this.events.flatMap(({ event, message }) => (event === 'log' ? [message] : []));
  }

  get errors(): string[] {
    return this.events.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
  }
}

/** Promise jobs run inside of frames, not after them, only if these come from macrotasks. */
function inMacrotask<T>(action: () => T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(action())));
}

const SCOPES: readonly LoopScope[] = ['level', 'world', 'game', 'hub'];

/** Every switch of the headless world that decides in which order worlds go. */
const SWITCHES = [
  {},
  { seamlessCleanupComesFirst: 1 },
  { spreadEndPlayOverFrames: 1 },
  { gameInstanceEndsFirst: 1 },
  { streamInMakesNewObjects: 0 },
  { streamInMakesNewObjects: 1 },
];

/** Hands a task to each scope that tells how it ends. */
const generator: ActorScript = function* (self) {
  for (const to of SCOPES) {
    self.detach(
      function* (task) {
        try {
          yield* task.sleep(Infinity);
        } finally {
          task.log(`${to}: ${String(task.task.cancelReason)}`);
        }
      },
      { to, name: to },
    );
  }
};

const asynchronous: ActorScript = async (self) => {
  for (const to of SCOPES) {
    self.detach(
      async (task) => {
        try {
          await task.sleep(Infinity);
        } finally {
          task.log(`${to}: ${String(task.task.cancelReason)}`);
        }
      },
      { to, name: to },
    );
  }
};

describe.each([
  ['generator', generator],
  ['async', asynchronous],
])('a task above its actor (%s)', (_, gate) => {
  it('goes on when its actor is destroyed', async () => {
    const test = new GateGame(gate);
    await test.step(2);

    test.game.world.find('Gate')!.destroy();
    await test.step(2);

    expect(test.lines).toEqual([]);
    await test.end();
  });

  it('ends with its level when that is streamed out, if it belongs to that', async () => {
    const test = new GateGame(gate);
    await test.step(2);

    test.game.world.setLevelVisible('Cellar', false);
    await test.step(2);

    expect(test.lines).toEqual(['level: removed-from-world']);
    await test.end();
  });

  it('ends with its world, the level first', async () => {
    const test = new GateGame(gate);
    await test.step(2);

    test.game.world.openLevel('Other');
    await test.step(2);

    expect(test.lines).toEqual(['level: level-transition', 'world: level-transition']);
    await test.end();
  });

  it.each(SWITCHES)('ends with its world in seamless travel, the level first (%j)', async (switches) => {
    const test = new GateGame(gate, switches);
    await test.step(2);

    test.game.travelSeamlessly('Other');
    await test.step(4);

    expect(test.lines).toEqual(['level: level-transition', 'world: level-transition']);
    await test.end();
    expect(test.lines.slice(2)).toEqual(['game: quit', 'hub: quit']);
    expect(test.errors).toEqual([]);
  });

  it('ends when the script environment starts afresh, and begins anew in the new one', async () => {
    const test = new GateGame(gate);
    await test.step(2);

    test.game.restartEnvironment();
    await test.step(2);

    expect(new Set(test.lines)).toEqual(new Set(SCOPES.map((scope) => `${scope}: environment-lost`)));
    expect(test.lines).toHaveLength(SCOPES.length);
    test.events.length = 0;
    await test.end();
    expect(test.lines).toEqual(['level: quit', 'world: quit', 'game: quit', 'hub: quit']);
    expect(test.errors).toEqual([]);
  });

  it.each([0, 1])('ends with the game, the innermost first (game instance first: %d)', async (first) => {
    const test = new GateGame(gate, { gameInstanceEndsFirst: first });
    await test.step(2);

    const { left } = await test.end();

    expect(test.lines).toEqual(['level: quit', 'world: quit', 'game: quit', 'hub: quit']);
    expect(left).toEqual(NOTHING_LEFT);
    expect(test.errors).toEqual([]);
  });
});

describe('a task above its actor', () => {
  it('of an actor that is kept in seamless travel belongs to the world it was made in', async () => {
    const test = new GateGame(function* (self) {
      // Actors of streamed levels are not kept.
      if (self.actor!.label === 'Gate') return;
      for (;;) {
        const { level } = self.world!;
        self.detach(
          function* (task) {
            try {
              yield* task.sleep(Infinity);
            } finally {
              task.log(`of ${level}: ${String(task.task.cancelReason)}`);
            }
          },
          { to: 'world' },
        );
        yield* self.until(() => self.world!.level !== level);
      }
    });
    await test.step(1);
    const keeper = test.game.world.spawn({ class: 'Actor', label: 'Keeper', script: 'gate' });
    await test.step(1);

    test.game.travelSeamlessly('Other', [keeper]);
    await test.step(4);

    expect(test.lines).toContain('of Main: level-transition');
    expect(test.lines).not.toContain('of Other: level-transition');
    await test.end();
    expect(test.lines.at(-1)).toBe('of Other: quit');
    expect(test.errors).toEqual([]);
  });

  it('begins anew with a level that is streamed in again', async () => {
    const test = new GateGame(function* (self) {
      self.detach(
        function* (task) {
          task.log(`in ${String(task.now)}`);
          yield* task.sleep(Infinity);
        },
        { to: 'level' },
      );
    });
    await test.step(2);

    for (const visible of [false, true]) {
      test.game.world.setLevelVisible('Cellar', visible);
      await test.step(2);
    }

    expect(test.lines).toEqual(['in 0', 'in 0']);
    expect(test.errors).toEqual([]);
    await test.end();
  });

  it('has the time of the world, or real time above it', async () => {
    const test = new GateGame(function* (self) {
      for (const to of SCOPES) {
        self.detach(
          function* (task) {
            for (;;) {
              yield* task.sleep(0.5);
              task.log(`${to} ${task.now}`);
            }
          },
          { to },
        );
      }
    });
    await test.step(1);
    test.game.world.isPaused = true;
    await test.step(1);

    test.events.length = 0;
    await test.step(4);

    expect(test.lines.filter((line) => /level|world/.test(line))).toEqual([]);
    expect(test.lines.filter((line) => /game|hub/.test(line))).toHaveLength(4);
    test.game.world.isPaused = false;
    test.events.length = 0;
    await test.step(2);
    expect(test.lines.filter((line) => /level|world/.test(line))).toHaveLength(2);
    await test.end();
  });

  it('can sleep in unpaused time while the world is paused', async () => {
    const test = new GateGame(function* (self) {
      self.detach(
        function* (task) {
          yield* task.sleep(1, { clock: 'unpaused' });
          task.log('awake');
        },
        { to: 'world' },
      );
    });
    await test.step(1);
    test.game.world.isPaused = true;

    await test.step(5);

    expect(test.lines).toEqual(['awake']);
    await test.end();
  });

  it('has no actor, and the world', async () => {
    const test = new GateGame(function* (self) {
      self.detach(
        function* (task) {
          task.log(JSON.stringify([task.actor, task.world!.level]));
        },
        { to: 'level' },
      );
    });

    await test.step(2);

    expect(test.events.filter(({ event }) => event === 'log')).toMatchObject([
      { message: '[null,"Main"]', actor: 'level Cellar', level: 'Cellar' },
    ]);
    await test.end();
  });

  it('can be waited for by its maker', async () => {
    const test = new GateGame(function* (self) {
      const task = self.detach(
        function* (task) {
          yield* task.sleep(0.5);
          return 7;
        },
        { to: 'game' },
      );
      self.log(`got ${String(yield* task)}`);
    });

    await test.step(5);

    expect(test.lines).toEqual(['got 7']);
    await test.end();
  });

  it('refuses a scope that there is not', async () => {
    const test = new GateGame(function* (self) {
      self.detach(function* () {}, { to: 'planet' as LoopScope });
    });

    await test.step(1);

    expect(test.errors).toHaveLength(1);
    expect(test.errors[0]).toContain('one of level, world, game, hub');
    await test.end();
  });

  it('is refused in a scope that ends', async () => {
    const test = new GateGame(function* (self) {
      self.detach(
        function* (task) {
          try {
            yield* task.sleep(Infinity);
          } finally {
            try {
              task.detach(function* () {}, { to: 'hub' });
            } catch (error) {
              task.log((error as { code: string }).code);
            }
          }
        },
        { to: 'hub' },
      );
    });
    await test.step(2);

    const { left } = await test.end();

    expect(test.lines).toEqual(['LOOP_ENDED']);
    expect(left).toEqual(NOTHING_LEFT);
  });
});
