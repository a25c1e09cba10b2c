import { once } from 'node:events';
import http from 'node:http';
import { WebSocket } from 'ws';
import { NetError, listenWebSocket, type ListenWebSocketOptions } from '../../TypeScript/net';
import { closeAll, failureOf, strangerClient, tcpHandles, textUntilEnd, thrownBy } from './peers';
import {
  BINARY,
  CLOSE,
  PING,
  TEXT,
  closeOf,
  inbox,
  ourWebSocketClient,
  ourWebSocketServer,
  rawClient,
  upgradeRequest,
  type FrameParts,
} from './websocket-peers';

afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});

describe('listenWebSocket', () => {
  it('does nothing before someone subscribes', () => {
    const createServer = jest.spyOn(http, 'createServer');

    listenWebSocket({ port: 0 });

    expect(createServer).not.toHaveBeenCalled();
  });

  it('tells the port it got, on this machine only', async () => {
    const server = await ourWebSocketServer();

    expect(server.events).toEqual([{ type: 'listening', address: '127.0.0.1', port: server.port }]);
  });

  it('tells what was asked for', async () => {
    const server = await ourWebSocketServer({ path: '/chat', protocols: ['v2', 'v1'] });

    const { connection } = await ourWebSocketClient({
      url: `${server.url}/chat?room=1`,
      protocols: ['v1', 'v3', 'v2'],
      headers: { 'X-Name': 'Luke' },
    });
    const { protocol } = await server.connection(0);

    expect([connection.protocol, protocol]).toEqual(['v1', 'v1']);
    expect(server.events[1]).toMatchObject({
      type: 'connection',
      url: '/chat?room=1',
      headers: { 'x-name': 'Luke' },
    });
  });

  it('serves a client of ws, which offers compression, without it', async () => {
    const server = await ourWebSocketServer({}, (connection) =>
      connection.messages().subscribe((message) => connection.send(message)),
    );
    const client = new WebSocket(server.url);
    await once(client, 'open');

    client.send('hello');
    const [data, isBinary] = (await once(client, 'message')) as [Buffer, boolean];

    expect([data.toString(), isBinary, client.extensions]).toEqual(['hello', false, '']);
    client.close();
    await once(client, 'close');
  });

  it.each<Partial<ListenWebSocketOptions>>([
    { port: -1 },
    { host: 'two words' },
    { path: 'chat' },
    { path: '/chat?x' },
    { protocols: ['a b'] },
    { maxConnections: 0 },
    { maxMessageBytes: 0 },
    { maxHeaderBytes: 1.5 },
    { handshakeSeconds: 0 },
    { pingSeconds: -1 },
    { graceSeconds: NaN },
    { allowedHosts: ['http://x'] },
    { allowedOrigins: ['x'] },
  ])('refuses %j', (options) => {
    expect(thrownBy(() => listenWebSocket({ port: 0, ...options }))).toMatchObject({ code: 'ARGUMENT' });
  });

  it('says when the port is taken', async () => {
    const { port } = await ourWebSocketServer();

    expect(await failureOf(listenWebSocket({ port }))).toMatchObject({ code: 'ADDRESS_IN_USE', port });
  });

  it('says when the address is not one of this machine', async () => {
    const error = await failureOf(listenWebSocket({ port: 0, host: '192.0.2.1' }));

    expect(error).toBeInstanceOf(NetError);
    expect(error.code).toBe('LISTEN_FAILED');
  });
});

