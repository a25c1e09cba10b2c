// SPDX-License-Identifier: MIT
// What scripts see of the ends of docs/lifecycle.md: their `finally` blocks run, with the right reason, while their actor is there.
import type { ActorScript, TaskScope, Wait } from 'transient-loop';
import { HeadlessGame, type GameOptions, type WorldEvent } from 'transient-loop/headless';
import { promiseJobs } from '../core/support/test-loop';

type Start = Omit<GameOptions, 'onEvent' | 'scripts'>;

/** A map "Main" with Guard and Scout, a level "Cellar" in it with Rat, and a map "Other"; each actor with a script that tells. */
class Stage {
  readonly story: string[] = [];
  readonly events: WorldEvent[] = [];
  readonly game: HeadlessGame;

  constructor(options: Start = {}, more: Readonly<Record<string, ActorScript>> = {}) {
    const stories: Record<string, ActorScript> = { teller: this.teller(), ...more };
    this.game = new HeadlessGame({
      ...options,
      scripts: (module) => ({ default: stories[module] }),
      onEvent: (event) => this.events.push(event),
    });
    const actor = (label: string): { class: string; label: string; script: string } => ({
      class: 'Character',
      label,
      script: more[label] === undefined ? 'teller' : label,
    });
    this.game.addLevel({ name: 'Cellar', actors: [actor('Rat')], streamedLevels: [] });
    this.game.addLevel({
      name: 'Main',
      actors: [actor('Guard'), actor('Scout')],
      streamedLevels: [{ level: 'Cellar', visible: true }],
    });
    this.game.addLevel({ name: 'Other', actors: [actor('Stranger')], streamedLevels: [] });
    this.game.start('Main');
    this.game.step(0.1);
  }

  private teller(): ActorScript {
    const { story } = this;
    return function* tell(self: TaskScope): Generator<Wait<unknown>, void> {
      const { label } = self.actor!;
      const say = (what: string): void => void story.push(`${label} ${what}`);
      say('begins');
      self.spawn(function* child(task) {
        try {
          yield* task.sleep(1000);
        } finally {
          say(`leaves its child: ${task.task.cancelReason}, ${task.actor!.isValid ? 'valid' : 'gone'}`);
        }
      });
      try {
        for (;;) yield* self.nextTick();
      } finally {
        say(`leaves: ${self.task.cancelReason}`);
      }
    };
  }

  take(): string[] {
    return this.story.splice(0).sort();
  }

  get errors(): string[] {
    return this.events.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
  }

  async step(frames = 1): Promise<void> {
    for (let left = frames; left > 0; left -= 1) {
      await promiseJobs();
      setImmediate(() => this.game.step(0.1));
      await promiseJobs();
    }
  }
}

/** What the script of each of these actors says at an end. */
function left(reason: string, ...labels: string[]): string[] {
  return labels
    .flatMap((label) => [`${label} leaves its child: ${reason}, valid`, `${label} leaves: ${reason}`])
    .sort();
}

/** The positions of the switches that decide who ends first, and what comes back. */
const SWITCHES: readonly Readonly<Record<string, number>>[] = [
  {},
  { gameInstanceEndsFirst: 1, seamlessCleanupComesFirst: 1, spreadEndPlayOverFrames: 1, actorOrder: 1 },
  { streamInMakesNewObjects: 1, garbageCollectAfterFrames: -1, componentsTickBeforeActor: 1 },
];

