// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Subject, concat, firstValueFrom, mergeMap, of, throwError } from 'rxjs';
import { httpRequest, type HttpRequestOptions, type HttpResponse, type NetError } from '../../TypeScript/net';
import { needing } from './http-peers';
import { all, closeAll, failureOf, signal, strangerServer, thrownBy } from './peers';

const closers: (() => void)[] = [];

afterEach(async () => {
  jest.restoreAllMocks();
  for (const close of closers.splice(0)) close();
  await closeAll();
});

/** Node's own server, and the requests it got. */
async function webServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; port: number }> {
  const server = http.createServer(answer).listen(0, '127.0.0.1');
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port };
}

/** A server that says these bytes to whoever asks, and goes on as told. */
async function rawServer(
  says: string | Buffer,
  then: (socket: Socket) => void = () => undefined,
): Promise<{ url: string; asked: Promise<Socket> }> {
  const server = await strangerServer();
  const asked = server.client(0).then(async (client) => {
    await once(client, 'data');
    if (says !== '') client.write(says);
    then(client);
    return client;
  });
  return { url: `http://127.0.0.1:${server.port}/`, asked };
}

/** Waits until the other side of a socket has gone. */
function gone(socket: Socket): Promise<void> {
  socket.on('end', () => socket.destroy()).resume();
  return new Promise((resolve) => void socket.on('close', () => resolve()));
}

const textOf = (options: HttpRequestOptions): Promise<string> =>
  firstValueFrom(httpRequest(options).pipe(mergeMap((response) => response.text())));

const bodyFailure = (options: HttpRequestOptions): Promise<NetError> =>
  failureOf(httpRequest(options).pipe(mergeMap((response) => response.bytes())));

/** The response, while its subscription goes on. */
function responseOf(
  options: HttpRequestOptions,
): Promise<{ response: HttpResponse; ended: Promise<void>; stop: () => void }> {
  return new Promise((resolve, reject) => {
    let end: () => void;
    const ended = new Promise<void>((done) => (end = done));
    const subscription = httpRequest(options).subscribe({
      next: (response) => resolve({ response, ended, stop: () => subscription.unsubscribe() }),
      error: reject,
      complete: () => end(),
    });
    closers.push(() => subscription.unsubscribe());
  });
}