describe('the handshake', () => {
  const answerTo = async (port: number, request: string): Promise<string> => {
    const stranger = await strangerClient(port);
    stranger.write(request);
    return textUntilEnd(stranger);
  };

  it.each<[string, Record<string, string | undefined>, string, RegExp]>([
    ['another host', { Host: 'evil.example' }, '403 Forbidden', /Host header .* but got "evil.example"/],
    ['no host', { Host: undefined }, '403 Forbidden', /there was none/],
    [
      'a foreign page',
      { Origin: 'http://evil.example' },
      '403 Forbidden',
      /pages, but got "http:\/\/evil.example"/,
    ],
    ['nobody’s page', { Origin: 'null' }, '403 Forbidden', /but got "null"/],
    ['no key', { 'Sec-WebSocket-Key': undefined }, '400 Bad Request', /Sec-WebSocket-Key/],
    ['an old version', { 'Sec-WebSocket-Version': '7' }, '400 Bad Request', /Sec-WebSocket-Version/],
    ['another protocol', { Upgrade: 'h2c' }, '400 Bad Request', /Upgrade/],
    ['no upgrade', { Upgrade: undefined, Connection: 'close' }, '426 Upgrade Required', /plain HTTP/],
    [
      'giant headers',
      { 'X-Large': 'x'.repeat(20_000) },
      '431 Request Header Fields Too Large',
      /16384 bytes/,
    ],
  ])('refuses %s', async (_what, headers, status, reason) => {
    const server = await ourWebSocketServer();

    const answer = await answerTo(server.port, upgradeRequest(server.port, headers));

    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status}\r\n`));
    expect(answer).toMatch(reason);
    expect(await server.refused(1)).toMatch(reason);
    expect(server.events.some(({ type }) => type === 'connection')).toBe(false);
  });

  it('refuses another path', async () => {
    const server = await ourWebSocketServer({ path: '/chat' });

    expect(await answerTo(server.port, upgradeRequest(server.port))).toMatch(/^HTTP\/1.1 404 Not Found\r\n/);
    expect(await server.refused(1)).toBe('Expected the path /chat, but got "/"');
  });

  it('takes the pages it is told to', async () => {
    const server = await ourWebSocketServer({
      allowedHosts: ['game.example:*'],
      allowedOrigins: ['https://page.example'],
    });

    const { connection } = await ourWebSocketClient({
      url: server.url,
      headers: { Host: 'game.example', Origin: 'https://page.example' },
    });

    expect(connection.isOpen).toBe(true);
  });

  it.each(['', '\r\n\r\n', 'hello\r\n\r\n', '\x16\x03\x01\x02\x00\x01', 'GET / HTTP/9.9\r\n\r\n'])(
    'refuses what is no HTTP: %j',
    async (text) => {
      const server = await ourWebSocketServer({ handshakeSeconds: 0.1 });
      const stranger = await strangerClient(server.port);

      stranger.write(text);

      await textUntilEnd(stranger).catch(() => undefined);
      expect(await server.refused(1)).toMatch(/took more than 0.1 s$|^Expected a request of HTTP's/);
    },
  );

  it('does not wait for a body, nor for another request', async () => {
    const server = await ourWebSocketServer();

    const answer = await answerTo(
      server.port,
      `POST / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Length: 1000000\r\n\r\nbody`,
    );

    expect(answer).toMatch(/^HTTP\/1.1 426 Upgrade Required\r\n/);
  });

  it('has its time, also for one who sends a byte now and then', async () => {
    const server = await ourWebSocketServer({ handshakeSeconds: 0.1 });
    const stranger = await strangerClient(server.port);
    stranger.write('GET / HTTP/1.1\r\nX: ');
    const drip = setInterval(() => stranger.write('x'), 10);

    expect(await server.refused(1)).toMatch(/^the handshake of 127.0.0.1:\d+ took more than 0.1 s$/);

    // By an end or a reset: bytes may have been under way.
    await new Promise((resolve) => stranger.resume().once('close', resolve));
    clearInterval(drip);
  });

  it('counts those in their handshake, and turns more away', async () => {
    const server = await ourWebSocketServer({ maxConnections: 2 });
    await strangerClient(server.port);
    await rawClient(server.port);

    await strangerClient(server.port);

    expect(await server.refused(1)).toBe('2 connections are open and 2 may be');
  });

  it('has room again when someone has gone', async () => {
    const server = await ourWebSocketServer({ maxConnections: 1 });
    const peer = await rawClient(server.port);
    const ours = await server.connection(0);
    peer.send({ opcode: CLOSE });
    peer.socket.end();
    await closeOf(ours);
    await peer.ended();

    await rawClient(server.port);

    expect((await server.connection(1)).isOpen).toBe(true);
  });

  it('loses nothing that comes together with the request', async () => {
    const server = await ourWebSocketServer();
    const stranger = await strangerClient(server.port);
    const hello = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 104, 105]);

    stranger.write(Buffer.concat([Buffer.from(upgradeRequest(server.port)), hello]));

    expect(await inbox(await server.connection(0)).count(1)).toEqual(['hi']);
  });
});

describe('hostile frames', () => {
  const CASES: [what: string, code: string, close: number, ...frames: FrameParts[]][] = [
    ['an unmasked frame', 'PROTOCOL_ERROR', 1002, { opcode: TEXT, payload: 'x', masked: false }],
    ['the first reserved bit', 'PROTOCOL_ERROR', 1002, { opcode: TEXT, reserved: 4 }],
    ['another reserved bit', 'PROTOCOL_ERROR', 1002, { opcode: TEXT, reserved: 1 }],
    ['a reserved opcode', 'PROTOCOL_ERROR', 1002, { opcode: 3 }],
    ['a reserved control opcode', 'PROTOCOL_ERROR', 1002, { opcode: 11 }],
    ['a fragmented control frame', 'PROTOCOL_ERROR', 1002, { opcode: PING, fin: false }],
    ['a control frame of 126 bytes', 'PROTOCOL_ERROR', 1002, { opcode: PING, payload: 'x'.repeat(126) }],
    ['a continuation of nothing', 'PROTOCOL_ERROR', 1002, { opcode: 0, payload: 'x' }],
    [
      'a message inside another',
      'PROTOCOL_ERROR',
      1002,
      { opcode: TEXT, fin: false, payload: 'x' },
      { opcode: TEXT, payload: 'y' },
    ],
    ['a close frame of one byte', 'PROTOCOL_ERROR', 1002, { opcode: CLOSE, payload: 'x' }],
    [
      'a close code that may not be sent',
      'PROTOCOL_ERROR',
      1002,
      { opcode: CLOSE, payload: Buffer.from([3, 237]) },
    ],
    ['text that is no UTF-8', 'PROTOCOL_ERROR', 1007, { opcode: TEXT, payload: Buffer.from([0xc3, 0x28]) }],
    [
      'a reason that is no UTF-8',
      'PROTOCOL_ERROR',
      1007,
      { opcode: CLOSE, payload: Buffer.from([3, 232, 0xff]) },
    ],
    [
      'a message of one byte too many',
      'MESSAGE_TOO_LARGE',
      1009,
      { opcode: BINARY, payload: 'x'.repeat(101) },
    ],
    ['a length of 4 GiB', 'MESSAGE_TOO_LARGE', 1009, { opcode: BINARY, length: 2n ** 32n }],
    ['a length of 2^53', 'MESSAGE_TOO_LARGE', 1009, { opcode: BINARY, length: 2n ** 53n }],
    ['the greatest length', 'MESSAGE_TOO_LARGE', 1009, { opcode: BINARY, length: 2n ** 64n - 1n }],
    [
      'too much in fragments',
      'MESSAGE_TOO_LARGE',
      1009,
      { opcode: TEXT, fin: false, payload: 'x'.repeat(60) },
      { opcode: 0, payload: 'x'.repeat(60) },
    ],
    [
      'empty fragments without end',
      'MESSAGE_TOO_LARGE',
      1008,
      { opcode: TEXT, fin: false },
      ...Array.from({ length: 1100 }, () => ({ opcode: 0, fin: false })),
    ],
  ];

  it.each(CASES)(
    'close the connection of %s with one error, and no other',
    async (_what, code, close, ...frames) => {
      const server = await ourWebSocketServer({ maxMessageBytes: 100, graceSeconds: 0.05 });
      const neighbour = await rawClient(server.port);
      const peer = await rawClient(server.port);
      const ours = await server.connection(1);
      const reader = inbox(ours);

      peer.send({ opcode: TEXT, payload: 'before' }, ...frames, { opcode: TEXT, payload: 'after' });

      expect(await peer.closeCode()).toBe(close);
      const { reason, error } = await closeOf(ours);
      expect({ reason, code: error?.code }).toEqual({ reason: 'failed', code });
      expect(error?.message).toMatch(/^Expected [^\n]+, but [^\n]+$/);
      await reader.completed();
      expect(reader.messages).toEqual(['before']);
      await peer.ended();
      (await server.connection(0)).send('still here');
      expect((await neighbour.frame())?.payload.toString()).toBe('still here');
    },
  );

  it('take the largest message that is allowed', async () => {
    const server = await ourWebSocketServer({ maxMessageBytes: 100 });
    const peer = await rawClient(server.port);

    peer.send(
      { opcode: TEXT, payload: 'x'.repeat(100) },
      { opcode: TEXT, fin: false, payload: 'x'.repeat(50) },
      { opcode: PING },
      { opcode: 0, payload: 'x'.repeat(50) },
    );

    expect(await inbox(await server.connection(0)).count(2)).toEqual(['x'.repeat(100), 'x'.repeat(100)]);
  });

  it('do not make us answer pings that nobody reads the answers of', async () => {
    const server = await ourWebSocketServer();
    const peer = await rawClient(server.port);
    const ours = await server.connection(0);
    peer.socket.pause();
    const close = closeOf(ours);
    const pings: FrameParts[] = Array.from({ length: 2000 }, () => ({
      opcode: PING,
      payload: 'x'.repeat(125),
    }));

    const pump = (): void => {
      while (!peer.socket.destroyed && ours.isOpen && peer.socket.writableLength < 1_000_000)
        peer.send(...pings);
    };
    const pumping = setInterval(pump, 1);

    expect(await close).toMatchObject({ reason: 'too-slow', error: { code: 'PEER_TOO_SLOW' } });
    clearInterval(pumping);
  });
});

describe('the end of a server', () => {
  it('destroys clients in every state, and the port binds again at once', async () => {
    const server = await ourWebSocketServer();
    await strangerClient(server.port);
    const half = await strangerClient(server.port);
    half.write('GET / HTTP/1.1\r\nHost:');
    await rawClient(server.port);
    const closing = await rawClient(server.port);
    (await server.connection(1)).close();
    await closing.closeCode();
    const ours = await server.connection(0);
    const close = closeOf(ours);

    server.subscription.unsubscribe();

    expect(await close).toMatchObject({ reason: 'destroyed', error: undefined });
    const again = await ourWebSocketServer({ port: server.port });
    again.subscription.unsubscribe();
    await closeAll();
    expect(tcpHandles()).toEqual([]);
  });

  it('may be called for in the handler of a connection', async () => {
    const server = await ourWebSocketServer({}, () => server.subscription.unsubscribe());

    const client = ourWebSocketClient({ url: server.url });

    await expect(client).resolves.toBeDefined();
    expect(await (await client).outcome).toMatchObject({ code: 'CONNECTION_RESET' });
  });

  it('can be at once, before it listens', async () => {
    const subscription = listenWebSocket({ port: 0 }).subscribe();

    subscription.unsubscribe();

    await closeAll();
    expect(tcpHandles()).toEqual([]);
  });
});
