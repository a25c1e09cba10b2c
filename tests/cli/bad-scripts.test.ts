// SPDX-License-Identifier: MIT
import { NOTHING_LEFT, SCRIPTS, killAll, play, type CommandLine, type LogLine } from './command-line';
import { LevelFolder } from './level-folder';

const levels = new LevelFolder();

afterEach(killAll);
afterAll(() => levels.remove());

function playBesideAClock(script: string, ...args: string[]): CommandLine {
  return play(levels.write(script, script, 'clock'), '--scripts', SCRIPTS, '--speed', 'max', ...args);
}

/** Plays half a second of the script and of the clock beside it; returns the errors in the log. */
async function errorsOf(script: string): Promise<LogLine[]> {
  const game = playBesideAClock(script, '--seconds', '0.5');

  const { code, stderr } = await game.ended;

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(game.events.filter(({ actor, event }) => actor === 'clock' && event === 'log')).toHaveLength(5);
  expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', left: NOTHING_LEFT });
  return game.events.filter(({ severity }) => severity === 'error');
}

describe('a script that is no good', () => {
  it.each<[script: string, event: string, message: RegExp]>([
    ['none', 'script.failed', /"none".*none/],
    ['throws-while-loading', 'script.failed', /"throws-while-loading".*it threw: not today$/],
    ['syntax-error', 'script.failed', /"syntax-error".*it threw: /],
    ['no-default-export', 'script.failed', /"no-default-export".*there is no default export$/],
    ['default-is-no-function', 'script.failed', /"default-is-no-function".*it is number 42$/],
    ['imports-unreal', 'script.failed', /"imports-unreal".*Unreal/],
    ['throws-at-once', 'task.failed', /^at once$/],
    ['throws-later', 'task.failed', /^later$/],
    ['throws-nothing-sensible', 'task.failed', /^undefined$/],
  ])('is one error in the log while the rest of the world goes on: %s', async (script, event, message) => {
    const errors = await errorsOf(script);

    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      event,
      actor: script,
      script,
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['stray-rejection', 'nobody caught me'],
    ['stray-exception', 'thrown from a timer of Node'],
  ])('does not take the world with it: %s', async (script, message) => {
    const game = playBesideAClock(script);

    const error = await game.event({ severity: 'error' });
    await game.event({ actor: 'clock', event: 'log' }, game.lines.length);
    const { code, stderr } = await game.interrupt();

    expect(error.message).toContain(message);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(game.events.filter(({ severity }) => severity === 'error')).toHaveLength(1);
    expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', left: NOTHING_LEFT });
  });
});