describe('httpRequest', () => {
  it('does nothing before someone subscribes', () => {
    const connect = jest.spyOn(net, 'connect');

    httpRequest({ url: 'http://127.0.0.1:1/' });

    expect(connect).not.toHaveBeenCalled();
  });

  it('emits one response, and completes when its body was read', async () => {
    const { url } = await webServer((_, response) => {
      response.writeHead(201, { 'X-Ship': 'Falcon', 'Set-Cookie': ['a=1', 'b=2'] }).end('it is done');
    });

    const { response, ended } = await responseOf({ url: `${url}/ships?name=falcon` });

    expect(response).toMatchObject({ status: 201, isOk: true, url: `${url}/ships?name=falcon` });
    expect(response.headers['x-ship']).toBe('Falcon');
    expect(response.setCookies).toEqual(['a=1', 'b=2']);
    expect(await all(response.text())).toEqual(['it is done']);
    await ended;
  });

  it('asks with a GET, its path, its headers and the name of the server', async () => {
    const { url, port } = await webServer((request, response) => {
      response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers }));
    });

    const asked = JSON.parse(
      await textOf({ url: `${url}/a%20b?c=ä#d`, headers: { 'X-Key': 'k' } }),
    ) as unknown;

    expect(asked).toEqual({
      method: 'GET',
      url: '/a%20b?c=%C3%A4',
      headers: { host: `127.0.0.1:${port}`, accept: '*/*', 'x-key': 'k', connection: 'close' },
    });
  });

  it.each<[string, HttpRequestOptions['body'], string]>([
    ['text', 'Падме', 'Падме'],
    ['bytes', new Uint8Array([76, 117, 107, 101]), 'Luke'],
    ['a stream', of('Han ', new Uint8Array([83, 111]), '', 'lo'), 'Han Solo'],
    ['a function that gives a stream', () => of('Le', 'ia'), 'Leia'],
    ['an empty stream', of(), ''],
  ])('sends %s as a body', async (_, body, received) => {
    const { url } = await webServer((request, response) => void request.pipe(response));

    expect(await textOf({ url, body: body! })).toBe(received);
  });

  it('reads JSON, and says what is none', async () => {
    const { url } = await webServer((request, response) => {
      response.end(request.url === '/good' ? '\ufeff{"luke":[1,2]}' : '{"luke":');
    });
    const json = (path: string): ReturnType<HttpResponse['json']> =>
      httpRequest({ url: url + path }).pipe(mergeMap((response) => response.json()));

    expect(await all(json('/good'))).toEqual([{ luke: [1, 2] }]);
    expect(await failureOf(json('/bad'))).toMatchObject({
      code: 'BODY_NOT_JSON',
      message: expect.stringMatching(/^Expected JSON from 127.0.0.1:\d+, but got something else: /),
    });
  });

  it('reads Latin-1 where the server says it is', async () => {
    const { url } = await webServer((_, response) => {
      response.setHeader('Content-Type', 'text/plain; charset=ISO-8859-1').end(Buffer.from([0xe9]));
    });

    expect(await textOf({ url })).toBe('é');
  });

  it('completes without a reader where all of a small body is here, which can still be read', async () => {
    const { url } = await webServer((_, response) => response.end('small'));
    const { response, ended } = await responseOf({ url });

    await ended;

    expect(await all(response.text())).toEqual(['small']);
  });

  it('completes where the connection is kept open by a server that was asked to close it', async () => {
    const { url } = await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone');

    const { ended } = await responseOf({ url });

    await ended;
  });

  it('reads a body that ends with the connection', async () => {
    const { url } = await rawServer('HTTP/1.0 200 OK\r\n\r\nold ', (socket) => socket.end('school'));

    expect(await textOf({ url })).toBe('old school');
  });

  it('gives a body to one reader only', async () => {
    const { url } = await webServer((_, response) => response.end('one'));
    const { response } = await responseOf({ url });
    await all(response.text());

    expect((await failureOf(response.bytes())).code).toBe('ALREADY_READ');
  });

  it('sends another request for each subscriber', async () => {
    let requests = 0;
    const { url } = await webServer((_, response) => response.end(`request ${(requests += 1)}`));
    const request = httpRequest({ url }).pipe(mergeMap((response) => response.text()));

    expect([await all(request), await all(request)]).toEqual([['request 1'], ['request 2']]);
  });

  it('is content with a response to HEAD that has no body', async () => {
    const { url } = await webServer((_, response) => response.setHeader('Content-Length', '1000').end());

    const { response, ended } = await responseOf({ url, method: 'HEAD' });

    expect(await all(response.text())).toEqual(['']);
    await ended;
  });
});

describe('httpRequest and slow readers', () => {
  it('makes the server wait while its window is full', async () => {
    const arrival = signal();
    let isHeldBack = false;
    const { url } = await webServer((_, response) => {
      const pour = (): void => {
        while (response.write(Buffer.alloc(64 * 1024)));
        isHeldBack = true;
        arrival.ring();
      };
      response.on('drain', pour);
      pour();
    });
    const { response } = await responseOf({ url });
    const pieces: Uint8Array[] = [];
    response.bytes({ window: 2 }).subscribe({
      next: (piece) => {
        pieces.push(piece);
        arrival.ring();
      },
      error: () => undefined,
    });

    await arrival.until(() => isHeldBack && pieces.length === 2);
    // A turn of the event loop in which more would have come.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(pieces).toHaveLength(2);
    response.taken(2);

    await arrival.until(() => pieces.length === 4);
  });

  it('tells the source of a body when the system has taken a piece', async () => {
    const { url } = await webServer((request, response) => void request.pipe(response));
    const pieces = new Subject<string>();
    const sizes: number[] = [];

    const text = textOf({
      url,
      body: (sent) => {
        sent.subscribe((size) => {
          sizes.push(size);
          if (sizes.length === 3) pieces.complete();
          else pieces.next('x'.repeat(sizes.length));
        });
        return concat(of('first'), pieces);
      },
    });

    expect(await text).toBe('firstxxx');
    expect(sizes).toEqual([5, 1, 2]);
  });

  it('gives up on a server that does not read', async () => {
    const server = await strangerServer();
    const flood = new Subject<Uint8Array>();
    const failure = failureOf(
      httpRequest({ url: `http://127.0.0.1:${server.port}`, body: flood, maxWaitingBytes: 100_000 }),
    );
    const client = await server.client(0);
    client.pause();

    const pour = setInterval(() => flood.next(new Uint8Array(60_000)));
    closers.push(() => clearInterval(pour));

    expect(await failure).toMatchObject({
      code: 'PEER_TOO_SLOW',
      message: `Expected 127.0.0.1:${server.port} to read what it is sent, but 120000 bytes would wait and 100000 may`,
    });
  });

  it('fails with what the source of its body failed with', async () => {
    const { url } = await webServer((request) => void request.resume());

    const failure = failureOf(httpRequest({ url, body: throwError(() => new Error('no fuel')) }));

    expect((await failure).message).toBe('no fuel');
  });
});

