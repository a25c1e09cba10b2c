// SPDX-License-Identifier: MIT
import { NOTHING_LEFT, SCRIPTS, killAll, play } from './command-line';
import { LevelFolder } from './level-folder';

const levels = new LevelFolder();

afterEach(killAll);
afterAll(() => levels.remove());

describe('self.offload at the command line', () => {
  it('counts primes while the timers go on, and the process ends by itself', async () => {
    const level = levels.write('Primes', { script: 'tutorial/offload', arguments: { below: 2_000_000 } });
    const game = play(level);

    await game.event({ actor: 'tutorial/offload', message: 'there are 148933 primes below 2000000' });
    const { code, stderr } = await game.interrupt();

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', left: NOTHING_LEFT });
  });

  it('ends the process though a thread was busy', async () => {
    const level = levels.write('Spinning', 'spins-in-a-thread');
    const game = play(level, '--scripts', SCRIPTS, '--seconds', '0.5');

    const { code, stderr } = await game.ended;

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', left: NOTHING_LEFT });
  });
});
