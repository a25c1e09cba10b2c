// SPDX-License-Identifier: MIT
import { NOTHING_LEFT, TUTORIAL, killAll, play } from './command-line';
import { LevelFolder } from './level-folder';
import { TcpPeer, closePeers } from './tcp-peer';

const levels = new LevelFolder();
const level = levels.writeRaw('Plain', { name: 'Plain', actors: [{ class: 'Actor', label: 'Gate' }] });

afterEach(async () => {
  await closePeers();
  await killAll();
});
afterAll(() => levels.remove());

describe('--editor', () => {
  it("runs the tutorial's spawn server, which spawns into the world that is edited", async () => {
    const run = 'TransientLoop.Run tutorial/spawn-server {"port":0}';
    const game = play(TUTORIAL, '--editor', '--exec', run);
    const { port, actor } = await game.event({ event: 'listening' });
    const peer = await TcpPeer.connect(Number(port));

    peer.send('Luke\n\n');
    await peer.receive(2);
    expect(peer.lines[0]).toBe('spawned Luke');
    expect(peer.lines[1]).toContain('refused');

    expect(await game.interrupt()).toMatchObject({ code: 0, signal: null, stderr: '' });
    const { events } = game;
    expect(actor).toBe('hub');
    expect(events.filter(({ event }) => event === 'loop.started')).toHaveLength(1);
    expect(events[events.length - 1]!['left']).toEqual(NOTHING_LEFT);
  });
});

describe('--console', () => {
  it('does each line of stdin as a console command, and plays on at the end of the input', async () => {
    const game = play(level, '--console');

    game.child.stdin.write(
      'TransientLoop.Run tutorial/timers\n\nTransientLoop.Nothing\nTransientLoop.List\n',
    );
    await game.event({ event: 'engine.log' });
    game.child.stdin.end();

    const { code, stderr } = await game.interrupt();
    expect(code).toBe(0);
    expect(stderr).toBe('error: Expected a console command, but got "TransientLoop.Nothing"\n');
    expect(game.events.some(({ message }) => message.startsWith('hub › tutorial/timers at'))).toBe(true);
  });

  it('does not keep the process alive after the end', async () => {
    const game = play(level, '--console', '--seconds', '0.1', '--speed', 'max');

    expect(await game.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });
});
