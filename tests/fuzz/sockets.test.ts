// SPDX-License-Identifier: MIT
// Hostile peers on real sockets: whatever they send, the server goes on, and a client gets one clear error.
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { mergeMap, type Observable, type Subscription } from 'rxjs';
import {
  NetError,
  connectIcy,
  connectRedis,
  connectWebSocket,
  httpRequest,
  listenHttp,
  listenSsh,
  listenTcp,
  listenWebSocket,
} from 'transient-loop/net';
import { fuzz, inPieces, soup } from './fuzz';

type Ending = 'end' | 'destroy' | 'reset';

interface Attack {
  readonly pieces: readonly Buffer[];
  readonly ending: Ending;
}

const attack = (words: readonly string[]): fc.Arbitrary<Attack> =>
  fc.record({
    pieces: inPieces(soup(words, 12)),
    ending: fc.constantFrom<Ending[]>('end', 'destroy', 'reset'),
  });

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Sends an attack, and waits until the socket is closed on this side. */
async function send(socket: Socket, { pieces, ending }: Attack): Promise<void> {
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined).resume();
  for (const piece of pieces) {
    if (socket.destroyed) break;
    socket.write(piece);
    await turn();
  }
  if (ending === 'end') {
    socket.end();
    // A server may wait for more, or for its own time limit: it is not to wait for us.
    for (let turns = 0; turns < 20 && !socket.destroyed; turns += 1) await turn();
  } else if (ending === 'reset' && !socket.destroyed) {
    socket.resetAndDestroy();
  }
  socket.destroy();
  await closed;
}

async function attackPort(port: number, what: Attack): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve).once('error', resolve));
  await send(socket, what);
}

interface ServerEvent {
  readonly type: string;
  readonly port?: number;
}

/** A server under attack; its stream must not end. */
class Target<T extends ServerEvent> {
  private readonly errors: unknown[] = [];
  private subscription: Subscription | undefined;
  port = 0;

  constructor(
    private readonly source: Observable<T>,
    private readonly serve: (event: T) => void = () => undefined,
  ) {}

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.subscription = this.source.subscribe({
        next: (event) => {
          if (event.type !== 'listening') return this.serve(event);
          this.port = event.port!;
          resolve();
        },
        error: (error) => void this.errors.push(error),
        complete: () => void this.errors.push(new Error('completed')),
      });
    });
  }

  stop(): void {
    expect(this.errors).toEqual([]);
    this.subscription!.unsubscribe();
  }
}

/** First thing that a good client gets; fails with the error it gets instead. */
function first<T>(source: Observable<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscription = source.subscribe({
      next: (value) => {
        resolve(value);
        queueMicrotask(() => subscription.unsubscribe());
      },
      error: reject,
    });
  });
}

const HTTP_WORDS = [
  'GET / HTTP/1.1\r\n', 'POST /x HTTP/1.1\r\n', 'Host: 127.0.0.1\r\n', 'Content-Length: 5\r\n', 'Transfer-Encoding: chunked\r\n',
  'Expect: 100-continue\r\n', '\r\n', '5\r\nhello\r\n', '0\r\n\r\n', 'X: '.padEnd(600, 'y'), 'Connection: close\r\n', 'hello', '\0',
]; // prettier-ignore
const UPGRADE =
  'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
const FRAMES = [
  '\x81\x85abcd\x09\x07\x0f\x08\x0e', '\x81\x05hello', '\x82\xfe\xff\xff', '\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff', '\x88\x80abcd', '\x88\x82abcd\x62\x8a',
  '\x89\x80abcd', '\x0f\x80abcd', '\xf1\x80abcd', '\x01\x80abcd', '\x00\x80abcd', '\x80\x80abcd',
]; // prettier-ignore