describe('httpRequest and redirects', () => {
  it('follows them, and says where it got', async () => {
    const { url } = await webServer((request, response) => {
      if (request.url === '/new') response.end('here');
      else response.writeHead(302, { Location: '/new' }).end('this way');
    });

    const { response } = await responseOf({ url: `${url}/old` });

    expect(response.url).toBe(`${url}/new`);
    expect(await all(response.text())).toEqual(['here']);
  });

  it.each([
    [301, 'POST', 'GET '],
    [302, 'PUT', 'PUT body'],
    [303, 'PUT', 'GET '],
    [307, 'POST', 'POST body'],
    [308, 'POST', 'POST body'],
  ])('answers %i to %s with %s', async (status, method, asked) => {
    const { url } = await webServer((request, response) => {
      if (request.url === '/old') return response.writeHead(status, { Location: '/new' }).end();
      response.write(`${request.method} `);
      return request.pipe(response);
    });

    expect(await textOf({ url: `${url}/old`, method, body: 'body' })).toBe(asked);
  });

  it('tells no other server the secrets of this one', async () => {
    const other = await webServer((request, response) => response.end(JSON.stringify(request.headers)));
    const { url } = await webServer((_, response) => {
      response.writeHead(302, { Location: `${other.url}/` }).end();
    });

    const headers = { Authorization: 'secret', Cookie: 'a=1', 'X-Kept': 'yes' };
    const asked = JSON.parse(await textOf({ url, headers })) as Record<string, string>;

    expect(asked).toMatchObject({ host: new URL(other.url).host, 'x-kept': 'yes' });
    expect(Object.keys(asked)).not.toEqual(expect.arrayContaining(['authorization']));
    expect(Object.keys(asked)).not.toEqual(expect.arrayContaining(['cookie']));
  });

  it('hands them over where it may follow none', async () => {
    const { url } = await webServer((_, response) => {
      response.writeHead(302, { Location: '/new' }).end('this way');
    });

    const { response } = await responseOf({ url, maxRedirects: 0 });

    expect(response).toMatchObject({ status: 302, isOk: false });
  });

  it('does not run in circles', async () => {
    let requests = 0;
    const { url } = await webServer((_, response) => {
      requests += 1;
      response.writeHead(302, { Location: '/' }).end();
    });

    expect((await failureOf(httpRequest({ url, maxRedirects: 3 }))).code).toBe('TOO_MANY_REDIRECTS');
    expect(requests).toBe(4);
  });

  it.each(['file:///etc/passwd', 'http://'])('does not follow one to %s', async (location) => {
    const { url } = await webServer((_, response) => response.writeHead(302, { Location: location }).end());

    expect(await failureOf(httpRequest({ url }))).toMatchObject({
      code: 'BAD_RESPONSE',
      message: expect.stringContaining(`but it was "${location}"`),
    });
  });
});

