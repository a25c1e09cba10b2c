// SPDX-License-Identifier: MIT
import { CommandLine, NOTHING_LEFT, SCRIPTS, killAll, play } from './command-line';
import { LevelFolder } from './level-folder';
import { SAME_INTERRUPT_MS } from '../../TypeScript/cli/interrupts';

const levels = new LevelFolder();
const lingers = levels.write('Lingers', 'lingers');
const lingersTooLong = levels.write('TooLong', {
  script: 'lingers',
  arguments: { seconds: 1000, grace: 0.3 },
});
const lingersLong = levels.write('Long', { script: 'lingers', arguments: { seconds: 1000, grace: 1000 } });

afterEach(killAll);
afterAll(() => levels.remove());

describe('an interrupt, with a cleanup that lingers', () => {
  it('lets it finish, and leaves nothing', async () => {
    const game = play(lingers, '--scripts', SCRIPTS);
    await game.event({ message: 'ready' });

    expect(await game.interrupt()).toMatchObject({ code: 0, signal: null, stderr: '' });

    const { events } = game;
    const from = events.findIndex(({ event }) => event === 'hub.took');
    expect(events.slice(from).map(({ event, actor }) => [event, actor])).toEqual([
      ['hub.took', 'lingers'],
      ['loop.ended', 'lingers'],
      ['log', 'hub'],
      ['hub.ended', 'lingers'],
      ['world.ended', undefined],
    ]);
    expect(events[events.length - 1]!['left']).toEqual(NOTHING_LEFT);
  });

  it('cuts one that does not end, names it, and leaves nothing', async () => {
    const game = play(lingersTooLong, '--scripts', SCRIPTS);
    await game.event({ message: 'ready' });

    expect(await game.interrupt()).toMatchObject({ code: 0, signal: null });

    const { events } = game;
    expect(events.find(({ event }) => event === 'hub.ended')).toMatchObject({
      severity: 'error',
      actor: 'lingers',
      name: 'farewell',
      outcome: 'cut',
    });
    expect(events[events.length - 1]!['left']).toEqual(NOTHING_LEFT);
  });

  it('kills at the second one', async () => {
    const game = play(lingersLong, '--scripts', SCRIPTS);
    await game.event({ message: 'ready' });
    game.child.kill('SIGINT');
    await game.event({ event: 'hub.took' });
    await new Promise((resolve) => setTimeout(resolve, SAME_INTERRUPT_MS + 100));

    expect(await game.interrupt()).toMatchObject({ code: null, signal: 'SIGINT' });
  });

  it('shows in the pretty log who left it behind', async () => {
    const game = new CommandLine(['run', lingers, '--scripts', SCRIPTS, '--seconds', '0.1']);

    const { code, stdout } = await game.ended;

    expect(code).toBe(0);
    expect(stdout).toMatch(/lingers.*the hub took over "farewell"/);
    expect(stdout).toMatch(/hub.*farewell/);
    expect(stdout).toMatch(/lingers.*"farewell" is done/);
  });
});
