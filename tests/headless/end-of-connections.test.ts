// SPDX-License-Identifier: MIT
// The end of play, and what of the network is under way then: all of it closed inside EndPlay, and no half of anything delivered.
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import type { ActorScript, TaskScope } from 'transient-loop';
import { HeadlessGame } from 'transient-loop/headless';
import { connectTcp, listenHttp, listenTcp, listenWebSocket } from 'transient-loop/net';

/** Of the game; sockets are counted in the whole process, and its clients live in the same one here. */
const NOTHING = { tasks: 0, timers: 0, subscriptions: 0 };
const sockets: Socket[] = [];

afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));

function play(script: ActorScript): HeadlessGame {
  const game = new HeadlessGame({
    logsLoops: false,
    scripts: () => ({ default: script }),
    onEvent: ({ event, severity, message }) => {
      if (severity === 'error' && event !== 'world.ended') throw new Error(message);
    },
  });
  game.addLevel({
    name: 'End',
    actors: [{ class: 'Actor', label: 'peer', script: 'peer' }],
    streamedLevels: [],
  });
  game.start('End');
  return game;
}

async function framesUntil(game: HeadlessGame, condition: () => boolean): Promise<void> {
  while (!condition()) await inFrame(() => game.step(1 / 60));
}

function inFrame<T>(action: () => T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(action())));
}

/** A client whose connection the system has accepted. */
function client(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
  sockets.push(socket);
  return new Promise((resolve) => socket.once('connect', () => resolve(socket)));
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.resume().once('end', resolve).once('close', resolve);
  });

/** Fails if somebody has the port still. */
function bindAgain(port: number): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

const UPGRADE = 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';
const REST_OF_UPGRADE = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

interface ServerEvent {
  readonly type: string;
  readonly port?: number;
}

describe('the end of play', () => {
  it('delivers no half line, closes the connection, and frees the port at once', async () => {
    const lines: unknown[] = [];
    let port = 0;
    const game = play(function* (self: TaskScope) {
      yield* self.subscribe(listenTcp({ port: 0 }), (event) => {
        if (event.type === 'listening') port = event.port;
        if (event.type === 'connection')
          self.subscribe(event.connection.lines(), (line) => void lines.push(line));
      });
    });
    await framesUntil(game, () => port !== 0);
    const socket = await client(port);
    socket.write('whole\nhalf');
    await framesUntil(game, () => lines.length > 0);

    const { left } = await inFrame(() => game.end());

    expect(left).toEqual({ ...NOTHING, sockets: 1 });
    await bindAgain(port);
    await closed(socket);
    expect(lines).toEqual(['whole']);
  });

  const servers = {
    TCP: () => listenTcp({ port: 0 }),
    HTTP: () => listenHttp({ port: 0 }),
    WebSocket: () => listenWebSocket({ port: 0 }),
  };
  it.each<[protocol: keyof typeof servers, state: string, sent: string, ends: boolean]>([
    ['TCP', 'silent', '', false],
    ['TCP', 'half-open', 'bye\n', true],
    ['HTTP', 'silent', '', false],
    ['HTTP', 'in its headers', 'GET / HTTP/1.1\r\nHo', false],
    ['HTTP', 'in its body', 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nhalf', false],
    ['HTTP', 'waiting for an answer', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', false],
    ['HTTP', 'waiting, half-open', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', true],
    ['WebSocket', 'silent', '', false],
    ['WebSocket', 'upgrading', UPGRADE, false],
    ['WebSocket', 'open', UPGRADE + REST_OF_UPGRADE, false],
    ['WebSocket', 'in a frame', `${UPGRADE}${REST_OF_UPGRADE}\x81\x85ab`, false],
  ])('closes a %s client that is %s, and frees the port at once', async (protocol, _state, sent, ends) => {
    let port = 0;
    const game = play(function* (self: TaskScope) {
      const source = servers[protocol]() as unknown as Parameters<TaskScope['subscribe']>[0];
      yield* self.subscribe(source, (event) => {
        const { type, port: listening } = event as ServerEvent;
        if (type === 'listening') port = listening!;
      });
    });
    await framesUntil(game, () => port !== 0);
    const socket = await client(port);
    socket.write(Buffer.from(sent, 'latin1'));
    if (ends) socket.end();
    for (let frames = 0; frames < 5; frames += 1) await inFrame(() => game.step(1 / 60));

    const { left } = await inFrame(() => game.end());

    expect(left).toEqual({ ...NOTHING, sockets: 1 });
    await bindAgain(port);
    await closed(socket);
  });

  it('closes a client of ours that is connecting, and one that is connected', async () => {
    const accepted: Socket[] = [];
    const server = createServer((socket) => accepted.push(socket.on('error', () => undefined)));
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
    for (const frames of [0, 20]) {
      const game = play(function* (self: TaskScope) {
        yield* self.subscribe(connectTcp({ port }), (connection) => {
          self.subscribe(connection.lines());
        });
      });
      await inFrame(() => game.open());
      for (let frame = 0; frame < frames; frame += 1) await inFrame(() => game.step(1 / 60));

      const { left } = await inFrame(() => game.end());

      expect(left).toMatchObject(NOTHING);
    }
    await Promise.all(accepted.map(closed));
    await new Promise((resolve) => server.close(resolve));
  });
});
