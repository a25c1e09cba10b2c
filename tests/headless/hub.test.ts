// SPDX-License-Identifier: MIT
// What lingers after its actor, on the hub of a headless game.
import { createServer, connect, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { ActorScript, TaskScope } from 'transient-loop';
import { HeadlessGame, type GameOptions, type GameSummary, type WorldEvent } from 'transient-loop/headless';

const NOTHING_LEFT = { tasks: 0, timers: 0, subscriptions: 0, sockets: 0 };

/** A game of actor "Gate" in level "Yard", which streams into level "Main"; at full speed unless it says otherwise. */
class HubGame {
  readonly game: HeadlessGame;
  readonly events: WorldEvent[] = [];

  constructor(script: ActorScript, options: Partial<GameOptions> = {}) {
    this.game = new HeadlessGame({
      speed: 'max',
      fps: 20,
      scripts: () => ({ default: script }),
      ...options,
      onEvent: (event) => this.events.push(event),
    });
    const gate = { class: 'Actor', label: 'Gate', script: 'gate' };
    this.game.addLevel({ name: 'Yard', actors: [gate], streamedLevels: [] });
    this.game.addLevel({ name: 'Other', actors: [], streamedLevels: [] });
    this.game.addLevel({ name: 'Main', actors: [], streamedLevels: [{ level: 'Yard', visible: true }] });
    this.game.start('Main');
  }

  /** Frames of a twentieth of a second, from macrotasks. */
  async step(frames: number): Promise<void> {
    for (let left = frames; left > 0; left -= 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      this.game.step(0.05);
    }
  }

  /** What happened to loops, to the hub and to the world, in order. */
  get story(): string[] {
    return this.events.flatMap(({ event, message, actor, fields }) => {
      if (event === 'log') return [`${actor}: ${message}`];
      if (event === 'loop.ended') return [`loop ended: ${String(fields!['reason'])}`];
      if (event === 'hub.ended') return [`hub.ended: ${String(fields!['outcome'])}`];
      return event === 'hub.took' || event === 'world.ended' ? [event] : [];
    });
  }
}

/** Says farewell when it ends, for a fifth of a second. */
const generator: ActorScript = function* (self) {
  self.linger(function* farewell(hub) {
    yield* hub.sleep(0.2);
    hub.log(`farewell said, ${JSON.stringify([hub.actor, hub.world])}`);
  });
  yield* self.sleep(1000);
};

const asynchronous: ActorScript = async (self) => {
  self.linger(async function farewell(hub) {
    await hub.sleep(0.2);
    hub.log(`farewell said, ${JSON.stringify([hub.actor, hub.world])}`);
  });
  await self.sleep(1000);
};

const SAID = 'hub: farewell said, [null,null]';

describe.each([
  ['generator', generator],
  ['async', asynchronous],
])('a lingering cleanup (%s)', (_, script) => {
  it.each<[string, (game: HeadlessGame) => void]>([
    ['destroyed', (game) => game.call(() => game.world.find('Gate')!.destroy())],
    ['removed-from-world', (game) => game.world.setLevelVisible('Yard', false)],
    ['level-transition', (game) => game.world.openLevel('Other')],
  ])('finishes after its actor: %s', async (reason, leave) => {
    const test = new HubGame(script);
    await test.step(2);

    leave(test.game);
    await test.step(10);
    const { left } = test.game.end();

    expect(test.story).toEqual(['hub.took', `loop ended: ${reason}`, SAID, 'hub.ended: done', 'world.ended']);
    expect(left).toEqual(NOTHING_LEFT);
  });

  it.each(['max', 'real'] as const)('finishes before the game ends (speed %s)', async (speed) => {
    const test = new HubGame(script, { speed, seconds: 0.1 });
    const started = performance.now();

    const { left } = await test.game.run();

    expect(test.story).toEqual(['hub.took', 'loop ended: quit', SAID, 'hub.ended: done', 'world.ended']);
    expect(left).toEqual(NOTHING_LEFT);
    // Real seconds are real: no upper bound, which would depend on the machine.
    if (speed === 'real') expect(performance.now() - started).toBeGreaterThanOrEqual(200);
  });

  it('finishes before a game ends that is ended at once', async () => {
    const test = new HubGame(script);
    await test.step(2);

    expect(await inMacrotask(() => test.game.end())).toMatchObject({ left: NOTHING_LEFT });

    expect(test.story).toEqual(['hub.took', 'loop ended: quit', SAID, 'hub.ended: done', 'world.ended']);
  });
});

describe('a lingering cleanup', () => {
  it('is told of with the names of who left it behind, at the time of the end of play', async () => {
    const test = new HubGame(generator, { seconds: 0.5 });

    const { seconds, frames } = await test.game.run();

    const told = test.events.filter(({ event }) => event.startsWith('hub.'));
    const place = { level: 'Yard', actor: 'Gate', script: 'gate', task: 'main' };
    expect(told).toEqual([
      expect.objectContaining({ ...place, event: 'hub.took', fields: expect.anything() as unknown }),
      expect.objectContaining({ ...place, event: 'hub.ended', time: seconds, frame: frames }),
    ]);
    expect(told[0]!.fields).toEqual({ name: 'farewell', reason: 'quit', graceSeconds: 5 });
    const log = test.events.find(({ event }) => event === 'log')!;
    expect([log.level, log.actor, log.script, log.task]).toEqual([
      undefined,
      'hub',
      undefined,
      'farewell of Gate',
    ]);
  });

  it('is cut after its grace time, and named', async () => {
    const test = new HubGame(function* (self) {
      self.linger(
        function* endless(hub) {
          for (;;) yield* hub.sleep(0.1);
        },
        { graceSeconds: 0.5 },
      );
    });

    await test.step(20);

    const ends = test.events.filter(({ event }) => event === 'hub.ended');
    expect(ends).toMatchObject([
      {
        severity: 'error',
        actor: 'Gate',
        message: '"endless" was cut: it did not end within its 0.5 s on the hub',
        fields: { name: 'endless', outcome: 'cut', seconds: 0.5 },
      },
    ]);
    expect(test.game.end().left).toEqual(NOTHING_LEFT);
  });

  it.each<[string, (self: TaskScope) => void]>([
    [
      'a generator that goes on in its finally',
      (self) =>
        self.linger(
          function* stubborn(hub) {
            try {
              yield* hub.sleep(1000);
            } finally {
              for (;;) yield* hub.sleep(0.1);
            }
          },
          { graceSeconds: 0.2 },
        ),
    ],
    [
      'an async function that waits for what never comes',
      (self) => self.linger(() => new Promise<void>(() => undefined), { graceSeconds: 0.2 }),
    ],
    [
      'a chain without end',
      (self) => {
        const again = function* again(hub: TaskScope) {
          hub.linger(again, { graceSeconds: 0.2 });
          yield* hub.sleep(0.1);
        };
        self.linger(again, { graceSeconds: 0.2 });
      },
    ],
  ])('does not keep the game from ending: %s', async (_, linger) => {
    const test = new HubGame(
      function* (self) {
        linger(self);
        yield* self.sleep(1000);
      },
      { seconds: 0.1 },
    );

    const { left } = await test.game.run();

    expect(left).toEqual(NOTHING_LEFT);
    expect(test.story.slice(-2)).toEqual(['hub.ended: cut', 'world.ended']);
  });

  it('knows neither pause nor dilation', async () => {
    const test = new HubGame(generator);
    await test.step(2);
    test.game.world.timeDilation = 0.1;
    test.game.call(() => test.game.world.find('Gate')!.destroy());
    test.game.world.isPaused = true;

    await test.step(6);

    expect(test.story).toContain(SAID);
    expect(test.game.end().left).toEqual(NOTHING_LEFT);
  });

  it('may be registered in a finally block of an async function that hears of the end', async () => {
    const test = new HubGame(
      async (self) => {
        try {
          await self.sleep(1000);
        } finally {
          self.linger(function* farewell(hub) {
            yield* hub.sleep(0.1);
            hub.log('said');
          });
        }
      },
      { seconds: 0.1 },
    );

    const { left } = await test.game.run();

    expect(test.story).toEqual([
      // Its promise jobs come after the call that ended it.
      'loop ended: quit',
      'hub.took',
      'hub: said',
      'hub.ended: done',
      'world.ended',
    ]);
    expect(left).toEqual(NOTHING_LEFT);
  });

  it('has its finally block run before the end is told of, when it is cut', async () => {
    const test = new HubGame(
      async (self) => {
        self.linger(
          async function farewell(hub) {
            try {
              await hub.sleep(1000);
            } finally {
              hub.log('cut');
            }
          },
          { graceSeconds: 0.2 },
        );
        await self.sleep(1000);
      },
      { seconds: 0.1 },
    );

    await test.game.run();

    expect(test.story.slice(-3)).toEqual(['hub: cut', 'hub.ended: cut', 'world.ended']);
    const errors = test.events.filter(({ severity }) => severity === 'error').map(({ event }) => event);
    expect(errors).toEqual(['hub.ended']);
  });

  it('counts as left while it lasts, and the hub costs nothing before and after', async () => {
    const test = new HubGame(generator);
    await test.step(1);
    expect([test.game.hubEnvironment, test.game.countLeft().tasks]).toEqual([undefined, 1]);

    test.game.call(() => test.game.world.find('Gate')!.destroy());
    expect(test.game.countLeft()).toEqual({ tasks: 1, timers: 1, subscriptions: 0 });
    await test.step(10);
    expect(test.game.countLeft()).toEqual({ tasks: 0, timers: 0, subscriptions: 0 });

    const before = test.game.countCrossings();
    await test.step(10);
    expect(test.game.countCrossings()).toBe(before);
    test.game.end();
  });

  it('that comes after the game has ended is refused, and named', () => {
    let scope!: TaskScope;
    const test = new HubGame(function* (self) {
      scope = self;
    });
    test.game.open();
    test.game.end();

    scope.linger(function* late() {});

    expect(test.events[test.events.length - 1]).toMatchObject({
      event: 'hub.refused',
      severity: 'error',
      actor: 'Gate',
      message: 'Expected "late" to be handed over before the game ended, but it came later: it does not run',
    });
  });
});

describe('a farewell over a real connection', () => {
  let server: Server;
  let port: number;
  const heard: string[] = [];

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.setEncoding('utf8').on('data', (text: string) => {
        heard.push(text);
        socket.end('goodbye');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is sent, and answered, before the game ends', async () => {
    const test = new HubGame(
      function* (self) {
        self.linger(async function quit(hub) {
          const socket = connect(port, '127.0.0.1').setEncoding('utf8');
          socket.end('QUIT');
          const answer = new Promise<string>((resolve) => socket.once('data', resolve));
          const closed = new Promise((resolve) => socket.once('close', resolve));
          hub.log(`answer: ${await hub.own(answer)}`);
          await hub.own(closed);
        });
        yield* self.sleep(1000);
      },
      { speed: 'real', seconds: 0.1 },
    );

    const { left }: GameSummary = await test.game.run();

    expect(heard).toEqual(['QUIT']);
    expect(test.story).toEqual([
      'hub.took',
      'loop ended: quit',
      'hub: answer: goodbye',
      'hub.ended: done',
      'world.ended',
    ]);
    expect(left).toEqual(NOTHING_LEFT);
  });
});

function inMacrotask<T>(action: () => T): Promise<T> {
  return new Promise((resolve, reject) =>
    setImmediate(() => {
      try {
        resolve(action());
      } catch (error) {
        reject(error);
      }
    }),
  );
}
