// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import net from 'node:net';
import { Subject, concat, of, throwError } from 'rxjs';
import { listenHttp, type HttpClose, type HttpRequest, type NetError } from '../../TypeScript/net';
import { HandWriter, ask, closeHttpServers, curl, needing, ourHttpServer } from './http-peers';
import { all, closeAll, failureOf, signal, tcpHandles, thrownBy } from './peers';

afterEach(async () => {
  jest.restoreAllMocks();
  closeHttpServers();
  await closeAll();
});

const itWithCurl = needing<jest.It>('curl', it);

const hello = (request: HttpRequest): void => void request.respond({ body: `hello ${request.path}\n` });

const echo = (request: HttpRequest): void => {
  request.text().subscribe({ next: (body) => request.respond({ body }), error: () => undefined });
};

describe('listenHttp', () => {
  it('does nothing before someone subscribes', () => {
    const createServer = jest.spyOn(net, 'Server');

    listenHttp({ port: 0 });

    expect(createServer).not.toHaveBeenCalled();
    expect(tcpHandles()).toEqual([]);
  });

  it('tells the port it got, on this machine only', async () => {
    const server = await ourHttpServer();

    expect(server.events).toEqual([{ type: 'listening', address: '127.0.0.1', port: server.port }]);
  });

  itWithCurl('answers curl', async () => {
    const { url } = await ourHttpServer({}, hello);

    expect(await curl(`${url}/world`)).toBe('hello /world\n');
  });

  itWithCurl('takes a body from curl, which asks first whether it may send it', async () => {
    const { url } = await ourHttpServer({}, echo);
    const body = 'x'.repeat(500_000);

    expect(await curl('--data-binary', body.slice(0, 100_000), url)).toHaveLength(100_000);
    expect(await curl('--header', 'Expect: 100-continue', '--data', 'Luke', url)).toBe('Luke');
  });

  it('answers fetch', async () => {
    const { url } = await ourHttpServer({}, (request) =>
      request.respondJson({ luke: [1, 2] }, { status: 201 }),
    );

    const answer = await fetch(url, { headers: { connection: 'close' } });

    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await answer.json()).toEqual({ luke: [1, 2] });
  });

  it('tells what was asked for, and by whom', async () => {
    const server = await ourHttpServer({}, hello);

    await ask(`${server.url}/a%20b?c=d%26e&c=f&g`, { method: 'DELETE', headers: { 'X-Key': 'k' } });

    const request = await server.request(0);
    expect(request).toMatchObject({
      method: 'DELETE',
      path: '/a%20b',
      params: {},
      remoteAddress: '127.0.0.1',
    });
    expect({ ...request.query }).toEqual({ c: 'd&e', g: '' });
    expect(request.headers['x-key']).toBe('k');
    expect(request.headers['constructor']).toBeUndefined();
  });

  it('sends status, headers, and the length of a body', async () => {
    const { url } = await ourHttpServer({}, (request) => {
      request.respond({ status: 404, headers: { 'X-Ship': 'Falcon' }, body: 'Падме' });
    });

    expect(await ask(url)).toMatchObject({
      status: 404,
      headers: { 'x-ship': 'Falcon', 'content-length': '10', 'content-type': 'text/plain; charset=utf-8' },
      text: 'Падме',
    });
  });

  it('sends no body to HEAD, and none with 204', async () => {
    const { url } = await ourHttpServer({}, (request) => {
      request.respond({ status: request.path === '/gone' ? 204 : 200, body: 'a body' });
    });

    expect(await ask(url, { method: 'HEAD' })).toMatchObject({
      headers: { 'content-length': '6' },
      text: '',
    });
    expect(await ask(`${url}/gone`)).toMatchObject({ status: 204, text: '' });
  });

  it('streams an answer, and says when it was sent', async () => {
    const server = await ourHttpServer();
    const pieces = new Subject<string>();
    const peer = (await HandWriter.connect(server.port)).get('/');
    const request = await server.request(0);
    const closed = all(request.closed);

    request.respond({ body: concat(of(new Uint8Array([76, 117])), pieces) });
    await peer.until(/Lu/);
    pieces.next('ke');
    await peer.until(/ke/);
    pieces.complete();

    await peer.until(/\r\n0\r\n\r\n$/);
    expect(await closed).toEqual([{ reason: 'answered', error: undefined }]);
  });

  it('is answered once', async () => {
    const said: unknown[] = [];
    const server = await ourHttpServer({}, (request) => {
      said.push(request.isWaiting, request.respond(), request.isWaiting, request.respond({ status: 500 }));
    });

    expect((await ask(server.url)).status).toBe(200);
    expect(said).toEqual([true, true, false, false]);
  });

  it.each<[string, (request: HttpRequest) => void]>([
    ['a status that is none', (request) => request.respond({ status: 99 })],
    ['a header with a line break', (request) => request.respond({ headers: { a: 'b\r\nc: d' } })],
    ['a length of its own', (request) => request.respond({ headers: { 'Content-Length': '7' } })],
    ['a body that is none', (request) => request.respond({ body: 7 as unknown as string })],
    ['what JSON cannot say', (request) => request.respondJson(undefined)],
  ])('refuses %s, and can still be answered', async (_, respond) => {
    const errors: unknown[] = [];
    const { url } = await ourHttpServer({}, (request) => {
      errors.push(thrownBy(() => respond(request)));
      request.respond({ status: 500 });
    });

    expect((await ask(url)).status).toBe(500);
    expect(errors).toEqual([expect.objectContaining({ code: 'ARGUMENT' })]);
  });

  it.each<[string, Parameters<typeof listenHttp>[0]]>([
    ['a port that is none', { port: 70_000 }],
    ['a host with blanks', { port: 0, host: 'a b' }],
    ['no connections', { port: 0, maxConnections: 0 }],
    ['no time', { port: 0, headerTimeoutSeconds: 0 }],
    ['an origin that is none', { port: 0, allowedOrigins: ['game.example'] }],
  ])('refuses %s at the call', (_, options) => {
    expect(thrownBy(() => listenHttp(options))).toMatchObject({ name: 'NetError', code: 'ARGUMENT' });
  });

  it('says that its port is in use', async () => {
    const { port } = await ourHttpServer();

    expect((await failureOf(listenHttp({ port }))).code).toBe('ADDRESS_IN_USE');
  });
});

