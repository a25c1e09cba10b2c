import { once } from 'node:events';
import { connectTcp } from '../../TypeScript/net';
import { all, closeAll, failureOf, ourClient, strangerServer, tcpHandles, thrownBy } from './peers';
import { selfSigned, tlsServer } from './tls-server';

afterEach(closeAll);

describe('connectTcp with TLS', () => {
  const identity = selfSigned();
  const tls = { ca: identity.cert };

  it.each(['localhost', '127.0.0.1'])('speaks to %s, with a certificate that is trusted', async (host) => {
    const server = await tlsServer(identity);
    const { connection, outcome } = await ourClient({ host, port: server.port, tls });
    const stranger = await server.client;

    const lines = all(connection.lines());
    connection.end('hello\n');
    expect(String((await once(stranger, 'data'))[0])).toBe('hello\n');
    stranger.end('bye\nbye');

    expect(await lines).toEqual(['bye', 'bye']);
    expect(await outcome).toBeUndefined();
  });

  it('refuses a certificate that nobody trusts', async () => {
    const { port } = await tlsServer(identity);

    const error = await failureOf(connectTcp({ port, tls: true }));

    expect(error.code).toBe('TLS_FAILED');
    expect(error.message).toBe(
      `Expected a TLS server at 127.0.0.1:${port} that can be trusted, but self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT)`,
    );
  });

  it('refuses a certificate of another name', async () => {
    const { port } = await tlsServer(identity);
    const options = { port, tls: { ...tls, servername: 'other.example' } };

    expect(await failureOf(connectTcp(options))).toMatchObject({ code: 'TLS_FAILED' });
  });

  it('says when the server speaks no TLS', async () => {
    const server = await strangerServer();
    const failure = failureOf(connectTcp({ port: server.port, tls }));

    (await server.client(0)).write('220 hello\r\n');

    expect(await failure).toMatchObject({ code: 'TLS_FAILED' });
  });

  it('gives the whole of it its time', async () => {
    const server = await strangerServer();
    const failure = failureOf(connectTcp({ port: server.port, tls, timeoutSeconds: 0.05 }));

    await once(await server.client(0), 'data');

    expect(await failure).toMatchObject({ code: 'CONNECT_TIMEOUT' });
  });

  it.each([{ ca: 'x' }, { servername: '' }])('refuses %j', (options) => {
    expect(thrownBy(() => connectTcp({ port: 1, tls: options }))).toMatchObject({ code: 'ARGUMENT' });
  });
});

describe('unsubscribing from connectTcp', () => {
  it('stops a look-up', async () => {
    const subscription = connectTcp({ host: 'nowhere.invalid', port: 1 }).subscribe();

    subscription.unsubscribe();

    await closeAll();
    expect(tcpHandles()).toEqual([]);
  });

  it('stops an attempt that is under way', async () => {
    // Nobody answers there: it is for documentation.
    const subscription = connectTcp({ host: '192.0.2.1', port: 1 }).subscribe({ error: () => undefined });
    await new Promise((resolve) => setImmediate(resolve));

    subscription.unsubscribe();

    await closeAll();
    expect(tcpHandles()).toEqual([]);
  });

  it('ends TLS that is under way', async () => {
    const server = await strangerServer();
    const subscription = connectTcp({ port: server.port, tls: true }).subscribe();
    const stranger = await server.client(0);
    await once(stranger, 'data');

    subscription.unsubscribe();

    await once(stranger, 'end');
  });

  it.each<[string, (ours: { end(words?: string): void }, stranger: { end(): void; pause(): void }) => void]>([
    ['whose other half has ended', (_ours, stranger) => stranger.end()],
    ['whose own half has ended', (ours) => ours.end()],
    [
      'that drains',
      (ours, stranger) => {
        stranger.pause();
        ours.end('x'.repeat(10_000_000));
      },
    ],
  ])('ends a connection %s', async (_what, prepare) => {
    const server = await strangerServer();
    const { connection, subscription } = await ourClient({ port: server.port });
    const stranger = await server.client(0);
    prepare(connection, stranger);
    await new Promise((resolve) => setImmediate(resolve));

    subscription.unsubscribe();

    expect([connection.isOpen, connection.waitingBytes, connection.write('x')]).toEqual([false, 0, false]);
    stranger.destroy();
    await closeAll();
    expect(tcpHandles()).toEqual([]);
  });
});
