// SPDX-License-Identifier: MIT
// The budget that all loops of a world share, through the real plugin, which tells script of each frame.
import type { ActorScript } from 'transient-loop';
import { HeadlessGame } from 'transient-loop/headless';

const UNBOUNDED = { steps: Infinity, milliseconds: Infinity };

function play(scripts: Readonly<Record<string, ActorScript>>): HeadlessGame {
  const game = new HeadlessGame({
    logsLoops: false,
    scripts: (name) => ({ default: scripts[name] }),
    onEvent: ({ severity, message }) => {
      if (severity === 'error') throw new Error(message);
    },
  });
  const actors = Object.keys(scripts).map((label) => ({ class: 'Actor', label, script: label }));
  game.addLevel({ name: 'Busy', actors, streamedLevels: [] });
  game.start('Busy');
  game.open();
  return game;
}

/** Wakes a hundred times a second and counts. */
function busy(counts: Record<string, number>, name: string): ActorScript {
  return function* (self) {
    for (;;) {
      counts[name] = (counts[name] ?? 0) + 1;
      yield* self.sleep(0.01);
    }
  };
}

describe('the budget of a world, in the headless host', () => {
  it('is none, unless the settings or a script say otherwise', () => {
    const seen: unknown[] = [];
    const game = play({
      *asks(self) {
        seen.push(self.loop.worldBudget);
        yield* self.sleep(Infinity);
      },
    });

    expect(seen).toEqual([UNBOUNDED]);
    game.end();
  });

  it('begins anew with each frame, and is shared out', () => {
    const counts: Record<string, number> = {};
    const game = play({
      first: busy(counts, 'first'),
      second: busy(counts, 'second'),
      *bounds(self) {
        self.loop.worldBudget = { steps: 20, milliseconds: Infinity };
        yield* self.sleep(Infinity);
      },
    });
    game.step(0.01);
    const before = { ...counts };

    const gained = [0.2, 0, 0, 0].map((seconds) => {
      const start = { ...counts };
      game.step(seconds);
      return [counts['first']! - start['first']!, counts['second']! - start['second']!];
    });

    // Forty wake-ups were due: twenty a frame, none of them lost, and none left after three.
    expect(gained[0]![0]! + gained[0]![1]!).toBeLessThanOrEqual(21);
    expect(Math.min(...gained[0]!)).toBeGreaterThanOrEqual(8);
    expect(counts['first']! - before['first']!).toBe(20);
    expect(counts['second']! - before['second']!).toBe(20);
    expect(gained[3]).toEqual([0, 0]);
    expect(game.end().left.tasks).toBe(0);
  });

  it('is taken away again', () => {
    const counts: Record<string, number> = {};
    const game = play({
      first: busy(counts, 'first'),
      *bounds(self) {
        self.loop.worldBudget = { steps: 5, milliseconds: Infinity };
        yield* self.sleep(0.5);
        self.loop.worldBudget = UNBOUNDED;
        yield* self.sleep(Infinity);
      },
    });
    game.step(0.1);
    game.step(0.39);
    game.step(0.02);
    const before = counts['first']!;
    game.step(0.4);

    expect(before).toBeLessThan(20);
    expect(counts['first']).toBeGreaterThan(85);
    game.end();
  });

  it('refuses what is no budget', () => {
    const errors: string[] = [];
    const game = play({
      *wrong(self) {
        try {
          self.loop.worldBudget = { steps: 0, milliseconds: 1 };
        } catch (error) {
          errors.push((error as Error).message);
        }
        yield* self.sleep(Infinity);
      },
    });

    expect(errors).toEqual([expect.stringMatching(/worldBudget\.steps.*a number of 1 or more.*0/)]);
    game.end();
  });
});
