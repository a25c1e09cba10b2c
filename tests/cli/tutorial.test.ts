// SPDX-License-Identifier: MIT
import {
  IN_A_HURRY,
  NOTHING_LEFT,
  killAll,
  playTutorial,
  type CommandLine,
  type LogLine,
} from './command-line';
import { TcpPeer, closePeers } from './tcp-peer';

afterEach(async () => {
  await closePeers();
  await killAll();
});

function messagesOf(game: CommandLine, actor: string, task?: string): string[] {
  const isWanted = (line: LogLine): boolean =>
    line.event === 'log' && line.actor === actor && (task === undefined || line.task === task);
  return game.events.filter(isWanted).map(({ message }) => message);
}

describe('the tutorial, 20 seconds of it at full speed', () => {
  let game: CommandLine;

  beforeAll(async () => {
    game = playTutorial('--seconds', '20.5', '--speed', 'max');
    expect(await game.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('reports no error', () => {
    expect(game.events.filter(({ severity }) => severity !== 'log')).toEqual([]);
  });

  it('leaves nothing behind', () => {
    expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', reason: 'quit', left: NOTHING_LEFT });
  });

  it('has two timers on one loop', () => {
    const seconds = (step: number, count: number): string[] =>
      Array.from({ length: count }, (_, index) => `${(index + 1) * step} seconds elapsed`);

    expect(messagesOf(game, 'timers', 'every 1 s')).toEqual(seconds(1, 20));
    expect(messagesOf(game, 'timers', 'every 3 s')).toEqual(seconds(3, 6));
  });

  it('has tasks that end well, fail, and are cancelled, each told to a done callback', () => {
    expect(messagesOf(game, 'failing')).toEqual([
      'landing succeeded: on both feet',
      'hyperdrive failed: Error: it is not my fault',
      'search cancelled: these are not the droids',
    ]);
    const failures = game.events.filter(({ actor, event }) => actor === 'failing' && event === 'task.failed');
    expect(failures).toMatchObject([{ task: 'hyperdrive', handled: true }]);
  });

  it('has an actor that lists its tasks, cancels one, and leaves no lecture behind when it gives the next', () => {
    expect(messagesOf(game, 'task-list')).toEqual([
      'running: patrol, nap',
      'running: patrol',
      'lecture 1, page 1',
      'lecture 1, page 2',
      'lecture 1 is over: replaced',
      'lecture 2, page 1',
      'lecture 2, page 2',
      'running: patrol, lecture 2',
      'lecture 2 is over: the bell rings',
    ]);
  });

  it('has an actor that destroys itself while its tasks wait', () => {
    const ends = game.events.filter(
      ({ actor, event }) => actor === 'destroyed-early' && event === 'loop.ended',
    );

    expect(ends).toMatchObject([{ reason: 'destroyed' }]);
    expect(ends[0]!.time).toBeGreaterThan(2);
    expect(ends[0]!.time).toBeLessThanOrEqual(3);
    expect(messagesOf(game, 'destroyed-early')).toEqual([
      'this actor destroys itself now',
      'destroyed-early stops waiting for the rain: destroyed',
      'destroyed-early stops waiting for the bus: destroyed',
    ]);
  });

  it('has a level that leaves and comes back, where everything starts afresh', () => {
    const lantern = game.events.filter(({ actor }) => actor === 'lantern');
    const told = lantern.map(({ event, message }) => (event === 'log' ? message : event));
    const visit = [
      'loop.started',
      'flickers, number 1',
      'flickers, number 2',
      'flickers, number 3',
      'no longer flickers: removed-from-world',
      'loop.ended',
    ];

    expect(told.filter((line) => line !== 'actor.spawned').slice(0, 12)).toEqual([...visit, ...visit]);
    expect(lantern.filter(({ event }) => event === 'loop.ended').slice(0, 2)).toMatchObject([
      { reason: 'removed-from-world', level: 'TutorialCellar' },
      { reason: 'removed-from-world', level: 'TutorialCellar' },
    ]);
  });
});

describe('the client in the world of the tutorial', () => {
  it('sees the film from its titles to its end', async () => {
    const game = playTutorial(...IN_A_HURRY);

    await game.event({ actor: 'star-wars', message: 'the server has closed the connection' });
    expect(await game.interrupt()).toMatchObject({ code: 0, stderr: '' });

    expect(messagesOf(game, 'star-wars')[0]).toMatch(/^connected to 127\.0\.0\.1:\d+$/);
    expect(messagesOf(game, 'star-wars', 'watching')).toContain(
      'Far from any quiet place, a small ship was in a hurry.',
    );
    expect(messagesOf(game, 'ascii-theatre').at(-1)).toBe('the curtain falls: the film is over');
  });
});

describe('the tutorial at its end', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing at %s, with clients connected', async (signal) => {
    const game = playTutorial();
    const [server, theatre] = [await game.port('spawn-server'), await game.port('ascii-theatre')];
    const guests = await Promise.all([
      TcpPeer.connect(server),
      TcpPeer.connect(theatre),
      TcpPeer.connect(theatre),
    ]);
    guests[0].send('Luke\n');
    await guests[0].receive(1);
    await guests[1].read(/hush/);
    await game.event({ event: 'log', actor: 'star-wars' });

    expect(await game.interrupt(signal)).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', reason: 'quit', left: NOTHING_LEFT });
    await Promise.all(guests.map(({ closed }) => closed));
  });
});
