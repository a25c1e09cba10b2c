import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connectWebSocket, type ConnectWebSocketOptions } from '../../TypeScript/net';
import { closeAll, failureOf, strangerServer, tcpHandles, thrownBy } from './peers';
import { selfSigned, tlsServer } from './tls-server';
import {
  TEXT,
  acceptOf,
  closeOf,
  frame,
  inbox,
  ourWebSocketClient,
  ourWebSocketServer,
} from './websocket-peers';

afterEach(closeAll);

/** Answers an upgrade as a server made without any library would. */
async function answerUpgrade(
  socket: Socket,
  answer?: (key: string) => string,
  after: Buffer = Buffer.alloc(0),
): Promise<void> {
  let text = '';
  while (!text.includes('\r\n\r\n')) text += String((await once(socket, 'data'))[0]);
  const key = /sec-websocket-key: (.*)\r\n/i.exec(text)![1]!;
  const head = (answer ?? switching)(key);
  socket.write(Buffer.concat([Buffer.from(head), after]));
}

function switching(key: string): string {
  return switchingWith(`Sec-WebSocket-Accept: ${acceptOf(key)}\r\n`);
}

function switchingWith(headers: string): string {
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${headers}\r\n`;
}

describe('connectWebSocket', () => {
  it('does nothing before someone subscribes', () => {
    connectWebSocket({ url: 'ws://127.0.0.1:1' });

    expect(tcpHandles()).toEqual([]);
  });

  it.each<Partial<ConnectWebSocketOptions>>([
    { url: 'http://localhost' },
    { url: 'ws://' },
    { url: 'ws://host:99999x' },
    { url: 'ws://host/#part' },
    { url: 'ws://host/a b' },
    { url: 'ws://user:password@host' },
    { protocols: ['a,b'] },
    { headers: { 'a b': 'x' } },
    { headers: { a: 'x\r\ny: z' } },
    { timeoutSeconds: 0 },
    { tls: { ca: 'no certificate' } },
    { tls: { servername: 'a b' } },
  ])('refuses %j', (options) => {
    expect(thrownBy(() => connectWebSocket({ url: 'ws://localhost', ...options }))).toMatchObject({
      code: 'ARGUMENT',
    });
  });

  it('says when nothing listens', async () => {
    const { port } = await strangerServer();
    await closeAll();

    expect(await failureOf(connectWebSocket({ url: `ws://127.0.0.1:${port}` }))).toMatchObject({
      code: 'CONNECTION_REFUSED',
      message: `Expected a server at 127.0.0.1:${port}, but nothing listens there`,
    });
  });

  it('says when there is no such name', async () => {
    expect(await failureOf(connectWebSocket({ url: 'ws://nowhere.invalid' }))).toMatchObject({
      code: 'HOST_NOT_FOUND',
    });
  });

  it('says what the server answered instead', async () => {
    const { url } = await ourWebSocketServer({ path: '/chat' });

    expect(await failureOf(connectWebSocket({ url }))).toMatchObject({
      code: 'UPGRADE_REFUSED',
      message: `Expected ${url} to become a WebSocket, but it answered 404 Not Found`,
    });
  });

  it.each<[string, (key: string) => string, string]>([
    ['a redirect', () => 'HTTP/1.1 302 Found\r\nLocation: ws://localhost\r\n\r\n', 'UPGRADE_REFUSED'],
    ['another key', () => switchingWith('Sec-WebSocket-Accept: x\r\n'), 'PROTOCOL_ERROR'],
    ['no key', () => switchingWith(''), 'PROTOCOL_ERROR'],
    [
      'a protocol nobody offered',
      (key) => switchingWith(`Sec-WebSocket-Accept: ${acceptOf(key)}\r\nSec-WebSocket-Protocol: x\r\n`),
      'PROTOCOL_ERROR',
    ],
    [
      'compression nobody offered',
      (key) =>
        switchingWith(
          `Sec-WebSocket-Accept: ${acceptOf(key)}\r\nSec-WebSocket-Extensions: permessage-deflate\r\n`,
        ),
      'PROTOCOL_ERROR',
    ],
    ['no HTTP', () => 'SSH-2.0-OpenSSH\r\n\r\n', 'PROTOCOL_ERROR'],
    ['giant headers', () => switchingWith(`X: ${'x'.repeat(20_000)}\r\n`), 'PROTOCOL_ERROR'],
  ])('refuses a server that answers with %s', async (_what, answer, code) => {
    const server = await strangerServer();
    const failure = failureOf(connectWebSocket({ url: `ws://127.0.0.1:${server.port}` }));

    await answerUpgrade(await server.client(0), answer);

    const error = await failure;
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^Expected [^\n]+, but [^\n]+$/);
  });

  it('insists on one of the protocols it offers', async () => {
    const { url } = await ourWebSocketServer({ protocols: ['v1'] });

    expect(await failureOf(connectWebSocket({ url, protocols: ['v2'] }))).toMatchObject({
      code: 'PROTOCOL_ERROR',
    });
  });

  it('loses nothing that comes together with the answer', async () => {
    const server = await strangerServer();
    const client = ourWebSocketClient({ url: `ws://127.0.0.1:${server.port}` });

    await answerUpgrade(
      await server.client(0),
      undefined,
      frame({ opcode: TEXT, payload: 'hi', masked: false }),
    );

    expect(await inbox((await client).connection).count(1)).toEqual(['hi']);
  });

  it('fails when the server masks', async () => {
    const server = await strangerServer();
    const client = ourWebSocketClient({ url: `ws://127.0.0.1:${server.port}`, graceSeconds: 0.02 });

    await answerUpgrade(await server.client(0), undefined, frame({ opcode: TEXT, payload: 'hi' }));

    expect(await (await client).outcome).toMatchObject({ code: 'PROTOCOL_ERROR' });
  });

  it('gives a server its time, also one that sends a byte now and then', async () => {
    const server = await strangerServer();
    const failure = failureOf(
      connectWebSocket({ url: `ws://127.0.0.1:${server.port}`, timeoutSeconds: 0.1 }),
    );
    const stranger = await server.client(0);
    stranger.write('HTTP/1.1 101 Switching Protocols\r\nX: ');
    const drip = setInterval(() => stranger.write('x'), 10);

    expect(await failure).toMatchObject({
      code: 'CONNECT_TIMEOUT',
      message: `Expected ws://127.0.0.1:${server.port} to be open, but it was not within 0.1 s`,
    });
    clearInterval(drip);
  });

  it('says when the server resets instead of answering', async () => {
    const server = await strangerServer();
    const failure = failureOf(connectWebSocket({ url: `ws://127.0.0.1:${server.port}` }));

    (await server.client(0)).resetAndDestroy();

    expect(await failure).toMatchObject({ code: 'CONNECTION_RESET' });
  });
});