describe('listenHttp and connections', () => {
  it('keeps one for the next request', async () => {
    const { port } = await ourHttpServer({}, hello);
    const peer = await HandWriter.connect(port);

    await peer.get('/one').until(/hello \/one\n/);
    await peer.get('/two').until(/hello \/two\n/);

    expect(peer.text).not.toMatch(/Connection: close/i);
  });

  it('closes it where it was asked to', async () => {
    const { port } = await ourHttpServer({}, hello);
    const peer = await HandWriter.connect(port);

    expect(await peer.get('/', 'Connection: close').closed).toMatch(/hello \/\n$/);
  });

  it('hands over one request at a time, and answers in order', async () => {
    const server = await ourHttpServer();
    const peer = await HandWriter.connect(server.port);

    peer.get('/one').get('/two').get('/three');
    const first = await server.request(0);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(server.events).toHaveLength(2);
    for (const index of [0, 1, 2]) hello(await server.request(index));

    const text = await peer.until(/three/);
    expect(text.match(/hello \/\w+/g)).toEqual(['hello /one', 'hello /two', 'hello /three']);
    expect(first.isWaiting).toBe(false);
  });

  it('answers as many requests as may wait, and turns the rest away', async () => {
    const server = await ourHttpServer({ maxPipelined: 4 });
    const peer = await HandWriter.connect(server.port);

    for (let index = 0; index < 2000; index += 1) peer.get(`/${index}`);
    for (let index = 0; index < 5; index += 1) hello(await server.request(index));

    const text = await peer.closed;
    expect(text.match(/HTTP\/1.1 \d+/g)).toEqual([...Array<string>(5).fill('HTTP/1.1 200'), 'HTTP/1.1 503']);
    expect(await server.refused(1)).toEqual({
      status: 503,
      reason: 'more than 4 requests were sent before an answer',
    });
  });

  it('answers a peer that has ended its side, as netcat does', async () => {
    const server = await ourHttpServer();
    const peer = await HandWriter.connect(server.port);
    peer.get('/late');
    peer.socket.end();

    hello(await server.request(0));

    expect(await peer.closed).toMatch(/hello \/late\n$/);
  });

  it('answers HTTP/1.0 with a stream that ends with the connection', async () => {
    const { port } = await ourHttpServer(
      {},
      (request) => void request.respond({ body: of('old ', 'school') }),
    );
    const peer = await HandWriter.connect(port);

    peer.write('GET / HTTP/1.0', 'Host: localhost:' + port, '', '');

    expect(await peer.closed).toMatch(/\r\n\r\nold school$/);
  });

  it('takes the form of address that a proxy is asked with', async () => {
    const { port } = await ourHttpServer({}, hello);
    const peer = await HandWriter.connect(port);

    peer.get(`http://localhost:${port}/there?x`);

    await peer.until(/hello \/there\n/);
  });

  it('turns away more than there may be, and takes one again when there is room', async () => {
    const server = await ourHttpServer({ maxConnections: 1 }, hello);
    const first = await HandWriter.connect(server.port);
    await first.get('/').until(/hello/);

    expect(await (await HandWriter.connect(server.port)).closed).toMatch(/^HTTP\/1.1 503 /);
    expect((await server.refused(1)).reason).toBe('1 connections are open and 1 may be');
    first.socket.destroy();

    const arrival = signal();
    let text = '';
    void (async () => {
      while (!text.includes('hello'))
        text = await ask(server.url).then(
          (answer) => answer.text,
          () => '',
        );
      arrival.ring();
    })();
    await arrival.until(() => text === 'hello /\n');
  });

  it('serves many clients at a time', async () => {
    const { url } = await ourHttpServer({}, hello);

    const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => ask(`${url}/${index}`)));

    expect(answers.map(({ text }) => text)).toEqual(answers.map((_, index) => `hello /${index}\n`));
  });
});

