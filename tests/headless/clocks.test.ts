// SPDX-License-Identifier: MIT
// The clocks against the real world and the real plugin.
import type { ActorScript, Clock, TaskScope } from 'transient-loop';
import { HeadlessGame } from 'transient-loop/headless';

const CLOCKS: readonly Clock[] = ['game', 'unpaused', 'real'];

const ms = (seconds: number): number => Math.round(seconds * 1000);

/** A game of one actor, "A", that runs this script; frames are made by hand. */
class ClockGame {
  readonly game: HeadlessGame;
  readonly errors: string[] = [];

  constructor(script: ActorScript, switches: Readonly<Record<string, number>> = {}) {
    this.game = new HeadlessGame({
      logsLoops: false,
      switches,
      scripts: () => ({ default: script }),
      onEvent: ({ severity, message }) => {
        if (severity === 'error') this.errors.push(message);
      },
    });
    const actors = [{ class: 'Actor', label: 'A', script: 'clocks' }];
    this.game.addLevel({ name: 'Clocks', actors, streamedLevels: [] });
    this.game.start('Clocks');
  }

  step(seconds: number, frames = 1): void {
    for (let left = frames; left > 0; left -= 1) this.game.step(seconds);
  }

  /** Frames of a paused world: a pause takes effect at the next tick, and so does its end. */
  pause(isPaused = true): void {
    this.game.world.isPaused = isPaused;
  }

  end(): void {
    const { left } = this.game.end();
    expect(left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
    expect(this.errors).toEqual([]);
  }
}

/** A task for each clock that notes every second of it. */
function secondsOf(seen: string[]): ActorScript {
  return function* (self) {
    for (const clock of CLOCKS) {
      self.spawn(function* (task) {
        for (let second = 1; ; second += 1) {
          yield* task.sleep(1, { clock });
          seen.push(`${clock} ${second}`);
        }
      });
    }
  };
}

describe('clocks in the headless world', () => {
  it('go together while nothing pauses or dilates time', () => {
    const seen: string[] = [];
    const test = new ClockGame(secondsOf(seen));

    test.step(0.1, 10);

    expect(seen).toEqual(['game 1', 'unpaused 1', 'real 1']);
    test.end();
  });

  it.each([0, 1])('go on in pause, but for game time (zeroDeltaInPause: %s)', (zeroDeltaInPause) => {
    const seen: string[] = [];
    const test = new ClockGame(secondsOf(seen), { zeroDeltaInPause });
    test.step(0.1, 5);

    test.pause();
    test.step(0.1, 20);
    expect(seen).toEqual(['unpaused 1', 'real 1', 'unpaused 2', 'real 2']);
    test.pause(false);
    test.step(0.1, 5);

    expect(seen.slice(4)).toEqual(['game 1', 'unpaused 3', 'real 3']);
    test.end();
  });

  it('follow global and custom dilation, but for real time', () => {
    const seen: string[] = [];
    const test = new ClockGame(secondsOf(seen));
    test.step(0.1);
    test.game.world.timeDilation = 4;
    test.game.world.find('A')!.timeDilation = 0.5;

    // Twice the time, from 0.1 s on.
    test.step(0.1, 9);

    expect(seen).toEqual(['game 1', 'unpaused 1', 'real 1']);
    test.game.world.find('A')!.timeDilation = 0;
    test.step(0.1, 10);
    expect(seen.slice(3)).toEqual(['real 2']);
    test.end();
  });

  it('follow dilation in pause as well', () => {
    const seen: string[] = [];
    const test = new ClockGame(secondsOf(seen));
    test.step(0.1);
    test.game.world.timeDilation = 2;
    test.pause();

    test.step(0.1, 9);

    expect(seen).toEqual(['unpaused 1', 'real 1']);
    test.end();
  });

  it('are cut by the hitch clamp, but for real time', () => {
    const seen: string[] = [];
    const test = new ClockGame(secondsOf(seen));

    test.step(3);

    expect(seen).toEqual(['real 1', 'real 2', 'real 3']);
    test.end();
  });

  it('are not crossed for while nothing is due', () => {
    const test = new ClockGame(function* (self) {
      for (const clock of CLOCKS) {
        self.spawn(function* (task) {
          yield* task.sleep(100, { clock });
        });
      }
      yield* self.sleep(100);
    });
    test.step(0.1);
    const before = test.game.countCrossings();

    test.step(0.1, 50);
    test.pause();
    test.step(0.1, 50);

    expect(test.game.countCrossings()).toBe(before);
    test.end();
  });

  it('keep logical time for async tasks, in pause too', async () => {
    const seen: string[] = [];
    const test = new ClockGame(async (self: TaskScope) => {
      for (let step = 0; step < 3; step += 1) {
        await self.sleep(0.1, { clock: 'real' });
        await Promise.resolve();
        seen.push(`${ms(self.nowOf('real'))} ${ms(self.now)}`);
      }
    });
    // From a macrotask, so that promise jobs run inside the frame.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => {
      setImmediate(() => {
        test.step(0.05);
        test.pause();
        test.step(0.3);
        resolve();
      });
    });

    expect(seen).toEqual(['100 50', '200 50', '300 50']);
    test.end();
  });

  it('are read from the beginning, whoever asks first', () => {
    const seen: number[][] = [];
    const test = new ClockGame(function* (self) {
      yield* self.sleep(1);
      seen.push(CLOCKS.map((clock) => ms(self.nowOf(clock))));
    });
    test.step(0.1, 5);
    test.pause();
    test.step(0.1, 7);
    test.pause(false);
    test.step(0.1, 4);
    test.step(2);

    // The last frame is clamped to 0.4 s.
    expect(seen).toEqual([[1000, 2000, 3600]]);
    test.end();
  });

  it('begin again in the next level', () => {
    const seen: number[][] = [];
    const script: ActorScript = function* (self) {
      yield* self.sleep(0.5, { clock: 'real' });
      seen.push(CLOCKS.map((clock) => ms(self.nowOf(clock))));
      yield* self.sleep(100, { clock: 'unpaused' });
    };
    const test = new ClockGame(script);
    test.step(0.1, 8);

    test.game.world.openLevel('Clocks');
    test.step(0.1, 8);

    expect(seen).toEqual([
      [500, 500, 500],
      [500, 500, 500],
    ]);
    test.end();
  });

  it('leave nothing behind at the end of play in pause', () => {
    const test = new ClockGame(secondsOf([]));
    test.step(0.1);
    test.pause();
    test.step(0.1, 3);

    test.end();
  });
});