describe('unsubscribing from connectWebSocket', () => {
  const expectNothingLeft = (): void => {
    // Those of the stranger's server are its own.
    expect(tcpHandles().filter((name) => name === 'TCPConnectWrap')).toEqual([]);
  };

  it('stops a look-up', async () => {
    const subscription = connectWebSocket({ url: 'ws://nowhere.invalid' }).subscribe();

    subscription.unsubscribe();

    expectNothingLeft();
    await closeAll();
  });

  it('stops an attempt that is under way', async () => {
    // Nobody answers there: it is for documentation.
    const subscription = connectWebSocket({ url: 'ws://192.0.2.1' }).subscribe({ error: () => undefined });
    await new Promise((resolve) => setImmediate(resolve));

    subscription.unsubscribe();

    await closeAll();
    expect(tcpHandles()).toEqual([]);
  });

  it('ends an upgrade that is under way', async () => {
    const server = await strangerServer();
    const subscription = connectWebSocket({ url: `ws://127.0.0.1:${server.port}` }).subscribe();
    const stranger = await server.client(0);
    await once(stranger, 'data');

    subscription.unsubscribe();

    await once(stranger, 'end');
  });

  it('ends an open connection, and one that closes', async () => {
    const server = await ourWebSocketServer();
    const open = await ourWebSocketClient({ url: server.url });
    const closing = await ourWebSocketClient({ url: server.url });
    closing.connection.close();
    const closes = Promise.all([closeOf(open.connection), closeOf(closing.connection)]);

    open.subscription.unsubscribe();
    closing.subscription.unsubscribe();

    expect((await closes).map(({ reason }) => reason)).toEqual(['destroyed', 'destroyed']);
  });

  it('can be done while the connection is handed over', async () => {
    const server = await ourWebSocketServer();
    const subscription = connectWebSocket({ url: server.url }).subscribe(({ closed }) => {
      closed.subscribe(() => undefined);
      subscription.unsubscribe();
    });

    expect(await closeOf(await server.connection(0))).toMatchObject({ reason: 'reset' });
  });
});

describe('wss', () => {
  const identity = selfSigned();
  const { cert } = identity;

  it.each(['localhost', '127.0.0.1'])(
    'speaks to %s over TLS, with a certificate that is trusted',
    async (host) => {
      const server = await tlsServer(identity);
      const client = ourWebSocketClient({ url: `wss://${host}:${server.port}`, tls: { ca: cert } });

      await answerUpgrade(
        await server.client,
        undefined,
        frame({ opcode: TEXT, payload: 'hi', masked: false }),
      );

      expect(await inbox((await client).connection).count(1)).toEqual(['hi']);
    },
  );

  it('refuses a certificate that nobody trusts, and one of another name', async () => {
    const { port } = await tlsServer(identity);

    expect(await failureOf(connectWebSocket({ url: `wss://127.0.0.1:${port}` }))).toMatchObject({
      code: 'TLS_FAILED',
    });
    const wrongName = { url: `wss://127.0.0.1:${port}`, tls: { ca: cert, servername: 'other.example' } };
    expect(await failureOf(connectWebSocket(wrongName))).toMatchObject({ code: 'TLS_FAILED' });
  });

  it('says when there is no TLS', async () => {
    const server = await strangerServer();
    const failure = failureOf(connectWebSocket({ url: `wss://127.0.0.1:${server.port}` }));

    (await server.client(0)).write('HTTP/1.1 400 Bad Request\r\n\r\n');

    expect(await failure).toMatchObject({ code: 'TLS_FAILED' });
  });

  it('can be cancelled while TLS is under way', async () => {
    const server = await strangerServer();
    const subscription = connectWebSocket({ url: `wss://127.0.0.1:${server.port}` }).subscribe();
    const stranger = await server.client(0);
    await once(stranger, 'data');

    subscription.unsubscribe();

    await once(stranger, 'end');
  });
});
