// SPDX-License-Identifier: MIT
// The radio station and the radio of the tutorial, in one level and apart, over real connections.
import { once } from 'node:events';
import * as http from 'node:http';
import * as net from 'node:net';
import { IN_A_HURRY, NOTHING_LEFT, killAll, play, type CommandLine } from './command-line';
import { LevelFolder } from './level-folder';
import { TcpPeer, closePeers } from './tcp-peer';

const STATION = 'tutorial/radio-station';
const RADIO = 'tutorial/streaming-radio';

const levels = new LevelFolder();
const servers: net.Server[] = [];
const sockets = new Set<net.Socket>();

afterEach(async () => {
  await closePeers();
  await killAll();
  for (const server of servers.splice(0)) server.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
});

afterAll(() => levels.remove());

/** A server of somebody else's. */
async function serve(onConnection: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer((socket) => {
    sockets.add(socket);
    onConnection(socket.on('error', () => undefined));
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as net.AddressInfo).port;
}

async function freePort(): Promise<number> {
  const port = await serve(() => undefined);
  await new Promise((resolve) => servers.pop()!.close(resolve));
  return port;
}

function station(port = 0, more: object = {}): { script: string; arguments: object } {
  return { script: STATION, arguments: { port, ...more } };
}

function radio(port: number): { script: string; arguments: object } {
  return { script: RADIO, arguments: { url: `http://127.0.0.1:${port}/` } };
}

async function endWell(game: CommandLine): Promise<void> {
  const { code, stderr } = await game.interrupt();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(game.events.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', left: NOTHING_LEFT });
}

describe('the radio and the station of the tutorial', () => {
  it('play in one level: titles, sound, and nothing left at the end', async () => {
    const port = await freePort();
    const game = play(levels.write('both', station(port), radio(port)), ...IN_A_HURRY);

    await game.event({ event: 'tuned-in', message: 'tuned in to Transient FM, 64 kbit/s' });
    await game.event({ event: 'playing', sampleRate: 24_000 });
    await game.event({ event: 'title', title: 'The Idle Loops - Nothing Due Tonight' });
    await game.event({ event: 'title', title: 'Cancel & the Graceful Periods - Finally' });

    await endWell(game);
    // The port is free at once.
    const again = net.createServer().listen(port, '127.0.0.1');
    servers.push(again);
    await once(again, 'listening');
  });

  it('find each other again when the station was away', async () => {
    const port = await freePort();
    const listener = play(levels.write('listener', radio(port)), ...IN_A_HURRY);
    await listener.event({ event: 'reception.lost', code: 'CONNECTION_REFUSED' });

    const first = play(levels.write('first', station(port)));
    await listener.event({ event: 'playing' });
    await first.interrupt();
    await listener.event({ message: 'the station went off the air' });
    const from = listener.lines.length;
    const second = play(levels.write('second', station(port, { name: 'Second FM' })));
    await listener.event({ event: 'tuned-in', message: 'tuned in to Second FM, 64 kbit/s' }, from);

    await endWell(listener);
    await endWell(second);
  });
});

describe('the station', () => {
  it('is one that players know', async () => {
    const game = play(levels.write('station', station()));
    const port = await game.port(STATION);

    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      http.get({ port, host: '127.0.0.1', headers: { 'Icy-MetaData': '1' } }, resolve).on('error', reject);
    });
    const [first] = (await once(response, 'data')) as [Buffer];
    response.destroy();

    expect(response.headers).toMatchObject({
      'content-type': 'audio/mpeg',
      'icy-metaint': '4096',
      'icy-name': 'Transient FM',
    });
    expect(first.length).toBeGreaterThan(0);
    await endWell(game);
  });

  it('sends audio only to who wants no titles', async () => {
    const game = play(levels.write('plain', station()), ...IN_A_HURRY);
    const peer = await TcpPeer.connect(await game.port(STATION));

    peer.send('GET / HTTP/1.0\r\n\r\n');
    await game.event({ message: 'a listener tuned in from 127.0.0.1; 1 are listening' });

    await peer.receive(4);
    expect(peer.text).not.toContain('icy-metaint');
    await endWell(game);
  });

  it.each([
    ['that asks for something else', 'POST / HTTP/1.1\r\n\r\n'],
    ['that speaks no HTTP', 'hello\r\n\r\n'],
    ['whose line has no end', 'x'.repeat(10_000)],
    ['who leaves at once', ''],
  ])('turns a listener away %s', async (_what, said) => {
    const game = play(levels.write('refuses', station()));
    const peer = await TcpPeer.connect(await game.port(STATION));

    peer.socket.end(said);

    await peer.closed;
    expect(peer.text).not.toContain('200 OK');
    await endWell(game);
  });

  it('drops a listener that does not read, and no other', async () => {
    const game = play(levels.write('slow', station()), '--speed', 'max', '--fps', '20');
    const port = await game.port(STATION);
    const slow = await TcpPeer.connect(port);
    slow.socket.pause();
    slow.send('GET /slow HTTP/1.0\r\n\r\n');
    const polite = await TcpPeer.connect(port);
    polite.send('GET /polite HTTP/1.0\r\n\r\n');

    await game.event({ message: 'a listener left: too-slow' });

    const { length } = polite.text;
    while (polite.text.length === length) await once(polite.socket, 'data');
    await endWell(game);
  });
});

describe('the end of play leaves nothing of a radio', () => {
  it.each<[string, (socket: net.Socket) => void]>([
    ['that waits for an answer', () => undefined],
    ['that reads headers', (socket) => socket.write('HTTP/1.0 200 OK\r\nicy-')],
    ['that waits for audio', (socket) => socket.write('ICY 200 OK\r\nicy-metaint: 16\r\n\r\n')],
    [
      'whose station sends noise as fast as it can',
      (socket) => {
        const noise = Buffer.from(Uint8Array.from({ length: 65_536 }, (_, index) => (index * 7919) >> 3));
        const pump = (): void => {
          while (!socket.destroyed && socket.write(noise));
        };
        socket.write('HTTP/1.0 200 OK\r\n\r\n');
        socket.on('drain', pump);
        pump();
      },
    ],
  ])('%s', async (_state, answer) => {
    let asked: () => void;
    const request = new Promise<void>((resolve) => (asked = resolve));
    const port = await serve((socket) => socket.once('data', () => (answer(socket), asked())));
    const game = play(levels.write('radio', radio(port)), ...IN_A_HURRY);
    await request;
    await game.event({ event: 'loop.started' });

    await endWell(game);
  });

  it('that waits before it tries again', async () => {
    const game = play(levels.write('radio', radio(1)));
    await game.event({ event: 'reception.lost', code: 'CONNECTION_REFUSED' });

    await endWell(game);
  });

  it('is reached in spite of noise: it is one clear error, and the radio tries again', async () => {
    const noise = Buffer.from(Uint8Array.from({ length: 400_000 }, (_, index) => (index * 7919) >> 3));
    const port = await serve(
      (socket) => void socket.write(Buffer.concat([Buffer.from('ICY 200 OK\r\n\r\n'), noise])),
    );
    const game = play(levels.write('noise', radio(port)), ...IN_A_HURRY);

    await game.event({ event: 'reception.lost', code: 'MP3_UNREADABLE' });
    const from = game.lines.length;
    await game.event({ event: 'reception.lost', code: 'MP3_UNREADABLE' }, from);

    await endWell(game);
  });
});