describe('httpRequest and what goes wrong', () => {
  it.each<[string, () => unknown]>([
    ['no address', () => httpRequest({ url: 'world' })],
    ['another protocol', () => httpRequest({ url: 'ftp://127.0.0.1/' })],
    ['a user name', () => httpRequest({ url: 'http://luke:secret@127.0.0.1/' })],
    ['blanks', () => httpRequest({ url: 'http://127.0.0.1/a b' })],
    ['a method that is none', () => httpRequest({ url: 'http://a', method: 'GET /\r\n' })],
    ['a header with a line break', () => httpRequest({ url: 'http://a', headers: { a: 'b\r\nc: d' } })],
    ['a header of ours', () => httpRequest({ url: 'http://a', headers: { 'Content-Length': '1' } })],
    ['a body that is none', () => httpRequest({ url: 'http://a', body: 7 as unknown as string })],
    ['no time', () => httpRequest({ url: 'http://a', timeoutSeconds: 0 })],
    ['a certificate that is none', () => httpRequest({ url: 'https://a', tls: { ca: 'x' } })],
  ])('refuses %s at the call', (_, call) => {
    expect(thrownBy(call)).toMatchObject({ name: 'NetError', code: 'ARGUMENT' });
  });

  it('says that an address is none once it can be looked at', async () => {
    expect((await failureOf(httpRequest({ url: 'http://[::1/' }))).code).toBe('ARGUMENT');
  });

  it('says that there is no such host', async () => {
    expect((await failureOf(httpRequest({ url: 'http://nowhere.invalid/' }))).code).toBe('HOST_NOT_FOUND');
  });

  it('says that nothing listens there', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();

    expect(await failureOf(httpRequest({ url: `http://127.0.0.1:${port}/` }))).toMatchObject({
      code: 'CONNECTION_REFUSED',
      message: `Expected a server at 127.0.0.1:${port}, but nothing listens there`,
    });
  });

  it('says that there was no connection in time', async () => {
    const connect = net.connect.bind(net) as (options: object) => Socket;
    // A look-up that never answers.
    jest
      .spyOn(net, 'connect')
      .mockImplementation(((options: object) =>
        connect({ ...options, host: 'a.example', lookup: () => undefined })) as typeof net.connect);

    const failure = failureOf(httpRequest({ url: 'http://a.example/', connectTimeoutSeconds: 0.02 }));

    expect(await failure).toMatchObject({
      code: 'CONNECT_TIMEOUT',
      message: 'Expected a connection to a.example:80, but there was none after 0.02 s',
    });
  });

  it.each<[string, string, (socket: Socket) => void, string, RegExp]>([
    ['silence', '', () => undefined, 'RESPONSE_TIMEOUT', /an answer from .* but nothing came for 0.05 s/],
    ['half a header', 'HTTP/1.1 200 OK\r\nX: ', () => undefined, 'RESPONSE_TIMEOUT', /an answer from/],
    ['an end', '', (socket) => socket.end(), 'CONNECTION_RESET', /an answer from .* the connection was cut/],
    ['a reset', '', (socket) => socket.resetAndDestroy(), 'CONNECTION_RESET', /the connection was cut/],
    ['garbage', '220 mail.example ESMTP\r\n', () => undefined, 'BAD_RESPONSE', /an answer in HTTP from/],
    [
      'headers of a megabyte',
      `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(1e6)}`,
      () => undefined,
      'HEADERS_TOO_LARGE',
      /at most 16384 bytes of headers/,
    ],
    [
      'many headers',
      `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`,
      () => undefined,
      'HEADERS_TOO_LARGE',
      /16384/,
    ],
    [
      'another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
      () => undefined,
      'BAD_RESPONSE',
      /it changed to another protocol/,
    ],
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      () => undefined,
      'BAD_RESPONSE',
      /it cannot be read/,
    ],
    [
      '"continue" for ever',
      'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000),
      () => undefined,
      'RESPONSE_TIMEOUT',
      /nothing came/,
    ],
  ])('answers %s with one clear error', async (_, says, then, code, message) => {
    const { url } = await rawServer(says, then);

    const failure = await failureOf(httpRequest({ url, timeoutSeconds: 0.05 }));

    expect(failure).toMatchObject({ name: 'NetError', code });
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toContain('\n');
  });

  it('cuts a server that gives a byte of its headers now and then', async () => {
    const { url } = await rawServer('HTTP/1.1 200 OK\r\n', (socket) => {
      const drip = setInterval(() => socket.write('x'), 5);
      socket.on('close', () => clearInterval(drip));
    });

    expect((await failureOf(httpRequest({ url, timeoutSeconds: 0.1 }))).code).toBe('RESPONSE_TIMEOUT');
  });

  const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  const LONG = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf';

  it.each<[string, string, (socket: Socket) => void, string]>([
    ['a body that is cut', LONG, (socket) => socket.end(), 'CONNECTION_RESET'],
    ['a body that is reset', LONG, (socket) => socket.resetAndDestroy(), 'CONNECTION_RESET'],
    ['a body that stops', LONG, () => undefined, 'RESPONSE_TIMEOUT'],
    ['chunks that are none', `${CHUNKED}zz\r\n`, () => undefined, 'BAD_RESPONSE'],
    ['a chunk without its end', `${CHUNKED}2\r\nabcdef`, () => undefined, 'BAD_RESPONSE'],
    ['chunks without their end', `${CHUNKED}2\r\nab\r\n`, (socket) => socket.end(), 'CONNECTION_RESET'],
    ['a length that is none', `${CHUNKED}ffffffffffffffffff\r\n`, () => undefined, 'BAD_RESPONSE'],
  ])('tells who reads the body of %s', async (_, says, then, code) => {
    const { url } = await rawServer(says, then);

    const failure = await bodyFailure({ url, idleTimeoutSeconds: 0.05 });

    expect(failure).toMatchObject({ name: 'NetError', code });
  });

  it('tells who reads the body too late, and nobody else', async () => {
    const { url } = await rawServer(LONG, (socket) => socket.end());
    const { response, ended } = await responseOf({ url });

    await ended;

    expect((await failureOf(response.text())).code).toBe('CONNECTION_RESET');
  });

  it('has no time limit while it is us who make the server wait', async () => {
    let goOn: () => void;
    const late = new Promise<void>((resolve) => (goOn = resolve));
    const { url } = await rawServer(LONG, (socket) => {
      setTimeout(() => socket.end('x'.repeat(96), () => goOn()), 80);
    });
    const { response } = await responseOf({ url, idleTimeoutSeconds: 0.02 });
    const sizes: number[] = [];
    const read = new Promise<void>((resolve, reject) => {
      response.bytes({ window: 1 }).subscribe({
        next: ({ length }) => {
          sizes.push(length);
          if (sizes.length > 1) response.taken();
        },
        error: reject,
        complete: resolve,
      });
    });

    await late;
    expect(sizes).toEqual([4]);
    response.taken();

    await read;
    expect(sizes).toEqual([4, 96]);
  });

  it.each<[string, string]>([
    ['a length', 'Content-Length: 2000\r\n\r\n'],
    ['chunks', `Transfer-Encoding: chunked\r\n\r\n7d0\r\n${'x'.repeat(2000)}\r\n0\r\n\r\n`],
  ])('bounds a body with %s', async (_, rest) => {
    const { url } = await rawServer(`HTTP/1.1 200 OK\r\n${rest}`);

    const failure = await bodyFailure({ url, maxBodyBytes: 1999 });

    expect(failure.code).toBe('BODY_TOO_LARGE');
    expect(failure.message).toMatch(/^Expected a body of at most 1999 bytes from .* but a larger one came$/);
  });

  it('bounds what is read as a whole at 1 MiB, and what is read in pieces not at all', async () => {
    const { url } = await webServer((_, response) => response.end(Buffer.alloc(1024 * 1024 + 1)));
    const response = httpRequest({ url });
    const text = response.pipe(mergeMap((whole) => whole.text()));
    const pieces = response.pipe(mergeMap((whole) => whole.bytes()));

    expect((await failureOf(text)).code).toBe('BODY_TOO_LARGE');
    expect((await all(pieces)).length).toBeGreaterThan(1);
  });
});