describe('listenHttp and names', () => {
  it.each<[string, string[], number]>([
    ['a foreign Host', ['Host: game.example'], 421],
    ['no Host', [], 421],
    ['two Hosts', ['Host: localhost:PORT', 'Host: game.example'], 400],
    ['a foreign Origin', ['Host: localhost:PORT', 'Origin: https://game.example'], 403],
    ['nobody as Origin', ['Host: localhost:PORT', 'Origin: null'], 403],
    ['its own Origin', ['Host: localhost:PORT', 'Origin: http://localhost:PORT'], 200],
    ['its address as Host', ['Host: 127.0.0.1:PORT'], 200],
  ])('answers %s', async (_, headers, status) => {
    const server = await ourHttpServer({}, hello);
    const peer = await HandWriter.connect(server.port);
    const lines = headers.map((line) => line.replace('PORT', String(server.port)));

    peer.write('GET / HTTP/1.1', ...lines, 'Connection: close', '', '');

    expect(await peer.closed).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(server.events.filter(({ type }) => type === 'request')).toHaveLength(status === 200 ? 1 : 0);
  });

  it('lets a page of an allowed origin read the answer', async () => {
    const allowedOrigins = ['https://game.example'];
    const { url } = await ourHttpServer({ allowedOrigins }, hello);

    const { headers } = await ask(url, { headers: { Origin: 'https://game.example' } });

    expect(headers).toMatchObject({ 'access-control-allow-origin': 'https://game.example', vary: 'Origin' });
  });

  it('looks at the host of a proxy’s form too', async () => {
    const { port } = await ourHttpServer({}, hello);
    const peer = await HandWriter.connect(port);

    peer.get('http://game.example/', 'Connection: close');

    expect(await peer.closed).toMatch(/^HTTP\/1.1 421 /);
  });
});

