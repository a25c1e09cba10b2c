// SPDX-License-Identifier: MIT
// Loops that cross into script together once all actors have ticked, with real scripts in the real world.
import { Signal, type ActorScript, type TaskScope } from 'transient-loop';
import { HeadlessGame } from 'transient-loop/headless';

type Script = (say: (text: string) => void, self: TaskScope) => ReturnType<ActorScript>;

interface Played {
  /** What each script said, in its own order, with the logical time. */
  readonly said: Readonly<Record<string, readonly string[]>>;
  /** What all said, in the order in which they did. */
  readonly order: readonly string[];
  readonly errors: readonly string[];
  /** Calls into the tick function. */
  readonly crossings: number;
}

/** Plays actors named after their scripts, all of which batch or none of which does. */
async function play(
  scripts: Readonly<Record<string, Script>>,
  batch: boolean,
  frames: number,
): Promise<Played> {
  const order: string[] = [];
  const errors: string[] = [];
  const game = new HeadlessGame({
    logsLoops: false,
    scripts: (name) => ({
      default: ((self) =>
        scripts[name]!(
          (text) => void order.push(`${name} ${Math.round(self.now * 1000)}: ${text}`),
          self,
        )) as ActorScript,
    }),
    onEvent: ({ severity, message }) => void (severity === 'error' && errors.push(message)),
  });
  const actors = Object.keys(scripts).map((label) => ({ class: 'Actor', label, script: label, batch }));
  game.addLevel({ name: 'Crowd', actors, streamedLevels: [] });
  game.start('Crowd');
  let before = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    // Frames come from macrotasks: inside a promise job no other runs.
    await new Promise<void>((resolve) => setImmediate(resolve));
    setImmediate(() => {
      game.world.timeDilation = frame % 20 < 10 ? 1 : 0.5;
      game.step([1 / 60, 1 / 30, 0.11][frame % 3]!);
      if (frame === 0) before = game.countCrossings();
    });
  }
  await new Promise<void>((resolve) => setImmediate(resolve));
  const crossings = game.countCrossings() - before;
  const { left } = game.end();
  expect(left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
  const said = Object.fromEntries(
    Object.keys(scripts).map((name) => [name, order.filter((line) => line.startsWith(`${name} `))]),
  );
  return { said, order, errors, crossings };
}

function* patrol(say: (text: string) => void, self: TaskScope): Generator<unknown, void> {
  const steps = [0.3, 0.05, 0.02, 0.9];
  for (let round = 0; ; round += 1) {
    yield* self.sleep(steps[round % steps.length]!);
    say(`step ${round}`);
    if (round % 5 === 0) yield* self.nextTick();
  }
}

async function watch(say: (text: string) => void, self: TaskScope): Promise<void> {
  for (let round = 0; ; round += 1) {
    await self.sleep(0.04);
    say(`round ${round}`);
    await self.all([self.sleep(0.01), self.nextTick()]);
    say('both');
  }
}

function* family(say: (text: string) => void, self: TaskScope): Generator<unknown, void> {
  for (let round = 0; ; round += 1) {
    const child = self.spawn(async (inner) => {
      await inner.sleep(0.03);
      say('child');
    });
    yield* self.join(child);
    yield* self.race([self.sleep(0.2), self.ticks(2)]);
    say(`round ${round}`);
  }
}

describe('loops that batch', () => {
  it('do what loops do that cross on their own, at the same moments', async () => {
    const scripts = { patrol, second: patrol, watch, family, third: watch } as unknown as Record<
      string,
      Script
    >;
    const alone = await play(scripts, false, 200);
    const together = await play(scripts, true, 200);
    for (const lines of Object.values(alone.said)) expect(lines.length).toBeGreaterThan(20);
    expect(together.said).toEqual(alone.said);
    expect(together.errors).toEqual([]);
    expect(together.crossings).toBeLessThan(alone.crossings);
  });

  it('cross once a frame where none has async tasks', async () => {
    const everyTick: Script = function* (say, self) {
      for (;;) {
        yield* self.nextTick();
        say('tick');
      }
    };
    const scripts = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`crowd${i}`, everyTick]));
    const alone = await play(scripts, false, 30);
    const together = await play(scripts, true, 30);
    expect(together.order).toEqual(alone.order);
    expect(alone.crossings).toBe(29 * 40);
    expect(together.crossings).toBe(29);
  });

  it('go on when one of them fails, and end what another destroys before its turn', async () => {
    const { said, errors } = await play(
      {
        killer: function* (say, self) {
          yield* self.sleep(0.5);
          self.world!.find('victim')!.destroy();
          say('killed');
        },
        broken: function* (_say, self) {
          yield* self.sleep(0.5);
          throw new Error('broken');
        },
        victim: function* (say, self) {
          try {
            yield* self.sleep(0.5);
            say('woke');
          } finally {
            say('gone');
          }
        },
        last: function* (say, self) {
          yield* self.sleep(0.5);
          say('woke');
        },
      },
      true,
      60,
    );
    expect(said).toMatchObject({
      killer: [expect.stringContaining('killed')],
      victim: [expect.stringContaining('gone')],
      last: [expect.stringContaining('woke')],
    });
    expect(errors).toEqual([expect.stringContaining('broken')]);
  });

  it('hear each other in the same frame', async () => {
    const bell = new Signal<[string]>();
    const { order } = await play(
      {
        hearer: function* (say, self) {
          const [heard] = yield* bell.next(self);
          say(heard);
        },
        ringer: function* (say, self) {
          yield* self.sleep(0.3);
          bell.emit('ding');
          say('rang');
        },
      },
      true,
      30,
    );
    expect(order.map((line) => line.replace(/ \d+:/, ''))).toEqual(['ringer rang', 'hearer ding']);
  });

  it('are as many as there are, and more later', async () => {
    const child: Script = function* (say, self) {
      for (;;) {
        yield* self.sleep(0.1);
        say('step');
      }
    };
    const { said, errors } = await play(
      {
        child,
        mother: function* (_say, self) {
          for (let number = 0; ; number += 1) {
            yield* self.nextTick();
            for (let i = 0; i < 20; i += 1)
              self.world!.spawn({
                class: 'Actor',
                label: `child ${number} ${i}`,
                script: 'child',
                batch: true,
              });
          }
        },
      },
      true,
      40,
    );
    expect(errors).toEqual([]);
    expect(said['child']!.length).toBeGreaterThan(1000);
  });
});