describe('httpRequest when it is unsubscribed', () => {
  it.each([
    ['resolving', 'localhost'],
    ['connecting', '127.0.0.1'],
  ])('closes its socket while %s', async (_, host) => {
    const server = await strangerServer();
    const connect = jest.spyOn(net, 'connect');
    const said: unknown[] = [];
    const subscription = httpRequest({ url: `http://${host}:${server.port}/` }).subscribe({
      next: (response) => said.push(response),
      error: (error: NetError) => said.push(error),
      complete: () => said.push('complete'),
    });
    const socket = connect.mock.results[0]!.value as Socket;
    expect(socket.connecting).toBe(true);

    subscription.unsubscribe();

    expect(socket.destroyed).toBe(true);
    await once(socket, 'close');
    expect(said).toEqual([]);
  });

  it.each<[string, string, HttpRequestOptions['body']]>([
    ['waiting for headers', '', undefined],
    ['in the middle of headers', 'HTTP/1.1 200 OK\r\nX-', undefined],
    ['sending', '', new Subject<string>()],
  ])('closes its socket while %s', async (_, says, body) => {
    const { url, asked } = await rawServer(says);
    const connect = jest.spyOn(net, 'connect');
    const subscription = httpRequest({ url, ...(body === undefined ? {} : { body }) }).subscribe();
    const client = await asked;

    subscription.unsubscribe();

    expect((connect.mock.results[0]!.value as Socket).destroyed).toBe(true);
    if (body instanceof Subject) expect(body.observed).toBe(false);
    await gone(client);
  });

  it('closes its socket while TLS is agreed on', async () => {
    const server = await strangerServer();
    const subscription = httpRequest({ url: `https://127.0.0.1:${server.port}/` }).subscribe();
    const client = await server.client(0);
    await once(client, 'data');
    const closed = gone(client);

    subscription.unsubscribe();

    await closed;
  });

  it('closes its socket in the middle of the body, and tells a reader of another owner', async () => {
    const { url, asked } = await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
    const { response, stop } = await responseOf({ url });
    const failure = failureOf(response.bytes());
    const closed = gone(await asked);

    stop();

    expect(await failure).toMatchObject({
      code: 'BODY_GONE',
      message: expect.stringMatching(
        /^Expected a request to .* that is subscribed to while its body is read, but/,
      ),
    });
    await closed;
  });

  it('closes its socket when the reader of the body leaves', async () => {
    const { url, asked } = await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
    const { response, ended } = await responseOf({ url });
    const closed = gone(await asked);

    await firstValueFrom(response.bytes());

    await ended;
    await closed;
  });

  it('leaves what was received whole to its reader', async () => {
    const { url } = await webServer((_, response) => response.end('small'));
    const { response, ended, stop } = await responseOf({ url });
    await ended;

    stop();

    expect(await all(response.text())).toEqual(['small']);
  });
});