describe('listenHttp and bodies', () => {
  it('reads them as JSON, and in pieces', async () => {
    const server = await ourHttpServer({}, (request) => {
      if (request.path === '/json')
        return void request.json().subscribe((value) => request.respondJson(value));
      let size = 0;
      const count = (piece: Uint8Array): void => void (size += piece.length);
      request.bytes().subscribe({ next: count, complete: () => request.respondJson(size) });
    });

    expect((await ask(`${server.url}/json`, { method: 'POST', body: '{"a":1}' })).text).toBe('{"a":1}');
    expect((await ask(`${server.url}/bytes`, { method: 'POST', body: 'abc' })).text).toBe('3');
  });

  it('makes the peer wait while the window of the reader is full', async () => {
    const server = await ourHttpServer({ maxBodyBytes: Infinity });
    const peer = await HandWriter.connect(server.port);
    peer.write('POST / HTTP/1.1', `Host: localhost:${server.port}`, 'Content-Length: 100000000', '', '');
    const request = await server.request(0);
    const arrival = signal();
    let count = 0;
    request.bytes({ window: 1 }).subscribe({
      next: () => {
        count += 1;
        arrival.ring();
      },
      error: () => undefined,
    });

    while (peer.socket.write(Buffer.alloc(64 * 1024)));
    await arrival.until(() => count === 1);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(count).toBe(1);
    request.taken();

    await arrival.until(() => count === 2);
    expect(peer.socket.writableLength).toBeGreaterThan(0);
  });

  it.each([
    ['announced', ['Content-Length: 1000', '', ''], 0],
    ['in chunks', ['Transfer-Encoding: chunked', '', '65', 'x'.repeat(101), ''], 1],
  ])('answers one that is too large with 413, %s', async (_, rest, requests) => {
    const server = await ourHttpServer({ maxBodyBytes: 100 }, echo);
    const peer = await HandWriter.connect(server.port);

    peer.write('POST / HTTP/1.1', `Host: localhost:${server.port}`, ...rest);

    expect(await peer.closed).toMatch(/^HTTP\/1.1 413 .*a body of at most 100 bytes.*$/s);
    expect(server.events.filter(({ type }) => type === 'request')).toHaveLength(requests);
  });

  it('answers before a large body was sent, and the peer hears of it', async () => {
    const { port } = await ourHttpServer({}, hello);
    const peer = await HandWriter.connect(port);

    peer.write(
      'POST / HTTP/1.1',
      `Host: localhost:${port}`,
      'Content-Length: 900000',
      '',
      'x'.repeat(400_000),
    );

    expect(await peer.closed).toMatch(/^HTTP\/1.1 200 .*Connection: close.*hello \/\n$/s);
  });

  it('lets a body come only when someone reads it, where the peer asks', async () => {
    const server = await ourHttpServer();
    const peer = await HandWriter.connect(server.port);
    const head = ['POST / HTTP/1.1', `Host: localhost:${server.port}`, 'Content-Length: 4'];
    peer.write(...head, 'Expect: 100-continue', '', '');
    const request = await server.request(0);
    expect(peer.text).toBe('');

    echo(request);
    await peer.until(/^HTTP\/1.1 100 Continue\r\n\r\n$/);
    peer.write('Luke');

    await peer.until(/HTTP\/1.1 200 OK.*Luke$/s);
  });

  it('refuses other expectations', async () => {
    const { port } = await ourHttpServer({}, hello);
    const peer = await HandWriter.connect(port);

    peer.get('/', 'Expect: miracles', 'Connection: close');

    expect(await peer.closed).toMatch(/^HTTP\/1.1 417 /);
  });

  it('is not read any more once it was answered', async () => {
    const server = await ourHttpServer({}, hello);
    await ask(server.url, { method: 'POST', body: 'abc' });
    const request = await server.request(0);
    await all(request.closed);

    expect(await failureOf(request.text())).toMatchObject({
      code: 'BODY_GONE',
      message: 'Expected a request that waits while its body is read, but it was answered',
    });
  });
});

