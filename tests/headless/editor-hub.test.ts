// SPDX-License-Identifier: MIT
// Scripts on the hub of an editor, in whose world nothing plays.
import type { ActorScript } from 'transient-loop';
import { HeadlessGame, type WorldEvent } from 'transient-loop/headless';

class Editor {
  readonly events: WorldEvent[] = [];
  readonly game: HeadlessGame;

  constructor(scripts: Readonly<Record<string, ActorScript>>) {
    this.game = new HeadlessGame({
      editor: true,
      speed: 'max',
      logsLoops: false,
      scripts: (module) => ({ default: scripts[module] }),
      onEvent: (event) => this.events.push(event),
    });
    const gate = { class: 'Actor', label: 'Gate', script: 'gate' };
    this.game.addLevel({ name: 'Main', actors: [gate], streamedLevels: [] });
    this.game.addLevel({ name: 'Other', actors: [], streamedLevels: [] });
    this.game.start('Main');
    this.game.open();
  }

  async step(frames: number): Promise<void> {
    for (let left = frames; left > 0; left -= 1) await inMacrotask(() => this.game.step(0.25));
  }

  exec(command: string): Promise<void> {
    return inMacrotask(() => this.game.exec(command));
  }

  async end() {
    return inMacrotask(() => this.game.end());
  }

  get lines(): string[] {
    return this.events.flatMap(({ event, message }) =>
      event === 'log' || event === 'engine.log' ? [message] : [],
    );
  }

  get errors(): string[] {
    return this.events.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
  }
}

function inMacrotask<T>(action: () => T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(action())));
}

/** Says when it wakes, and why it ends. */
const patrol: ActorScript = function* (self) {
  try {
    for (;;) {
      yield* self.sleep(0.5);
      self.log(`at ${self.now}`);
    }
  } finally {
    self.log(`ended: ${String(self.task.cancelReason)}`);
  }
};

const gate: ActorScript = function* (self) {
  self.log('the gate plays');
};

describe('the hub of an editor', () => {
  it('runs scripts while nothing plays, until the editor ends', async () => {
    const test = new Editor({ patrol, gate });
    await test.exec('TransientLoop.Run patrol');

    await test.step(4);
    const { left } = await test.end();

    expect(test.lines).toEqual(['at 0.5', 'at 1', 'ended: quit']);
    expect(test.errors).toEqual([]);
    expect(left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
  });

  it('goes on when another level is opened', async () => {
    const test = new Editor({ patrol });
    await test.exec('TransientLoop.Run patrol');
    await test.step(2);

    test.game.world.openLevel('Other');
    await test.step(2);

    expect(test.lines).toEqual(['at 0.5', 'at 1']);
    await test.end();
  });

  it('spawns into the world that is edited, where it does not play', async () => {
    const spawner: ActorScript = function* (self) {
      self.log(`spawned ${self.world!.spawn({ class: 'Actor', label: 'Made', script: 'gate' }).label}`);
    };
    const test = new Editor({ spawner, gate });

    await test.exec('TransientLoop.Run spawner');
    await test.step(2);

    expect(test.lines).toEqual(['spawned Made']);
    expect(test.game.world.find('Made')?.label).toBe('Made');
    expect(test.errors).toEqual([]);
    await test.end();
  });

  it('is listed, cancelled and run again as that of a game', async () => {
    const test = new Editor({ patrol });
    await test.exec('TransientLoop.Run patrol');
    await test.exec('TransientLoop.Run patrol');
    await test.exec('TransientLoop.List');
    const number = /#(\d+) main/.exec(test.lines[2]!)![1]!;

    await test.exec(`TransientLoop.Cancel ${number}`);
    await test.step(4);

    expect(test.lines[0]).toBe('ended: restarted');
    expect(test.lines.slice(3)).toEqual(['ended: cancelled']);
    await test.end();
  });

  it('takes what lingers after a script', async () => {
    const script: ActorScript = function* (self) {
      self.linger(function* farewell(hub) {
        yield* hub.sleep(0.5);
        hub.log('farewell');
      });
    };
    const test = new Editor({ script });

    await test.exec('TransientLoop.Run script');
    await test.step(4);

    expect(test.lines).toEqual(['farewell']);
    await test.end();
  });

  it('has scopes: the world that is edited, and no game', async () => {
    const script: ActorScript = function* (self) {
      self.detach(patrol, { to: 'world', name: 'patrol' });
      try {
        self.detach(patrol, { to: 'game' });
      } catch (error) {
        self.log((error as Error).message);
      }
    };
    const test = new Editor({ script });
    await test.exec('TransientLoop.Run script');
    await test.step(2);

    test.game.world.openLevel('Other');
    await test.step(2);

    expect(test.lines).toEqual([
      'Expected "hub" to have a game that lives, but it has none',
      'at 0.5',
      'ended: level-transition',
    ]);
    await test.end();
  });

  it('is one at a time', async () => {
    const test = new Editor({});

    expect(() => new Editor({})).toThrow('Expected one editor at a time, but there is another');

    await test.end();
  });

  it('is there again for the next editor', async () => {
    await new Editor({}).end();
    const test = new Editor({ patrol });
    await test.exec('TransientLoop.Run patrol');

    await test.step(2);

    expect(test.lines).toEqual(['at 0.5']);
    await test.end();
  });
});