needing<jest.Describe>('openssl', describe)('httpRequest over TLS', () => {
  let folder: string;
  let key: string;
  let cert: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tls-'));
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '2',
        ],
        ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
        ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
      ],
      { stdio: 'ignore' },
    );
    key = readFileSync(join(folder, 'key.pem'), 'utf8');
    cert = readFileSync(join(folder, 'cert.pem'), 'utf8');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  async function secureServer(): Promise<number> {
    const server = https
      .createServer({ key, cert }, (_, response) => response.end('sealed'))
      .listen(0, '127.0.0.1');
    server.on('tlsClientError', () => undefined);
    closers.push(() => {
      server.close();
      server.closeAllConnections();
    });
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  it.each(['localhost', '127.0.0.1'])('trusts the certificate it was given for %s', async (host) => {
    const url = `https://${host}:${await secureServer()}/`;

    expect(await textOf({ url, tls: { ca: cert } })).toBe('sealed');
  });

  it('trusts no other, and says why', async () => {
    const url = `https://localhost:${await secureServer()}/`;

    expect(await failureOf(httpRequest({ url }))).toMatchObject({
      code: 'TLS_FAILED',
      message: expect.stringMatching(
        /^Expected a secure connection to localhost:\d+, but self-signed certificate/,
      ),
    });
  });

  it('does not trust a certificate of another name', async () => {
    const url = `https://localhost:${await secureServer()}/`;

    const failure = await failureOf(httpRequest({ url, tls: { ca: cert, servername: 'game.example' } }));

    expect(failure.code).toBe('TLS_FAILED');
    expect(failure.message).toMatch(/ERR_TLS_CERT_ALTNAME_INVALID/);
  });

  it('says that the other side speaks no TLS', async () => {
    const { url } = await webServer((_, response) => response.end());

    expect((await failureOf(httpRequest({ url: url.replace('http', 'https') }))).code).toBe('TLS_FAILED');
  });
});
