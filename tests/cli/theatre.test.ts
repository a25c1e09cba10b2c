// SPDX-License-Identifier: MIT
import * as net from 'node:net';
import { once } from 'node:events';
import { IN_A_HURRY, NOTHING_LEFT, killAll, playTutorial } from './command-line';
import { TcpPeer, closePeers } from './tcp-peer';

const servers: net.Server[] = [];

afterEach(async () => {
  await closePeers();
  await killAll();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function serve(onConnection: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer(onConnection).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as net.AddressInfo).port;
}

/** Pictures of the film that a client has been sent so far; each begins by sending the cursor home. */
function pictures(peer: TcpPeer): number {
  return peer.text.split('\x1b[H').length - 1;
}

describe('ascii-theatre', () => {
  it('plays the film from the beginning to each client', async () => {
    const game = playTutorial(...IN_A_HURRY);
    const port = await game.port('ascii-theatre');
    const early = await TcpPeer.connect(port);
    await early.read(/proudly presents/);
    const late = await TcpPeer.connect(port);

    expect(await late.read(/hush, please/)).toMatch(/^\x1b\[2J\x1b\[H/);
    expect((await game.interrupt()).code).toBe(0);
  });

  it('goes on for those that stay when others leave, reset, or never read', async () => {
    const game = playTutorial();
    const port = await game.port('ascii-theatre');
    const [leaves, resets, sleeps, stays] = await Promise.all([1, 2, 3, 4].map(() => TcpPeer.connect(port)));
    sleeps!.socket.pause();
    await leaves!.read(/hush/);

    leaves!.socket.destroy();
    resets!.socket.resetAndDestroy();

    await game.event({ actor: 'ascii-theatre', message: 'the curtain falls: the client is gone: reset' });
    const seen = pictures(stays!);
    await stays!.until('three more pictures', () => pictures(stays!) >= seen + 3 || undefined);
    const { code } = await game.interrupt();
    expect(code).toBe(0);
    expect(game.events.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(game.events.at(-1)).toMatchObject({ left: NOTHING_LEFT });
  });

  it('plays on for a client that has said all it has to say', async () => {
    const game = playTutorial(...IN_A_HURRY);
    const peer = await TcpPeer.connect(await game.port('ascii-theatre'));

    peer.socket.end('thank you');

    await peer.read(/proudly presents/);
  });
});

describe('star-wars', () => {
  it('prints what any server streams until it closes, while the timers go on', async () => {
    let closeNow = (): void => {};
    const port = await serve((socket) => {
      socket.on('error', () => {});
      socket.write('Episode IV\nA NEW HOPE\n');
      closeNow = () => socket.end('the end');
    });
    const game = playTutorial('--port', `star-wars=${port}`, ...IN_A_HURRY);

    await game.event({ actor: 'star-wars', message: 'A NEW HOPE' });
    await game.event({ actor: 'timers', message: '1 seconds elapsed' });
    closeNow();
    await game.event({ actor: 'star-wars', message: 'the end' });
    await game.event({ actor: 'star-wars', message: 'the server has closed the connection' });
    const { length } = game.lines;
    await game.event({ actor: 'timers', task: 'every 1 s' }, length);

    expect((await game.interrupt()).code).toBe(0);
    expect(game.events.at(-1)).toMatchObject({ left: NOTHING_LEFT });
  });

  it.each<[what: string, misbehave: (socket: net.Socket) => void, error: RegExp]>([
    [
      'resets',
      (socket) => socket.resetAndDestroy(),
      // A reset may come before or after the connection is made.
      /^Expected (a connection to )?127\.0\.0\.1:\d+( to end the connection in order)?, but it was reset$/,
    ],
    [
      'sends a line without end',
      (socket) => socket.write('x'.repeat(100_000)),
      /^Expected lines of at most 4096 bytes/,
    ],
  ])('tells of a server that %s, once', async (_what, misbehave, message) => {
    const port = await serve((socket) => {
      socket.on('error', () => {});
      misbehave(socket);
    });
    const game = playTutorial('--port', `star-wars=${port}`, ...IN_A_HURRY);

    const failure = await game.event({ actor: 'star-wars', severity: 'error' });
    await game.event({ actor: 'timers' }, game.lines.length);

    expect(failure).toMatchObject({ event: 'task.failed', message: expect.stringMatching(message) });
    expect((await game.interrupt()).code).toBe(0);
    expect(game.events.filter(({ severity }) => severity === 'error')).toHaveLength(1);
  });

  it('tells that nobody listens, once, and the rest goes on', async () => {
    const port = await serve(() => {});
    await new Promise((resolve) => servers.pop()!.close(resolve));
    const game = playTutorial('--port', `star-wars=${port}`, ...IN_A_HURRY);

    const failure = await game.event({ actor: 'star-wars', severity: 'error' });

    expect(failure.message).toBe(`Expected a server at 127.0.0.1:${port}, but nothing listens there`);
    await game.event({ actor: 'timers' }, game.lines.length);
    expect((await game.interrupt()).code).toBe(0);
  });
});

describe('a port in use', () => {
  it.each(['spawn-server', 'ascii-theatre'])(
    'is one clear error of %s, and the rest goes on',
    async (actor) => {
      const port = await serve(() => {});
      const game = playTutorial('--port', `${actor}=${port}`, ...IN_A_HURRY);

      const failure = await game.event({ actor, severity: 'error' });
      await game.event({ actor: 'timers' }, game.lines.length);

      expect(failure.message).toBe(`Expected a free TCP port at 127.0.0.1:${port}, but it is in use`);
      expect((await game.interrupt()).code).toBe(0);
      expect(game.events.filter(({ severity }) => severity === 'error')).toHaveLength(1);
      expect(game.events.at(-1)).toMatchObject({ left: NOTHING_LEFT });
    },
  );
});