describe.each(SWITCHES)('the ends of play, as scripts see them (%j)', (switches) => {
  let stage: Stage;

  function start(options: Start = {}, more: Readonly<Record<string, ActorScript>> = {}): Stage {
    stage = new Stage({ switches, ...options }, more);
    const tellers = ['Guard', 'Rat', 'Scout'].filter((label) => more[label] === undefined);
    expect(stage.take()).toEqual(tellers.map((label) => `${label} begins`));
    return stage;
  }

  afterEach(() => {
    expect(stage.game.end().left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
    expect(stage.errors).toEqual([]);
  });

  it('destroyed by another actor', async () => {
    const { game } = start();
    game.call(() => game.world.find('Guard')!.destroy());

    expect(stage.take()).toEqual(left('destroyed', 'Guard'));
    await stage.step(3);
    expect(stage.take()).toEqual([]);
  });

  it('destroyed by its own script, which does nothing after it', async () => {
    const said: string[] = [];
    start(
      {},
      {
        *Guard(self) {
          try {
            yield* self.sleep(0.15);
            self.actor!.destroy();
            said.push('the rest of the step');
            yield* self.nextTick();
            said.push('never');
          } finally {
            said.push(`left: ${self.task.cancelReason}`);
          }
        },
      },
    );
    await stage.step(4);
    expect(said).toEqual(['the rest of the step', 'left: destroyed']);
  });

  it('its level streams out and in', async () => {
    const { game } = start();
    for (let round = 0; round < 3; round += 1) {
      game.world.setLevelVisible('Cellar', false);
      await stage.step(4);
      expect(stage.take()).toEqual(left('removed-from-world', 'Rat'));
      game.world.setLevelVisible('Cellar', true);
      await stage.step(4);
      expect(stage.take()).toEqual(['Rat begins']);
    }
  });

  it('the map changes', async () => {
    const { game } = start();
    game.world.openLevel('Other');
    expect(stage.take()).toEqual([]);
    await stage.step();
    expect(stage.take()).toEqual(
      [...left('level-transition', 'Guard', 'Scout', 'Rat'), 'Stranger begins'].sort(),
    );
  });

  it('seamless travel, for those that are not kept; the loops of the others go on', async () => {
    const times: number[] = [];
    const { game } = start(
      {},
      {
        *Guard(self) {
          for (;;) {
            times.push(self.now);
            yield* self.sleep(0.1);
          }
        },
      },
    );
    game.travelSeamlessly('Other', [game.world.find('Guard')!]);
    await stage.step(2);

    expect(stage.take()).toEqual([...left('level-transition', 'Scout', 'Rat'), 'Stranger begins'].sort());
    await stage.step(3);
    // At its begin, and in each of the six frames of the three worlds.
    expect(times).toHaveLength(7);
    expect(times[6]).toBeCloseTo(0.6);
    expect(game.world.find('Guard')?.isValid).toBe(true);
  });

  it('play in the editor stops, and a second session begins as the first', async () => {
    for (let session = 0; session < 2; session += 1) {
      const { game } = start({ playInEditor: true });
      await stage.step(2);
      game.end();
      expect(stage.take()).toEqual(left('end-play-in-editor', 'Guard', 'Scout', 'Rat'));
      expect(stage.errors).toEqual([]);
    }
    start();
  });

  it('the game quits', async () => {
    const { game } = start();
    await stage.step();
    game.end();
    expect(stage.take()).toEqual(left('quit', 'Guard', 'Scout', 'Rat'));
    start();
  });

  it('the script environment starts afresh, and so do all loops', async () => {
    const { game } = start();
    expect(game.restartEnvironment()).toBe(true);

    const labels = ['Guard', 'Rat', 'Scout'];
    const begun = labels.map((label) => `${label} begins`);
    expect(stage.take()).toEqual([...left('environment-lost', ...labels), ...begun].sort());
    expect(game.environments).toHaveLength(2);
    expect(game.environments[0]!.leftOver()).toEqual({ tasks: 0, timers: 0, subscriptions: 0 });
    await stage.step(2);
    expect(stage.take()).toEqual([]);
  });

  it('a script that spawns while it ends: with its level only what outlives the level begins', async () => {
    const { game } = start(
      {},
      {
        *Rat(self) {
          try {
            yield* self.sleep(1000);
          } finally {
            if (self.task.cancelReason === 'removed-from-world')
              self.world!.spawn({ class: 'Actor', label: 'Ghost', script: 'teller' });
          }
        },
      },
    );
    game.world.setLevelVisible('Cellar', false);
    await stage.step(4);
    expect(stage.take()).toEqual(['Ghost begins']);
  });
});
