// SPDX-License-Identifier: MIT
// What a Blueprint hears of real scripts, by the delegates of the component and the pins of the async nodes.
import type { ActorScript, TaskScope, Wait } from 'transient-loop';
import { HeadlessGame, type HeadlessNode, type WorldEvent } from 'transient-loop/headless';
import { promiseJobs } from '../core/support/test-loop';

const COMPONENT = 'TransientLoopComponent';

function* idle(self: TaskScope): Generator<Wait<unknown>, void> {
  yield* self.sleep(1000);
}

/** A game of one actor, "A", and all that is heard of its loop. */
class HeardGame {
  readonly game: HeadlessGame;
  readonly heard: string[] = [];
  readonly events: WorldEvent[] = [];

  constructor(exports: Readonly<Record<string, ActorScript>>, switches: Record<string, number> = {}) {
    this.game = new HeadlessGame({ switches, scripts: () => exports, onEvent: (e) => this.events.push(e) });
    const actors = [{ class: 'Actor', label: 'A', script: 'a', autoStart: false }];
    this.game.addLevel({ name: 'Main', actors, streamedLevels: [] });
    this.game.start('Main');
    this.game.step(0);
    for (const name of ['OnLoopStarted', 'OnLoopEnded', 'OnScriptEvent'])
      this.hear(name, this.actor.delegate(name, COMPONENT));
    for (const name of ['OnTaskFinished', 'OnTaskFailed', 'OnTaskCancelled'])
      this.hear(name, this.actor.delegate(name, COMPONENT));
    this.call(() => this.actor.loop!.start());
  }

  get actor() {
    return this.game.world.find('A')!;
  }

  get errors(): string[] {
    return this.events.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
  }

  call<T>(action: () => T): T {
    return this.game.call(action);
  }

  run(name: string): HeadlessNode {
    return this.activate(this.call(() => this.game.world.runTypeScriptTask(this.actor, name)));
  }

  wait(name: string): HeadlessNode {
    return this.activate(this.call(() => this.game.world.waitForScriptEvent(this.actor, name)));
  }

  async tick(seconds = 0.1, count = 1): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      setImmediate(() => this.game.step(seconds));
      await promiseJobs();
    }
  }

  take(): string[] {
    return this.heard.splice(0);
  }

  end(): void {
    expect(this.game.end().left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
  }

  private activate(node: HeadlessNode): HeadlessNode {
    for (const pin of ['Completed', 'Failed', 'Cancelled'] as const) this.hear(pin, node[pin]);
    this.call(() => node.Activate());
    return node;
  }

  private hear(name: string, delegate: { Add(handler: (...values: unknown[]) => void): void }): void {
    delegate.Add((...values) => this.heard.push([name, ...values].join(' ')));
  }
}

describe('the assignable events of the component', () => {
  it('tell of loops, tasks and events in order', async () => {
    const test = new HeardGame({
      *default(self) {
        self.post('ready', { at: [1, 2] });
        yield* self.sleep(0.1);
        return 'all quiet';
      },
      forever: idle,
      *broken(self) {
        yield* self.nextTick();
        throw new Error('too hot');
      },
    });
    expect(test.take()).toEqual(['OnLoopStarted', 'OnScriptEvent ready {"at":[1,2]}']);

    const { loop } = test.actor;
    test.call(() => [loop!.startTask('forever'), loop!.startTask('broken')]);
    await test.tick(0.1, 2);
    expect(test.take()).toEqual(['OnTaskFailed 3 broken too hot', 'OnTaskFinished 1 main "all quiet"']);
    expect(test.errors).toHaveLength(1);
    test.call(() => loop!.restart());
    test.call(() => test.actor.destroy());

    expect(test.take()).toEqual([
      'OnTaskCancelled 2 forever restarted',
      'OnLoopEnded 6',
      'OnLoopStarted',
      'OnScriptEvent ready {"at":[1,2]}',
      'OnTaskCancelled 4 main destroyed',
      'OnLoopEnded 0',
    ]);
    test.end();
  });
});

