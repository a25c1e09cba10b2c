// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Subscription } from 'rxjs';
import type { NetError } from '../../TypeScript/net';
import { connectIcy, type ConnectIcyOptions } from '../../TypeScript/net/icy/connect-icy';
import type { IcyEvent } from '../../TypeScript/net/icy/icy-event';
import { closeAll, onClose, signal, strangerServer, thrownBy } from './peers';

afterEach(closeAll);

interface Heard {
  readonly events: IcyEvent[];
  readonly subscription: Subscription;
  /** How it ended: an error, or `completed`. */
  readonly outcome: Promise<NetError | 'completed'>;
  until(condition: (heard: Heard) => boolean): Promise<void>;
  readonly audio: string;
  readonly titles: string[];
}

function listen(options: ConnectIcyOptions): Heard {
  const events: IcyEvent[] = [];
  const arrival = signal();
  let settle: (how: NetError | 'completed') => void;
  const outcome = new Promise<NetError | 'completed'>((resolve) => (settle = resolve));
  const subscription = connectIcy(options).subscribe({
    next: (event) => {
      events.push(event);
      arrival.ring();
    },
    error: (error: NetError) => settle(error),
    complete: () => settle('completed'),
  });
  onClose(() => subscription.unsubscribe());
  const heard: Heard = {
    events,
    subscription,
    outcome,
    until: (condition) => arrival.until(() => condition(heard)),
    get audio() {
      return events
        .map((event) => (event.type === 'audio' ? Buffer.from(event.bytes).toString('latin1') : ''))
        .join('');
    },
    get titles() {
      return events.flatMap((event) => (event.type === 'title' ? [event.title] : []));
    },
  };
  return heard;
}

/** A station of somebody else's making, and somebody who listens to it. */
async function tuneIn(
  options: Partial<ConnectIcyOptions> = {},
): Promise<{ heard: Heard; socket: Socket; request: string; port: number }> {
  const server = await strangerServer();
  const heard = listen({ url: `http://127.0.0.1:${server.port}/live`, ...options });
  const socket = await server.client(0);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return { heard, socket, request: chunk.toString(), port: server.port };
}

/** The end of our side, in whichever way. */
function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.resume().on('end', resolve).on('close', resolve));
}

const HEAD = 'HTTP/1.0 200 OK\r\ncontent-type: audio/mpeg\r\n\r\n';