describe('servers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'transient-loop-fuzz-'));
  const targets = {
    tcp: new Target(listenTcp({ port: 0 }), (event) => {
      if (event.type !== 'connection') return;
      const { connection } = event;
      connection.lines({ maxBytes: 64 }).subscribe({
        next: (line) => void connection.write(`${String(line)}\n`),
        error: (error) => {
          if (!(error instanceof NetError)) throw error;
          connection.destroy();
        },
      });
    }),
    http: new Target(listenHttp({ port: 0, maxBodyBytes: 64, maxHeaderBytes: 512 }), (event) => {
      if (event.type !== 'request') return;
      const { request } = event;
      request.text().subscribe({
        next: (body) => request.respond({ body }),
        error: (error) => {
          if (!(error instanceof NetError)) throw error;
        },
      });
    }),
    websocket: new Target(listenWebSocket({ port: 0, maxMessageBytes: 256 }), (event) => {
      if (event.type !== 'connection') return;
      const { connection } = event;
      connection.messages().subscribe({
        next: (message) => void connection.send(message),
        error: (error) => {
          if (!(error instanceof NetError)) throw error;
        },
      });
    }),
    ssh: new Target(
      listenSsh({ port: 0, hostKeyFile: join(folder, 'key'), passwords: { user: 'secret' }, commands: {} }),
    ),
  };

  beforeAll(() => Promise.all(Object.values(targets).map((target) => target.start())));
  afterAll(() => {
    Object.values(targets).forEach((target) => target.stop());
    rmSync(folder, { recursive: true });
  });

  fuzz('of lines go on', 80, attack(['line\n', 'a\r\n', '\n', 'x'.repeat(70), '\0', 'ü']), (what) =>
    attackPort(targets.tcp.port, what),
  );
  fuzz('of HTTP go on', 80, attack(HTTP_WORDS), (what) => attackPort(targets.http.port, what));
  fuzz('of WebSockets go on', 80, attack([UPGRADE, ...FRAMES]), ({ pieces, ending }) =>
    attackPort(targets.websocket.port, { pieces: [Buffer.from(UPGRADE), ...pieces], ending }),
  );
  fuzz(
    'of SSH go on',
    20,
    attack(['SSH-2.0-x\r\n', '\r\n', '\0\0\0\x0c\x0a\x14', '\xff\xff\xff\xff']),
    (what) => attackPort(targets.ssh.port, what),
  );

  it('serve a good client after all of that', async () => {
    const body = first(
      httpRequest({ url: `http://127.0.0.1:${targets.http.port}/`, method: 'POST', body: 'good' }).pipe(
        mergeMap((response) => response.text()),
      ),
    );
    const echo = first(
      connectWebSocket({ url: `ws://127.0.0.1:${targets.websocket.port}/` }).pipe(
        mergeMap((connection) => {
          connection.send('good');
          return connection.messages();
        }),
      ),
    );

    expect(await body).toBe('good');
    expect(await echo).toBe('good');
  });
});

describe('clients', () => {
  /** What the server says to whoever comes next. */
  let next: Attack;
  let server: Server;
  let port: number;
  let attacked: Promise<void>;

  beforeAll(async () => {
    server = createServer((socket) => {
      attacked = send(socket, next);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** A client gets values, or one `NetError`, or its stream completes: and then nothing more. */
  async function attackClient(client: Observable<unknown>, what: Attack): Promise<void> {
    next = what;
    attacked = Promise.resolve();
    const told: unknown[] = [];
    let ended = 0;
    await new Promise<void>((resolve) => {
      const subscription = client.subscribe({
        error: (error) => {
          told.push(error);
          ended += 1;
          resolve();
        },
        complete: () => {
          ended += 1;
          resolve();
        },
      });
      // A client that goes on waiting is told to stop, as at the end of play.
      const watch = async (): Promise<void> => {
        for (let turns = 0; turns < 60 && ended === 0; turns += 1) await turn();
        subscription.unsubscribe();
        resolve();
      };
      void watch();
    });
    await attacked;
    expect(ended).toBeLessThanOrEqual(1);
    for (const error of told) {
      expect(error).toBeInstanceOf(NetError);
      expect((error as NetError).message).toMatch(/^Expected [^\n]+, but [^\n]+$/);
    }
  }

  fuzz(
    'of HTTP get one clear error',
    80,
    attack([
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 302 F\r\nLocation: /\r\n',
      'Content-Length: 5\r\n',
      'Transfer-Encoding: chunked\r\n',
      '\r\n',
      '5\r\nhello\r\n',
      '0\r\n\r\n',
      'hello',
      'X: '.padEnd(900, 'y'),
    ]),
    (what) =>
      attackClient(
        httpRequest({ url: `http://127.0.0.1:${port}/`, maxBodyBytes: 64, maxRedirects: 2 }).pipe(
          mergeMap((response) => response.text()),
        ),
        what,
      ),
  );
  fuzz(
    'of radio get one clear error',
    80,
    attack([
      'ICY 200 OK\r\n',
      'HTTP/1.0 200 OK\r\n',
      'icy-metaint:8\r\n',
      '\r\n',
      'audioaud',
      '\x02',
      "StreamTitle='x';",
      '\0',
    ]),
    (what) => attackClient(connectIcy({ url: `http://127.0.0.1:${port}/` }), what),
  );
  fuzz(
    'of WebSockets get one clear error',
    60,
    attack([
      'HTTP/1.1 101 Switching Protocols\r\n',
      'Upgrade: websocket\r\n',
      'Connection: Upgrade\r\n',
      'Sec-WebSocket-Accept: x\r\n',
      '\r\n',
      ...FRAMES,
    ]),
    (what) =>
      attackClient(
        connectWebSocket({ url: `ws://127.0.0.1:${port}/` }).pipe(
          mergeMap((connection) => connection.messages()),
        ),
        what,
      ),
  );
  fuzz(
    'of Redis get one clear error',
    40,
    attack([
      '+OK\r\n',
      '-ERR no\r\n',
      ':1\r\n',
      '$3\r\nabc\r\n',
      '*2\r\n',
      '$99999999999\r\n',
      '*4294967295\r\n',
      '-LOADING x\r\n',
      '\r\n',
    ]),
    (what) =>
      attackClient(
        connectRedis({ host: '127.0.0.1', port, maxAttempts: 0 }).pipe(mergeMap((redis) => redis.get('key'))),
        what,
      ),
  );
});