describe('the node "Run TypeScript Task"', () => {
  const scripts: Readonly<Record<string, ActorScript>> = {
    default: idle,
    *add(self) {
      yield* self.sleep(0.1);
      return { sum: 3 };
    },
    add2: async (self) => {
      await self.sleep(0.1);
      return 3;
    },
    *broken(self) {
      yield* self.nextTick();
      throw new Error('too hot');
    },
    *atOnce() {
      throw new Error('at once');
    },
    *now() {
      return;
    },
    forever: idle,
  };

  it.each([
    ['add', 'Completed {"sum":3}'],
    ['add2', 'Completed 3'],
    ['now', 'Completed '],
    ['broken', 'Failed too hot'],
    ['atOnce', 'Failed at once'],
  ])('fires one pin for the end of %s, and nothing is reported', async (name, line) => {
    const test = new HeardGame(scripts);
    test.take();

    test.run(name);
    await test.tick(0.1, 3);
    test.call(() => test.actor.destroy());
    await test.tick(0.1, 2);

    const pins = test.take().filter((heard) => /^(Completed|Failed|Cancelled)/.test(heard));
    expect(pins).toEqual([line]);
    expect(test.errors).toEqual([]);
    test.end();
  });

  it('says Failed for a task that is none', async () => {
    const test = new HeardGame(scripts);
    test.take();

    test.run('nothing');

    expect(test.take()).toEqual([expect.stringMatching(/^Failed .*exports a task "nothing"/)]);
    test.end();
  });

  it.each<[string, string, (test: HeardGame, node: HeadlessNode) => void]>([
    ['it is cancelled itself', 'cancelled', (_, node) => node.Cancel()],
    ['its task is cancelled', 'cancelled', ({ actor }) => actor.loop!.cancelAllTasks()],
    ['the loop is stopped', 'stopped', ({ actor }) => actor.loop!.stop()],
    ['the loop is restarted', 'restarted', ({ actor }) => actor.loop!.restart()],
    ['the actor is destroyed', 'destroyed', ({ actor }) => actor.destroy()],
  ])('says Cancelled, and why, where %s', async (_, reason, end) => {
    const test = new HeardGame(scripts);
    test.take();
    const node = test.run('forever');

    test.call(() => end(test, node));
    const heard = test.take();
    await test.tick(0.1, 3);

    expect(heard.filter((line) => line.startsWith('Cancelled'))).toEqual([`Cancelled ${reason}`]);
    expect(heard).toContain(`OnTaskCancelled 2 forever ${reason}`);
    expect(test.take().filter((line) => /^(Completed|Failed|Cancelled)/.test(line))).toEqual([]);
    expect(test.errors).toEqual([]);
    test.end();
  });

  it('fires inside EndPlay at the latest', async () => {
    const test = new HeardGame(scripts);
    test.take();
    test.run('forever');
    test.wait('door');

    test.end();

    expect(test.take()).toEqual([
      'Cancelled quit',
      'OnTaskCancelled 2 forever quit',
      'OnTaskCancelled 1 main quit',
      'Cancelled quit',
      'OnLoopEnded 4',
    ]);
  });
});

describe('the node "Wait For Script Event"', () => {
  const posts: ActorScript = function* (self) {
    yield* self.nextTick();
    for (const [place, name] of ['noise', 'door', 'door'].entries()) self.post(name, place);
    yield* self.sleep(1000);
  };

  it('fires once, for the next event of its name', async () => {
    const test = new HeardGame({ default: posts });
    test.wait('door');
    test.wait('');
    test.take();

    await test.tick(0.1, 2);

    expect(test.take()).toEqual([
      'Completed 0',
      'OnScriptEvent noise 0',
      'Completed 1',
      'OnScriptEvent door 1',
      'OnScriptEvent door 2',
    ]);
    test.end();
  });

  it('says Cancelled with the reason, and fires nothing after', async () => {
    const test = new HeardGame({ default: posts });
    test.wait('window');
    test.take();

    test.call(() => test.actor.destroy());
    await test.tick(0.1, 3);

    expect(test.take()).toEqual(['OnTaskCancelled 1 main destroyed', 'Cancelled destroyed', 'OnLoopEnded 0']);
    test.end();
  });

  it('says Failed where no loop runs', async () => {
    const test = new HeardGame({ default: posts });
    test.call(() => test.actor.loop!.stop());
    test.take();

    test.wait('door');

    expect(test.take()).toEqual([expect.stringMatching(/^Failed .*expected a loop that runs/)]);
    test.end();
  });
});

describe('a Blueprint that does something in an event', () => {
  it('restarts the loop for each failure of its main task', async () => {
    let lives = 0;
    const test = new HeardGame({
      *default(self) {
        lives += 1;
        yield* self.nextTick();
        if (lives < 3) throw new Error('too hot');
        yield* self.sleep(1000);
      },
    });
    test.actor.delegate('OnTaskFailed', COMPONENT).Add(() => test.actor.loop!.restart());
    test.take();

    await test.tick(0.1, 8);

    expect(lives).toBe(3);
    expect(test.take().filter((line) => line.startsWith('OnLoop'))).toEqual([
      'OnLoopEnded 6',
      'OnLoopStarted',
      'OnLoopEnded 6',
      'OnLoopStarted',
    ]);
    test.end();
  });

  it.each<[string, (test: HeardGame) => void]>([
    ['stops the loop', ({ actor }) => actor.loop!.stop()],
    ['destroys the actor', ({ actor }) => actor.destroy()],
    ['restarts the loop', ({ actor }) => actor.loop!.restart()],
  ])('%s in the middle of a step of the script', async (_, act) => {
    const said: string[] = [];
    const test = new HeardGame({
      *default(self) {
        try {
          yield* self.nextTick();
          self.post('now');
          said.push('goes on to the next wait');
          yield* self.sleep(1000);
          said.push('never');
        } finally {
          said.push('left');
        }
      },
    });
    let acted = false;
    test.actor.delegate('OnScriptEvent', COMPONENT).Add(() => {
      if (!acted) act(test);
      acted = true;
    });

    await test.tick(0.1, 2);

    expect(said).toEqual(['goes on to the next wait', 'left']);
    expect(test.errors).toEqual([]);
    test.end();
  });
});
