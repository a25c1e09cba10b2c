// SPDX-License-Identifier: MIT
import { CommandLine, NOTHING_LEFT, SCRIPTS, TUTORIAL, killAll, play } from './command-line';
import { LevelFolder } from './level-folder';

const levels = new LevelFolder();
const clock = levels.write('Clock', 'clock');

afterEach(killAll);
afterAll(() => levels.remove());

function outcome(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new CommandLine(args).ended;
}

describe('the command line', () => {
  it('tells its version', async () => {
    expect(await outcome('--version')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
  });

  it('helps', async () => {
    expect(await outcome('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('run [options] <level.json>'),
    });

    const { code, stdout } = await outcome('run', '--help');

    expect(code).toBe(0);
    for (const option of ['--seconds', '--fps', '--speed', '--log', '--port', '--set', '--scripts']) {
      expect(stdout).toContain(option);
    }
  });

  it.each<[problem: string, args: string[], message: RegExp]>([
    ['no command', [], /^Usage: transient-loop/],
    ['an unknown command', ['rnu', TUTORIAL], /unknown command 'rnu'/],
    ['no level', ['run'], /missing required argument 'level.json'/],
    ['an unknown option', ['run', TUTORIAL, '--nope'], /unknown option '--nope'/],
    ['two levels', ['run', TUTORIAL, TUTORIAL], /too many arguments/],
    [
      'no number of seconds',
      ['run', TUTORIAL, '--seconds', 'five'],
      /'five' is invalid. Expected a number of seconds/,
    ],
    [
      'no seconds',
      ['run', TUTORIAL, '--seconds', '0'],
      /'0' is invalid. Expected a number of seconds above 0/,
    ],
    [
      'too many frames',
      ['run', TUTORIAL, '--fps', '1e6'],
      /'1e6' is invalid. Expected a number from 3 to 1000/,
    ],
    ['an unknown speed', ['run', TUTORIAL, '--speed', 'warp'], /Allowed choices are real, max/],
    ['an unknown form of log', ['run', TUTORIAL, '--log', 'xml'], /Allowed choices are pretty, json/],
    ['a port without an actor', ['run', TUTORIAL, '--port', '9000'], /Expected actor=number/],
    [
      'a port beyond all ports',
      ['run', TUTORIAL, '--port', 'spawn-server=65536'],
      /Expected a port from 0 to 65535/,
    ],
    [
      'a port of nobody',
      ['run', TUTORIAL, '--port', 'nobody=1'],
      /--port nobody=1: expected an actor with a script \(timers, /,
    ],
    [
      'an argument without a value',
      ['run', TUTORIAL, '--set', 'timers.short'],
      /Expected actor.argument=value/,
    ],
    [
      'no folder of scripts',
      ['run', TUTORIAL, '--scripts', '/none'],
      /--scripts: expected a folder, but got "\/none"/,
    ],
    [
      'a level that is not there',
      ['run', 'None.json'],
      /None\.json: expected a readable level file, but got no such file/,
    ],
    [
      'an unknown class',
      ['run', levels.writeRaw('Class', { name: 'Class', actors: [{ class: 'Wookiee', label: 'C' }] })],
      /Class\.json: .*Wookiee/,
    ],
    [
      'a malformed level',
      ['run', levels.writeRaw('Bad', { name: 'Bad', actors: [{ class: 'Pawn' }] })],
      /Bad\.json: actors\[0\]\.label: expected a label/,
    ],
  ])('refuses %s with exit code 2', async (_problem, args, message) => {
    const { code, stderr } = await outcome(...args);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('run', () => {
  it('ends by itself after --seconds of game time', async () => {
    const game = play(clock, '--scripts', SCRIPTS, '--seconds', '1.05', '--speed', 'max');

    expect(await game.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(game.events.filter(({ event }) => event === 'log')).toHaveLength(10);
    expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', left: NOTHING_LEFT });
  });

  it('plays an hour within seconds at --speed max', async () => {
    const game = play(clock, '--scripts', SCRIPTS, '--seconds', '3600', '--speed', 'max', '--fps', '10');

    const { code } = await game.ended;

    expect(code).toBe(0);
    expect(game.events.filter(({ event }) => event === 'log').length).toBeGreaterThan(35_990);
  });

  it('makes frames as --fps says', async () => {
    const game = play(clock, '--scripts', SCRIPTS, '--seconds', '2', '--speed', 'max', '--fps', '30');

    await game.ended;

    const { frame, time } = game.events.at(-1)!;
    expect(frame).toBeGreaterThanOrEqual(60);
    expect(frame).toBeLessThanOrEqual(61);
    expect(time).toBeCloseTo(frame / 30, 3);
  });

  it('plays in real time unless told otherwise', async () => {
    const game = play(clock, '--scripts', SCRIPTS, '--seconds', '0.5');

    await game.ended;

    // Measured frames are never as long as they ought to be, all of them, to the microsecond.
    expect(game.events.some(({ frame, time }) => Math.abs(time - frame / 60) > 2e-6)).toBe(true);
  });

  it('ends when a script quits', async () => {
    const game = play(levels.write('Quits', 'quits', 'clock'), '--scripts', SCRIPTS, '--speed', 'max');

    expect(await game.ended).toMatchObject({ code: 0 });
    expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', reason: 'quit', left: NOTHING_LEFT });
  });

  it('gives a script the arguments of --set and --port', async () => {
    const level = levels.write('Echo', { script: 'echoes', arguments: { text: 'from the level' } });

    const plain = play(level, '--scripts', SCRIPTS, '--seconds', '0.1', '--speed', 'max');
    const changed = play(
      level,
      '--scripts',
      SCRIPTS,
      '--seconds',
      '0.1',
      '--speed',
      'max',
      '--set',
      'echoes.text=from here',
    );

    expect(await plain.event({ event: 'log' })).toHaveProperty('message', 'from the level');
    expect(await changed.event({ event: 'log' })).toHaveProperty('message', 'from here');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with reason quit at %s, and leaves nothing',
    async (signal) => {
      const game = play(clock, '--scripts', SCRIPTS);
      await game.event({ event: 'log' });

      expect(await game.interrupt(signal)).toMatchObject({ code: 0, signal: null, stderr: '' });
      expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', reason: 'quit', left: NOTHING_LEFT });
    },
  );

  it('takes an interrupt that comes twice for one', async () => {
    const game = play(clock, '--scripts', SCRIPTS);
    await game.event({ event: 'log' });

    game.child.kill('SIGINT');

    expect(await game.interrupt('SIGINT')).toMatchObject({ code: 0, signal: null });
  });

  it('ends play, and not with a crash, when nobody reads its log any more', async () => {
    const game = play(clock, '--scripts', SCRIPTS);
    await game.event({ event: 'log' });

    game.child.stdout.destroy();

    expect(await game.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  it('says what keeps the process alive after the end, and does not kill it', async () => {
    const game = play(levels.write('Timer', 'leaves-a-timer'), '--scripts', SCRIPTS, '--seconds', '0.1');
    let stderr = '';
    const told = new Promise<void>((resolve) =>
      game.child.stderr.on('data', (text: string) => {
        stderr += text;
        if (stderr.includes('\n')) resolve();
      }),
    );

    await told;

    expect(stderr).toMatch(/^still alive: .*Timeout.*Ctrl-C ends it\n$/);
    expect(await game.interrupt()).toMatchObject({ code: null, signal: 'SIGINT' });
  });
});

describe('the pretty log', () => {
  it('is what a person gets: a first line at once, columns, and a summary', async () => {
    const game = new CommandLine(['run', clock, '--scripts', SCRIPTS, '--speed', 'max']);

    expect(await game.line(/TransientLoop/)).toMatch(
      /^TransientLoop \d.* · .*Clock\.json · Ctrl-C ends play$/,
    );
    expect(await game.line(/tick 1/)).toMatch(/^ +0\.100 {2}Clock +clock +clock +tick 1$/);

    const { code, stdout } = await game.interrupt();
    expect(code).toBe(0);
    expect(stdout).toMatch(/╭─ play ended: quit ─+╮\n│ time /);
    expect(stdout).toContain('0 tasks, 0 timers, 0 subscriptions, 0 sockets');
    expect(stdout).not.toContain('\x1b');
  });

  it('has colours where they are wanted', async () => {
    const game = new CommandLine(['run', clock, '--scripts', SCRIPTS], { FORCE_COLOR: '1' });

    expect(await game.line(/tick 1/)).toContain('\x1b[36mclock');
  });

  it('has none under NO_COLOR', async () => {
    const game = new CommandLine(['run', clock, '--scripts', SCRIPTS], { NO_COLOR: '1' });

    expect(await game.line(/tick 1/)).not.toContain('\x1b');
  });

  it('makes what a script passes on harmless', async () => {
    const level = levels.write('Evil', { script: 'echoes', arguments: { text: '\x1b[2J\x1b]0;owned\x07' } });
    const game = new CommandLine(['run', level, '--scripts', SCRIPTS, '--seconds', '0.1', '--speed', 'max']);

    expect((await game.ended).stdout).toContain('\\x1b[2J\\x1b]0;owned\\x07');
  });
});
