// SPDX-License-Identifier: MIT
// The sound of an actor, as scripts make it, down to the plugin's component in the headless world.
import type { Actor } from 'transient-loop';
import type { Sound } from 'transient-loop/host';
import { createTestLoop } from 'transient-loop/testing';
import { createTestWorld, type TestWorld } from 'transient-loop/testing/world';

const MONO = { sampleRate: 10_000, channels: 1 };

/** What both hosts' sounds do, and the test kit's. */
interface Stage {
  readonly actor: Actor;
  advance(seconds: number): Promise<void>;
  destroy(): Promise<void>;
}

async function inWorld(): Promise<Stage> {
  const world: TestWorld = await createTestWorld({ actors: [{ label: 'Radio' }] });
  const actor = world.actor('Radio');
  return {
    actor,
    advance: world.advance,
    destroy: () => world.asEngine(() => actor.destroy()),
  };
}

async function inTestLoop(): Promise<Stage> {
  const test = createTestLoop();
  return { actor: test.actor, advance: test.advance, destroy: async () => test.actor.destroy() };
}

describe.each([
  ['headless world', inWorld],
  ['test loop', inTestLoop],
])('the sound of an actor in a %s', (_name, begin) => {
  let stage: Stage;
  let sound: Sound;

  beforeEach(async () => {
    stage = await begin();
    sound = stage.actor.sound(MONO);
  });

  it('plays what is queued', async () => {
    expect(sound.queue(new Int16Array(5000))).toBe(true);
    expect(sound.queue(new Int16Array(5000).subarray(0, 2500))).toBe(true);
    expect(sound.queuedSeconds).toBeCloseTo(0.75, 6);

    await stage.advance(0.5);

    expect(sound.queuedSeconds).toBeCloseTo(0.25, 3);
    expect(stage.actor.sound(MONO).queuedSeconds).toBeCloseTo(0.25, 3);
  });

  it('counts samples that come too late', async () => {
    sound.queue(new Int16Array(1000));
    await stage.advance(0.5);
    sound.queue(new Int16Array(1000));
    sound.queue(new Int16Array(1000));

    expect(sound.underruns).toBe(1);
    expect(sound.queuedSeconds).toBeCloseTo(0.2, 6);
  });

  it('refuses more than 30 s', () => {
    expect(sound.queue(new Int16Array(290_000))).toBe(true);
    expect(sound.queue(new Int16Array(20_000))).toBe(false);
    expect(sound.queuedSeconds).toBeCloseTo(29, 6);
  });

  it('stops', () => {
    sound.queue(new Int16Array(5000));

    sound.stop();

    expect(sound.queuedSeconds).toBe(0);
    expect(sound.underruns).toBe(0);
  });

  it('takes nothing any more once the actor is gone', async () => {
    sound.queue(new Int16Array(5000));

    await stage.destroy();

    expect(sound.queue(new Int16Array(10))).toBe(false);
    expect({ queued: sound.queuedSeconds, underruns: sound.underruns }).toEqual({ queued: 0, underruns: 0 });
    expect(() => sound.stop()).not.toThrow();
    expect(stage.actor.sound(MONO).queue(new Int16Array(10))).toBe(false);
  });

  it('says what it expected', () => {
    expect(() => stage.actor.sound({ sampleRate: 100, channels: 1 })).toThrow(
      'actor.sound: expected a sampleRate from 8000 to 192000, but got number 100',
    );
    expect(() => stage.actor.sound({ sampleRate: 8000, channels: 9 })).toThrow('expected 1 to 8 channels');
    expect(() => sound.queue([1, 2] as never)).toThrow('sound.queue: expected an Int16Array');
    expect(() => stage.actor.sound({ sampleRate: 8000, channels: 2 }).queue(new Int16Array(3))).toThrow(
      'sound.queue: expected whole moments of 2 channels, but got number 3',
    );
  });
});