describe('listenHttp and bad peers', () => {
  it.each<[string, (port: number) => string, number, RegExp]>([
    ['garbage', () => 'EHLO mail.example\r\n\r\n', 400, /what was sent is no HTTP/],
    ['TLS', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, /no HTTP/],
    [
      'a megabyte of headers',
      (port) => `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nX: ${'x'.repeat(1e6)}`,
      431,
      /more than 16384 bytes of headers/,
    ],
    ['many headers', () => `GET / HTTP/1.1\r\n${'X: y\r\n'.repeat(50_000)}`, 431, /more than 16384 bytes/],
    ['an address of a megabyte', () => `GET /${'x'.repeat(1e6)}`, 431, /more than 16384 bytes/],
    [
      'two lengths',
      (port) =>
        `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`,
      400,
      /no HTTP/,
    ],
    [
      'a length and chunks',
      (port) =>
        `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
      400,
      /no HTTP/,
    ],
    ['a header line that is folded', () => 'GET / HTTP/1.1\r\n Host: x\r\n\r\n', 400, /no HTTP/],
  ])('answers %s with one clear error, and closes', async (_, text, status, reason) => {
    const server = await ourHttpServer({}, hello);
    const peer = await HandWriter.connect(server.port);

    peer.write(text(server.port));

    expect(await peer.closed).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(await server.refused(1)).toMatchObject({ status });
    expect((await server.refused(1)).reason).toMatch(reason);
    expect((await ask(server.url)).text).toBe('hello /\n');
  });

  it('answers half a request that ends', async () => {
    const server = await ourHttpServer({}, hello);
    const peer = await HandWriter.connect(server.port);

    peer.write('GET / HTTP/1.1\r\nHos').socket.end();

    expect(await peer.closed).toMatch(/^HTTP\/1.1 400 /);
  });

  it('goes on after one that resets in the middle of its headers', async () => {
    const server = await ourHttpServer({}, hello);
    const peer = await HandWriter.connect(server.port);

    peer.write('GET / HTTP/1.1\r\nHos').socket.resetAndDestroy();

    expect((await ask(server.url)).text).toBe('hello /\n');
    expect(server.events.filter(({ type }) => type === 'request')).toHaveLength(1);
  });

  it.each([
    ['says nothing', []],
    ['says half', ['GET / HTTP/1.1', 'Host']],
  ])('cuts one that %s', async (_, lines) => {
    const server = await ourHttpServer({ headerTimeoutSeconds: 0.05 }, hello);
    const peer = await HandWriter.connect(server.port);

    peer.write(...lines);

    expect(await peer.closed).toMatch(/^HTTP\/1.1 408 .*the headers of a request took more than 0.05 s\n$/s);
  });

  it('cuts one that says a byte now and then, in its second request too', async () => {
    const server = await ourHttpServer({ headerTimeoutSeconds: 0.1, idleTimeoutSeconds: 5 }, hello);
    const peer = await HandWriter.connect(server.port);
    await peer.get('/').until(/hello/);

    peer.write('GET / HTTP/1.1\r\nX-');
    const drip = setInterval(() => peer.write('x'), 5);

    expect(await peer.closed).toMatch(/HTTP\/1.1 408 /);
    clearInterval(drip);
  });

  it('closes a connection that nobody uses', async () => {
    const { port } = await ourHttpServer({ idleTimeoutSeconds: 0.05 }, hello);
    const peer = await HandWriter.connect(port);

    expect(await peer.get('/').closed).toMatch(/^HTTP\/1.1 200 (?!.*HTTP)/s);
  });

  it('cuts a body that does not come', async () => {
    const server = await ourHttpServer({ requestTimeoutSeconds: 0.05 });
    const peer = await HandWriter.connect(server.port);
    peer.write('POST / HTTP/1.1', `Host: localhost:${server.port}`, 'Content-Length: 10', '', 'half');
    const failure = failureOf((await server.request(0)).text());

    expect(await peer.closed).toMatch(/^HTTP\/1.1 408 .*the body did not come within 0.05 s\n$/s);
    expect((await failure).code).toBe('REQUEST_TIMEOUT');
  });

  it('says whose fault it is that a large body was not read', async () => {
    const server = await ourHttpServer({ requestTimeoutSeconds: 0.05 });
    const peer = await HandWriter.connect(server.port);

    peer.write('POST / HTTP/1.1', `Host: localhost:${server.port}`, 'Content-Length: 10', '', 'half');

    expect(await peer.closed).toMatch(/^HTTP\/1.1 503 /);
  });

  it.each([
    ['chunks that are none', 'zz\r\n'],
    ['a chunk without its end', '2\r\nabcdef'],
    ['a length that is none', 'ffffffffffffffffff\r\n'],
    ['a negative length', '-1\r\n'],
  ])('answers %s, and tells the reader', async (_, garbage) => {
    const server = await ourHttpServer();
    const peer = await HandWriter.connect(server.port);
    peer.write(
      'POST / HTTP/1.1',
      `Host: localhost:${server.port}`,
      'Transfer-Encoding: chunked',
      '',
      '2\r\nab\r\n',
    );
    const failure = failureOf((await server.request(0)).bytes());

    peer.write(garbage);

    expect(await peer.closed).toMatch(/^HTTP\/1.1 400 /);
    expect((await failure).code).toBe('BAD_REQUEST');
  });

  it('answers what was asked before the garbage', async () => {
    const server = await ourHttpServer();
    const peer = await HandWriter.connect(server.port);
    peer.get('/good').write('garbage\r\n\r\n');

    hello(await server.request(0));

    expect((await peer.closed).match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  });

  it('answers for an actor that does not', async () => {
    const server = await ourHttpServer({ answerTimeoutSeconds: 0.05 });

    expect(await ask(server.url)).toMatchObject({
      status: 503,
      text: 'there was no answer within 0.05 s\n',
    });
    expect((await server.refused(1)).status).toBe(503);
    expect((await server.request(0)).respond()).toBe(false);
  });

  it('tells that a peer left before its answer', async () => {
    const server = await ourHttpServer();
    const peer = (await HandWriter.connect(server.port)).get('/');
    const request = await server.request(0);
    const pieces = new Subject<string>();
    request.respond({ body: pieces });

    peer.socket.resetAndDestroy();

    const [close] = await all(request.closed);
    expect(close).toMatchObject({ reason: 'left', error: { code: 'CONNECTION_RESET' } });
    expect(pieces.observed).toBe(false);
    expect(request.isWaiting).toBe(false);
  });

  it('cuts one that does not read a stream', async () => {
    const server = await ourHttpServer({ maxWaitingBytes: 100_000 });
    const peer = await HandWriter.connect(server.port);
    peer.socket.pause();
    const request = (peer.get('/'), await server.request(0));
    const flood = new Subject<Uint8Array>();
    let close: HttpClose | undefined;
    request.closed.subscribe((how) => (close = how));

    request.respond({ body: flood });
    while (close === undefined) {
      flood.next(new Uint8Array(90_000));
      await new Promise((resolve) => setImmediate(resolve));
    }

    expect(close).toMatchObject({ reason: 'too-slow', error: { code: 'PEER_TOO_SLOW' } });
    expect(flood.observed).toBe(false);
  });

  it('cuts one that does not read a large answer', async () => {
    const server = await ourHttpServer({ idleTimeoutSeconds: 0.05 });
    const peer = await HandWriter.connect(server.port);
    peer.socket.pause();
    const request = (peer.get('/'), await server.request(0));

    request.respond({ body: new Uint8Array(50_000_000) });

    expect(await all(request.closed)).toMatchObject([{ reason: 'too-slow' }]);
  });

  it('does not hurry one that has read all there is of a quiet stream', async () => {
    const server = await ourHttpServer({ idleTimeoutSeconds: 0.02 });
    const peer = (await HandWriter.connect(server.port)).get('/');
    const request = await server.request(0);
    const pieces = new Subject<string>();
    request.respond({ body: concat(of('first'), pieces) });
    await peer.until(/first/);

    setTimeout(() => pieces.next('second'), 80);

    await peer.until(/second/);
  });
});

describe('listenHttp and answers that fail', () => {
  it('cuts the connection, so that half a body is not taken for a whole, and tells the owner', async () => {
    const server = await ourHttpServer({}, (request) => {
      request.respond({
        body: concat(
          of('half'),
          throwError(() => new Error('no fuel')),
        ),
      });
    });
    const peer = (await HandWriter.connect(server.port)).get('/');

    expect(await peer.closed).not.toMatch(/\r\n0\r\n/);
    const { error, request } = await server.event('failed');
    expect(error).toEqual(new Error('no fuel'));
    expect(await all(request.closed)).toMatchObject([{ reason: 'failed', error: { cause: error } }]);
  });

  it('makes the source wait that can', async () => {
    const server = await ourHttpServer();
    const peer = (await HandWriter.connect(server.port)).get('/');
    const sizes: number[] = [];
    const pieces = new Subject<string>();

    (await server.request(0)).respond({
      body: (sent) => {
        sent.subscribe((size) => {
          sizes.push(size);
          if (sizes.length === 3) pieces.complete();
          else pieces.next('x'.repeat(sizes.length));
        });
        return concat(of('first'), pieces);
      },
    });

    await peer.until(/0\r\n\r\n$/);
    expect(sizes).toEqual([5, 1, 2]);
  });
});

describe('listenHttp when it is unsubscribed', () => {
  it.each<[string, (peer: HandWriter, port: number) => void]>([
    ['says nothing', () => undefined],
    ['is in the middle of its headers', (peer) => peer.write('GET / HTTP/1.1\r\nHos')],
    [
      'is in the middle of its body',
      (peer, port) =>
        peer.write('POST / HTTP/1.1', `Host: localhost:${port}`, 'Content-Length: 9', '', 'half'),
    ],
    ['waits for an answer', (peer) => peer.get('/wait')],
    ['has many requests waiting', (peer) => peer.get('/wait').get('/2').get('/3')],
    ['reads a stream', (peer) => peer.get('/stream')],
    ['was answered', (peer) => peer.get('/done')],
  ])('closes a connection that %s, and its port binds again at once', async (_, act) => {
    const stream = new Subject<string>();
    const server = await ourHttpServer({}, (request) => {
      if (request.path === '/stream') request.respond({ body: concat(of('first'), stream) });
      if (request.path === '/done') request.respond();
    });
    const peer = await HandWriter.connect(server.port);
    act(peer, server.port);
    // Whoever is served now came after what the first one did.
    await ask(`${server.url}/done`);

    server.subscription.unsubscribe();
    const again = await ourHttpServer({ port: server.port }, hello);

    await peer.closed;
    expect(stream.observed).toBe(false);
    expect((await ask(again.url)).text).toBe('hello /\n');
  });

  it('answers 503 to who waits', async () => {
    const server = await ourHttpServer();
    const peer = (await HandWriter.connect(server.port)).get('/');
    const request = await server.request(0);

    server.subscription.unsubscribe();

    expect(await peer.closed).toMatch(/^HTTP\/1.1 503 .*the server closes\n$/s);
    expect(request.respond()).toBe(false);
    expect(await all(request.closed)).toEqual([{ reason: 'destroyed', error: undefined }]);
  });

  it('opens nothing when that is before it listens', async () => {
    const said: unknown[] = [];
    const subscription = listenHttp({ port: 0, host: 'localhost' }).subscribe({
      next: (event) => said.push(event),
      error: (error: NetError) => said.push(error),
    });

    subscription.unsubscribe();

    await closeAll();
    expect(said).toEqual([]);
  });

  it('tells a reader of another owner', async () => {
    const server = await ourHttpServer();
    const peer = await HandWriter.connect(server.port);
    peer.write('POST / HTTP/1.1', `Host: localhost:${server.port}`, 'Content-Length: 9', '', 'half');
    const failure = failureOf((await server.request(0)).text());

    server.subscription.unsubscribe();

    expect((await failure).code).toBe('BODY_GONE');
  });

  it('is destroyed by hand without an answer', async () => {
    const server = await ourHttpServer();
    const peer = (await HandWriter.connect(server.port)).get('/');
    const closed = once(peer.socket, 'close');

    (await server.request(0)).destroy();

    await closed;
    expect(peer.text).toBe('');
  });
});