describe('connectIcy', () => {
  it('asks as a player does, and tells what the station says of itself', async () => {
    const { heard, socket, request, port } = await tuneIn();

    socket.write(
      'HTTP/1.1 200 OK\r\nContent-Type: Audio/MPEG\r\nicy-name: Rebel FM\r\nicy-genre: space\r\nicy-br: 64, 64\r\n\r\n',
    );
    await heard.until(({ events }) => events.length > 0);

    expect(request.split('\r\n')).toEqual(
      expect.arrayContaining(['GET /live HTTP/1.0', `Host: 127.0.0.1:${port}`, 'Icy-MetaData: 1']),
    );
    expect(heard.events[0]).toMatchObject({
      type: 'headers',
      name: 'Rebel FM',
      genre: 'space',
      bitrate: 64,
      contentType: 'audio/mpeg',
    });
  });

  it('parts titles from audio, and tells a title once', async () => {
    const { heard, socket } = await tuneIn();

    const title = (text: string): string => `\x02${`StreamTitle='${text}';`.padEnd(32, '\0')}`;
    socket.end(
      `ICY 200 OK\r\nicy-metaint:4\r\n\r\nabcd${title('One')}efgh${title('One')}ijkl\0mnop${title('Two')}qr`,
    );

    expect(await heard.outcome).toBe('completed');
    expect(heard.titles).toEqual(['One', 'Two']);
    expect(heard.audio).toBe('abcdefghijklmnopqr');
  });

  it('takes an answer that comes byte by byte', async () => {
    const { heard, socket } = await tuneIn();

    socket.setNoDelay(true);
    for (const byte of Buffer.from(`${HEAD}abc`)) {
      socket.write(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.end();

    expect(await heard.outcome).toBe('completed');
    expect(heard.audio).toBe('abc');
  });

  it('goes where it is sent, with the right request', async () => {
    const elsewhere = await strangerServer();
    const { heard, socket } = await tuneIn();

    socket.end(
      `HTTP/1.1 302 Found\r\nLocation: http://ann:s%65cret@127.0.0.1:${elsewhere.port}/b?c=d\r\n\r\n`,
    );
    const second = await elsewhere.client(0);
    const [request] = (await once(second, 'data')) as [Buffer];
    second.end(`${HEAD}abc`);

    expect(await heard.outcome).toBe('completed');
    expect(heard.audio).toBe('abc');
    expect(request.toString()).toMatch(/^GET \/b\?c=d HTTP\/1\.0\r\n/);
    expect(request.toString()).toContain(`Basic ${Buffer.from('ann:secret').toString('base64')}`);
  });

  it('gives up on a circle of redirects', async () => {
    const server = await strangerServer();
    const heard = listen({ url: `http://127.0.0.1:${server.port}/` });

    for (let index = 0; index <= 5; index += 1) {
      const socket = await server.client(index);
      socket.end('HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n');
    }

    expect(await heard.outcome).toMatchObject({ code: 'TOO_MANY_REDIRECTS' });
  });

  it('makes the station wait while the window is full', async () => {
    const { heard, socket } = await tuneIn({ window: 2 });

    socket.write(HEAD);
    await heard.until(({ events }) => events.length === 1);
    // More than the system's own buffers take.
    let isDone = false;
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    for (let sent = 0; sent < 16; sent += 1) socket.write(chunk);
    socket.end(() => (isDone = true));
    await heard.until(({ events }) => events.length === 3);
    await new Promise((resolve) => setImmediate(resolve));
    expect({ events: heard.events.length, isDone }).toEqual({ events: 3, isDone: false });

    let at = 1;
    let bytes = 0;
    const takeAll = (): boolean => {
      while (at < heard.events.length) {
        const event = heard.events[at]!;
        at += 1;
        if (event.type !== 'audio') continue;
        bytes += event.bytes.length;
        event.taken();
        // Twice is as good as once.
        event.taken();
      }
      return bytes === 16 * chunk.length;
    };
    await heard.until(takeAll);

    expect(await heard.outcome).toBe('completed');
  });

  it('lets no flood of titles past the window', async () => {
    const { heard, socket } = await tuneIn({ window: 1 });

    const titles = Array.from(
      { length: 200 },
      (_, index) => `a\x02${`StreamTitle='${index}';`.padEnd(32, '\0')}`,
    );
    socket.end(`HTTP/1.0 200 OK\r\nicy-metaint: 1\r\n\r\n${titles.join('')}`);
    await heard.until(({ events }) => events.length >= 2);

    expect(heard.titles).toEqual([]);
    heard.events.forEach((event) => event.type === 'audio' && event.taken());
    expect(heard.titles).toEqual(['0']);
  });
});

describe('connectIcy and bad stations', () => {
  it.each<[what: string, answer: string, code: string, message: RegExp]>([
    [
      'an error',
      'HTTP/1.0 404 Not Found\r\n\r\n',
      'BAD_RESPONSE',
      /a stream from .*, but the answer was 404 Not Found$/,
    ],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', 'BAD_RESPONSE', /an answer in HTTP or ICY/],
    [
      'a redirect elsewhere',
      'HTTP/1.0 302 Go\r\nLocation: ftp://a/\r\n\r\n',
      'BAD_RESPONSE',
      /it is "ftp:\/\/a\/"$/,
    ],
    [
      'chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
      'BAD_RESPONSE',
      /encoded as chunked$/,
    ],
    [
      'icy-metaint 0',
      'ICY 200 OK\r\nicy-metaint: 0\r\n\r\n',
      'BAD_RESPONSE',
      /number of bytes .*, but it was "0"$/,
    ],
    ['a negative one', 'ICY 200 OK\r\nicy-metaint: -8\r\n\r\n', 'BAD_RESPONSE', /but it was "-8"$/],
    [
      'a giant one',
      'ICY 200 OK\r\nicy-metaint: 99999999999\r\n\r\n',
      'BAD_RESPONSE',
      /but it was "99999999999"$/,
    ],
    ['one that is no number', 'ICY 200 OK\r\nicy-metaint: 1e3\r\n\r\n', 'BAD_RESPONSE', /but it was "1e3"$/],
    [
      'giant headers',
      `HTTP/1.0 200 OK\r\n${'a: b\r\n'.repeat(4000)}`,
      'HEADERS_TOO_LARGE',
      /at most 16384 bytes/,
    ],
    ['a giant line', `HTTP/1.0 200 ${'x'.repeat(20_000)}`, 'HEADERS_TOO_LARGE', /at most 16384 bytes/],
    ['half an answer', 'HTTP/1.0 200 OK\r\n', 'BAD_RESPONSE', /ended before it was complete$/],
  ])('are one clear error: %s', async (_what, answer, code, message) => {
    const { heard, socket } = await tuneIn();

    socket.end(answer);

    const error = await heard.outcome;
    expect(error).toMatchObject({ code });
    expect((error as NetError).message).toMatch(message);
    expect((error as NetError).message).not.toContain('\n');
    expect(heard.events).toEqual([]);
  });

  it('has no password in its messages', async () => {
    const server = await strangerServer();
    const heard = listen({ url: `http://ann:secret@127.0.0.1:${server.port}/live?key=secret` });

    (await server.client(0)).end('HTTP/1.0 403 No\r\n\r\n');

    expect(String(await heard.outcome)).not.toContain('secret');
  });

  it('completes in the middle of a block of metadata', async () => {
    const { heard, socket } = await tuneIn();

    socket.end("ICY 200 OK\r\nicy-metaint: 3\r\n\r\nabc\x02StreamTitle='ha");

    expect(await heard.outcome).toBe('completed');
    expect({ audio: heard.audio, titles: heard.titles }).toEqual({ audio: 'abc', titles: [] });
  });

  it('says that the station reset the connection', async () => {
    const { heard, socket } = await tuneIn();
    socket.write(`${HEAD}abc`);
    await heard.until(({ audio }) => audio === 'abc');

    socket.resetAndDestroy();

    expect(await heard.outcome).toMatchObject({ code: 'CONNECTION_RESET' });
  });

  it('says that nobody listens there', async () => {
    expect(await listen({ url: 'http://127.0.0.1:1/' }).outcome).toMatchObject({
      code: 'CONNECTION_REFUSED',
    });
  });

  it('says that it is no TLS', async () => {
    const server = await strangerServer();
    const heard = listen({ url: `https://127.0.0.1:${server.port}/` });

    (await server.client(0)).end('no TLS at all\r\n\r\n');

    expect(await heard.outcome).toMatchObject({ code: 'TLS_FAILED' });
  });

  it('gives up on a station that drips its headers', async () => {
    const { heard, socket } = await tuneIn({ timeoutSeconds: 0.1 });

    const drip = setInterval(() => socket.write('x'), 5);
    onClose(() => clearInterval(drip));

    expect(await heard.outcome).toMatchObject({ code: 'CONNECT_TIMEOUT' });
  });

  it('gives up on a station that falls silent', async () => {
    const { heard, socket } = await tuneIn({ silenceSeconds: 0.1 });

    socket.write(`${HEAD}abc`);

    expect(await heard.outcome).toMatchObject({ code: 'PEER_SILENT' });
    expect(heard.audio).toBe('abc');
  });

  it.each([
    ['ftp://a/', /url to be an http or https address, but got "ftp:/],
    ['', /url to be an http or https address/],
    ['http://%zz:x@a/', /url to be/],
  ])('refuses the address %j', (url, message) => {
    expect(thrownBy(() => connectIcy({ url }))).toMatchObject({
      code: 'ARGUMENT',
      message: expect.stringMatching(message),
    });
  });
});

describe('unsubscribing from connectIcy', () => {
  it('closes while it looks the name up', () => {
    const heard = listen({ url: 'http://localhost:1/' });

    heard.subscription.unsubscribe();

    // Nothing may be left of it: closeAll looks.
    expect(heard.events).toEqual([]);
  });

  it('closes while it connects, asks, and reads headers', async () => {
    const server = await strangerServer();
    const heard = listen({ url: `http://127.0.0.1:${server.port}/` });
    heard.subscription.unsubscribe();

    const { heard: asked, socket } = await tuneIn();
    socket.write('HTTP/1.0 200 OK\r\n');
    asked.subscription.unsubscribe();
    await closeOf(socket);

    expect([...heard.events, ...asked.events]).toEqual([]);
  });

  it('closes in the middle of the audio, from inside a handler', async () => {
    const server = await strangerServer();
    const seen: string[] = [];
    const subscription = connectIcy({ url: `http://127.0.0.1:${server.port}/` }).subscribe((event) => {
      seen.push(event.type);
      if (event.type === 'audio') subscription.unsubscribe();
    });
    const socket = await server.client(0);

    socket.write(`HTTP/1.0 200 OK\r\nicy-metaint: 1\r\n\r\na\x02${"StreamTitle='x';".padEnd(32, '\0')}b`);
    await closeOf(socket);

    expect(seen).toEqual(['headers', 'audio']);
  });

  it('closes while TLS is being agreed on', async () => {
    const server = await strangerServer();
    const heard = listen({ url: `https://127.0.0.1:${server.port}/` });
    const socket = await server.client(0);
    await once(socket, 'data');

    heard.subscription.unsubscribe();

    await closeOf(socket);
    expect(heard.events).toEqual([]);
  });
});
