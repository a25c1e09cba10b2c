import { once } from 'node:events';
import net, { type Server } from 'node:net';
import { listenTcp, NetError } from '../../TypeScript/net';
import {
  closeAll,
  failureOf,
  ourServer,
  pair,
  strangerClient,
  tcpHandles,
  textUntilEnd,
  thrownBy,
} from './peers';

afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});

describe('listenTcp', () => {
  it('does nothing before someone subscribes', () => {
    const createServer = jest.spyOn(net, 'createServer');

    listenTcp({ port: 0 });

    expect(createServer).not.toHaveBeenCalled();
  });

  it('tells the port it got, on this machine only', async () => {
    const server = await ourServer({ port: 0 });

    expect(server.events).toEqual([{ type: 'listening', address: '127.0.0.1', port: server.port }]);
    expect(server.port).toBeGreaterThan(0);
  });

  it('hands over a connection that has lost nothing of what came before it was read', async () => {
    const server = await ourServer();
    const stranger = await strangerClient(server.port);
    stranger.end('early\n');
    const ours = await server.connection(0);

    const lines: string[] = [];
    ours
      .lines()
      .subscribe({ next: (line) => lines.push(line), complete: () => ours.end(`${lines.join()}\n`) });

    expect(await textUntilEnd(stranger)).toBe('early\n');
  });

  it('serves many clients at a time', async () => {
    const server = await ourServer({}, (connection) =>
      connection.lines().subscribe({
        next: (line) => connection.write(`hello ${line}\n`),
        complete: () => connection.end(),
      }),
    );

    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const stranger = await strangerClient(server.port);
        stranger.end(`client ${index}\n`);
        return textUntilEnd(stranger);
      }),
    );

    expect(answers).toEqual(Array.from({ length: 100 }, (_, index) => `hello client ${index}\n`));
  });

  it('closes connections over the limit, counts them, and takes new ones when there is room', async () => {
    const server = await ourServer({ maxConnections: 1 });
    const first = await strangerClient(server.port);
    await server.connection(0);

    for (const total of [1, 2]) {
      const stranger = await strangerClient(server.port);
      expect(await textUntilEnd(stranger)).toBe('');
      await server.refused(total);
    }

    expect(server.events.at(-1)).toEqual({
      type: 'refused',
      reason: '1 connections are open and 1 may be',
      total: 2,
    });
    (await server.connection(0)).destroy();
    await strangerClient(server.port);
    expect((await server.connection(1)).isOpen).toBe(true);
    first.destroy();
  });

  it('fails with one clear error if the port is in use, and spares the one who has it', async () => {
    const { port } = await ourServer();

    const error = await failureOf(listenTcp({ port }));

    expect(error).toBeInstanceOf(NetError);
    expect(error).toMatchObject({
      code: 'ADDRESS_IN_USE',
      address: '127.0.0.1',
      port,
      message: `Expected a free TCP port at 127.0.0.1:${port}, but it is in use`,
    });
    expect((await strangerClient(port)).destroyed).toBe(false);
  });

  it('fails if the address is not of this machine', async () => {
    const error = await failureOf(listenTcp({ host: '192.0.2.1', port: 0 }));

    expect(error).toMatchObject({
      code: 'LISTEN_FAILED',
      message: 'Expected an address of this machine, but 192.0.2.1 is none',
    });
  });

  it('outlives a connection the system could not give it', async () => {
    const createServer = jest.spyOn(net, 'createServer');
    const server = await ourServer();

    const error = Object.assign(new Error('accept EMFILE'), { code: 'EMFILE', syscall: 'accept' });
    (createServer.mock.results[0]!.value as Server).emit('error', error);

    expect(server.events.at(-1)).toEqual({ type: 'refused', reason: 'the system said EMFILE', total: 1 });
    await strangerClient(server.port);
    expect((await server.connection(0)).isOpen).toBe(true);
  });

  it.each([
    ['a port', { port: 65_536 }, 'Expected port to be a whole number from 0 to 65535, but got 65536'],
    [
      'no port',
      { port: '80' as unknown as number },
      'Expected port to be a whole number from 0 to 65535, but got "80"',
    ],
    [
      'a limit',
      { port: 0, maxConnections: 0 },
      'Expected maxConnections to be a whole number of at least 1, but got 0',
    ],
    [
      'a grace',
      { port: 0, graceSeconds: -1 },
      'Expected graceSeconds to be a number of seconds above 0, but got -1',
    ],
  ])('refuses %s that cannot be, at the call', (_, options, message) => {
    expect(thrownBy(() => listenTcp(options))).toMatchObject({ code: 'ARGUMENT', message });
  });
});

describe('unsubscribing from listenTcp', () => {
  it('closes the server and destroys its connections before it returns', async () => {
    const { server, ours, stranger } = await pair();
    const events = server.events.length;

    server.subscription.unsubscribe();

    expect(ours.isOpen).toBe(false);
    expect(await textUntilEnd(stranger)).toBe('');
    const late = net.connect({ host: '127.0.0.1', port: server.port });
    const [error] = (await once(late, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
    expect(server.events).toHaveLength(events);
  });

  it('before it listens leaves no server', async () => {
    const createServer = jest.spyOn(net, 'createServer');
    const events: unknown[] = [];

    listenTcp({ port: 0, host: 'localhost' })
      .subscribe((event) => events.push(event))
      .unsubscribe();

    // A later server gets its name looked up later, so the first would listen by now.
    await ourServer({ host: 'localhost' });
    const server = createServer.mock.results[0]!.value as Server;
    expect(server.listening).toBe(false);
    expect(tcpHandles()).toEqual(['TCPServerWrap']);
    expect(events).toEqual([]);
  });

  it('leaves no listener of ours on the server', async () => {
    const createServer = jest.spyOn(net, 'createServer');
    const { subscription } = await ourServer();

    subscription.unsubscribe();

    const server = createServer.mock.results[0]!.value as Server;
    expect(server.listening).toBe(false);
    expect(server.eventNames()).toEqual(['error']);
  });
});
