// SPDX-License-Identifier: MIT
// Scripts on the hub of a game, started by console commands.
import type { ActorScript } from 'transient-loop';
import { HeadlessGame, type GameSummary, type WorldEvent } from 'transient-loop/headless';

const NOTHING_LEFT = { tasks: 0, timers: 0, subscriptions: 0, sockets: 0 };

class ConsoleGame {
  readonly events: WorldEvent[] = [];
  readonly game: HeadlessGame;

  constructor(scripts: Readonly<Record<string, ActorScript>>) {
    this.game = new HeadlessGame({
      speed: 'max',
      logsLoops: false,
      scripts: (module) => (scripts[module] === undefined ? undefined : { default: scripts[module] }),
      onEvent: (event) => this.events.push(event),
    });
    const gate = { class: 'Actor', label: 'Gate', script: 'gate' };
    this.game.addLevel({ name: 'Main', actors: 'gate' in scripts ? [gate] : [], streamedLevels: [] });
    this.game.addLevel({ name: 'Other', actors: [], streamedLevels: [] });
    this.game.start('Main');
    this.game.open();
  }

  async step(frames: number): Promise<void> {
    for (let left = frames; left > 0; left -= 1) await inMacrotask(() => this.game.step(0.1));
  }

  async exec(...commands: string[]): Promise<void> {
    await inMacrotask(() => commands.forEach((command) => this.game.exec(command)));
  }

  end(): Promise<GameSummary> {
    return inMacrotask(() => this.game.end());
  }

  get lines(): string[] {
    return this.events.flatMap(({ event, message }) =>
      ['log', 'engine.log', 'script.failed', 'task.failed'].includes(event) ? [message] : [],
    );
  }
}

/** Promise jobs run inside of frames, not after them, only if these come from macrotasks. */
function inMacrotask<T>(action: () => T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(action())));
}

const generator: ActorScript = function* (self) {
  try {
    for (;;) {
      yield* self.sleep(0.25);
      self.log(`at ${self.now.toFixed(2)}`);
    }
  } finally {
    self.log(`ended: ${String(self.task.cancelReason)}`);
  }
};

const asynchronous: ActorScript = async (self) => {
  try {
    for (;;) {
      await self.sleep(0.25);
      self.log(`at ${self.now.toFixed(2)}`);
    }
  } finally {
    self.log(`ended: ${String(self.task.cancelReason)}`);
  }
};

describe.each([
  ['generator', generator],
  ['async', asynchronous],
])('a script on the hub (%s)', (_, patrol) => {
  it('runs in real time, in pause and over level transitions', async () => {
    const test = new ConsoleGame({ patrol });
    await test.exec('TransientLoop.Run patrol');
    await test.step(3);
    test.game.world.isPaused = true;
    await test.step(2);
    test.game.world.openLevel('Other');
    await test.step(3);
    const { left } = await test.end();

    expect(test.lines).toEqual(['at 0.25', 'at 0.50', 'at 0.75', 'ended: quit']);
    expect(left).toEqual(NOTHING_LEFT);
  });

  it('ends when it is run again, before the next run begins', async () => {
    const test = new ConsoleGame({ patrol });
    await test.exec('TransientLoop.Run patrol');
    await test.step(3);

    await test.exec('TransientLoop.Run patrol');
    await test.step(3);

    expect(test.lines).toEqual(['at 0.25', 'ended: restarted', 'at 0.25']);
    await test.end();
  });
});

describe('a script on the hub', () => {
  it('has no actor, and the world that the game is in', async () => {
    const look: ActorScript = function* (self) {
      for (;;) {
        self.log(JSON.stringify([self.actor, self.world!.level, self.arguments]));
        yield* self.sleep(0.25);
      }
    };
    const test = new ConsoleGame({ look });

    await test.exec('TransientLoop.Run look {"a": 1}');
    test.game.world.openLevel('Other');
    await test.step(3);

    expect(test.lines).toEqual(['[null,"Main",{"a":1}]', '[null,"Other",{"a":1}]']);
    await test.end();
  });

  it('spawns into that world', async () => {
    const spawner: ActorScript = function* (self) {
      self.world!.spawn({ class: 'Actor', label: 'Made' });
    };
    const test = new ConsoleGame({ spawner });

    await test.exec('TransientLoop.Run spawner');

    expect(test.game.world.find('Made')?.label).toBe('Made');
    await test.end();
  });

  it('is listed with its tasks, which can be cancelled', async () => {
    const patrol: ActorScript = function* (self) {
      self.spawn(function* child(task) {
        yield* task.sleep(7);
      });
      yield* self.sleep(5);
    };
    const test = new ConsoleGame({ patrol });
    await test.exec('TransientLoop.Run patrol', 'TransientLoop.List');
    const [title, main, child] = test.lines;
    const number = /#(\d+)/.exec(child!)![1]!;

    await test.exec(`TransientLoop.Cancel ${number}`, 'TransientLoop.List');
    await test.exec(`TransientLoop.Cancel ${number}`);

    expect(title).toBe('hub › patrol at 0.000 s');
    expect(main).toMatch(/^ {2}#\d+ main: running, waits for sleep until 5\.000 s since 0\.000 s$/);
    expect(child).toMatch(/^ {4}#\d+ child: running, waits for sleep until 7\.000 s since 0\.000 s$/);
    expect(test.lines.slice(3)).toEqual([
      title,
      main,
      `TransientLoop.Cancel: expected the number of a task that TransientLoop.List tells, but got "${number}"`,
    ]);
    await test.end();
  });

  it('is dumped with the loops of actors', async () => {
    const test = new ConsoleGame({ gate: generator, patrol: generator });

    await test.exec('TransientLoop.Run patrol', 'TransientLoop.Dump');

    expect(test.lines).toEqual([
      'Main › Gate › gate at 0.000 s',
      expect.stringMatching(/#\d+ main/) as unknown,
      'hub › patrol at 0.000 s',
      expect.stringMatching(/#\d+ main/) as unknown,
      'loops: 2',
    ]);
    await test.end();
  });

  it.each([
    ['TransientLoop.Run', 'expected the module of a script, such as tutorial/timers, but got nothing'],
    ['TransientLoop.Run no-such', 'no-such'],
    ['TransientLoop.Run patrol [1]', 'arguments that are a JSON object'],
    ['TransientLoop.Cancel 12 13', 'expected the number of a task'],
    ['TransientLoop.Restart Nobody', 'expected the label of an actor with a loop, but got "Nobody"'],
  ])('refuses wrong input in one line: %s', async (command, expected) => {
    const test = new ConsoleGame({ patrol: generator });

    await test.exec(command);

    const told = test.events.filter(({ severity }) => severity === 'error');
    expect(told).toHaveLength(1);
    expect(told[0]!.message).toContain(expected);
    await test.end();
  });

  it('is not there for a command that does not exist', async () => {
    const test = new ConsoleGame({});

    expect(() => test.game.exec('TransientLoop.Nothing')).toThrow(
      'Expected a console command, but got "TransientLoop.Nothing"',
    );
    await test.end();
  });

  it('leaves its loop alone when an actor is restarted', async () => {
    const test = new ConsoleGame({ gate: generator, patrol: generator });
    await test.exec('TransientLoop.Run patrol');
    await test.step(3);

    await test.exec('TransientLoop.Restart Gate');

    expect(test.lines.filter((line) => line.startsWith('ended'))).toEqual(['ended: restarted']);
    await test.end();
  });
});
