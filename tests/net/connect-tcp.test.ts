import dns from 'node:dns';
import { once } from 'node:events';
import net, { Socket } from 'node:net';
import { connectTcp, NetError, type TcpConnection } from '../../TypeScript/net';
import { all, closeAll, failureOf, ourClient, strangerServer, tcpHandles, thrownBy } from './peers';

afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});

describe('connectTcp', () => {
  it('does nothing before someone subscribes', () => {
    const connect = jest.spyOn(net, 'connect');

    connectTcp({ port: 1 });

    expect(connect).not.toHaveBeenCalled();
  });

  it('emits one connection, which knows both ends', async () => {
    const server = await strangerServer();

    const { connection } = await ourClient({ port: server.port });

    const stranger = await server.client(0);
    expect(connection).toMatchObject({
      isOpen: true,
      remoteAddress: '127.0.0.1',
      remotePort: server.port,
      localAddress: '127.0.0.1',
      localPort: stranger.remotePort,
    });
  });

  it('reads what a server streams until it closes, then completes', async () => {
    const server = await strangerServer();
    const { connection, outcome } = await ourClient({ port: server.port });
    const lines = all(connection.lines());

    (await server.client(0)).end('one\ntwo\nthree');

    expect(await lines).toEqual(['one', 'two', 'three']);
    connection.end();
    expect(await outcome).toBeUndefined();
  });

  it('gives each subscriber a connection of its own', async () => {
    const server = await strangerServer();
    const source = { port: server.port };

    const [a, b] = await Promise.all([ourClient(source), ourClient(source)]);

    expect(a.connection.id).not.toBe(b.connection.id);
    await server.client(1);
  });

  it('fails with one clear error if nothing listens', async () => {
    const { port } = await strangerServer();
    await closeAll();

    const error = await failureOf(connectTcp({ port }));

    expect(error).toBeInstanceOf(NetError);
    expect(error).toMatchObject({
      code: 'CONNECTION_REFUSED',
      address: '127.0.0.1',
      port,
      message: `Expected a server at 127.0.0.1:${port}, but nothing listens there`,
    });
  });

  it('fails if the host has no address', async () => {
    // As the system says it, and without asking a name server.
    jest.spyOn(dns, 'lookup').mockImplementation(((
      _host: string,
      _options: object,
      done: (error: Error) => void,
    ) => {
      setImmediate(done, Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
    }) as unknown as typeof dns.lookup);

    const error = await failureOf(connectTcp({ host: 'no-such-host.invalid', port: 1 }));

    expect(error).toMatchObject({ code: 'HOST_NOT_FOUND', address: 'no-such-host.invalid', port: 1 });
  });

  it('fails if nobody answers in time', async () => {
    // Never told to connect: the same to us as a server that never answers.
    jest.spyOn(net, 'connect').mockReturnValue(new Socket());

    const error = await failureOf(connectTcp({ port: 1, timeoutSeconds: 0.001 }));

    expect(error).toMatchObject({
      code: 'CONNECT_TIMEOUT',
      message: 'Expected an answer from 127.0.0.1:1, but none came for 0.001 s',
    });
  });

  it('fails if the open connection is reset', async () => {
    const server = await strangerServer();
    const { connection, outcome } = await ourClient({ port: server.port });
    const lines = all(connection.lines());

    (await server.client(0)).resetAndDestroy();

    expect(await outcome).toMatchObject({ code: 'CONNECTION_RESET', port: server.port });
    expect(await lines).toEqual([]);
  });

  it('completes when we destroy the connection', async () => {
    const server = await strangerServer();
    const { connection, outcome } = await ourClient({ port: server.port });

    connection.destroy();

    expect(await outcome).toBeUndefined();
  });

  it.each([
    ['a port of zero', { port: 0 }, 'Expected port to be a whole number from 1 to 65535, but got 0'],
    [
      'a port that is no number',
      { port: NaN },
      'Expected port to be a whole number from 1 to 65535, but got NaN',
    ],
    ['an empty host', { host: '', port: 1 }, 'Expected host to be a host name or an address, but got ""'],
    [
      'a host with a line break',
      { host: 'a\nb', port: 1 },
      'Expected host to be a host name or an address, but got "a\\nb"',
    ],
    [
      'no patience',
      { port: 1, timeoutSeconds: 0 },
      'Expected timeoutSeconds to be a number of seconds above 0, but got 0',
    ],
  ])('refuses %s at the call', (_, options, message) => {
    expect(thrownBy(() => connectTcp(options))).toMatchObject({ code: 'ARGUMENT', message });
  });
});

describe('unsubscribing from connectTcp', () => {
  it.each([
    ['resolving', 'localhost'],
    ['connecting', '127.0.0.1'],
  ])('destroys the socket while it is %s', async (_, host) => {
    const server = await strangerServer();
    const connect = jest.spyOn(net, 'connect');
    const emitted: TcpConnection[] = [];

    connectTcp({ host, port: server.port })
      .subscribe((connection) => emitted.push(connection))
      .unsubscribe();

    const socket = connect.mock.results[0]!.value as Socket;
    expect(socket).toMatchObject({ destroyed: true });
    expectNothingOfOurs(socket);
    await once(socket, 'close');
    expect(emitted).toEqual([]);
  });

  it('destroys the socket while it is open, and completes its readers', async () => {
    const connect = jest.spyOn(net, 'connect');
    const server = await strangerServer();
    const { connection, subscription } = await ourClient({ port: server.port });
    const lines = all(connection.lines());

    subscription.unsubscribe();

    expect(connection.isOpen).toBe(false);
    const socket = connect.mock.results[0]!.value as Socket;
    expect(socket).toMatchObject({ destroyed: true });
    expectNothingOfOurs(socket);
    expect(await lines).toEqual([]);
  });

  it('destroys the socket while it is half open', async () => {
    const connect = jest.spyOn(net, 'connect');
    const server = await strangerServer();
    const { connection, subscription } = await ourClient({ port: server.port });
    (await server.client(0)).end();
    await all(connection.lines());

    subscription.unsubscribe();

    expect(connect.mock.results[0]!.value).toMatchObject({ destroyed: true });
  });

  it('leaves no handle behind', async () => {
    const server = await strangerServer();
    const clients = await Promise.all(Array.from({ length: 20 }, () => ourClient({ port: server.port })));

    clients.forEach(({ subscription }) => subscription.unsubscribe());
    await closeAll();

    expect(tcpHandles()).toEqual([]);
  });
});

function expectNothingOfOurs(socket: Socket): void {
  const names = ['connect', 'data', 'timeout', 'close', 'drain'];
  expect(names.filter((name) => socket.listenerCount(name) > 0)).toEqual([]);
  expect(socket.listenerCount('error')).toBe(1);
}
