// SPDX-License-Identifier: MIT
// Peers that are no clients, or bad ones. Each is turned away with one clear reason, and the others go on.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import * as fc from 'fast-check';
import { strangerClient, tcpHandles } from './peers';
import {
  PASSWORD,
  closeSsh,
  execute,
  loginOutcome,
  refusal,
  removeKeys,
  shell,
  sshClient,
  sshServer,
  type SshServer,
} from './ssh-peers';

afterEach(closeSsh);
afterAll(removeKeys);

/** A peer that throws away what it is told; `closed` when the server has closed its side. */
async function peer(server: SshServer): Promise<Socket> {
  const socket = await strangerClient(server.port);
  socket.resume();
  return socket;
}

async function expectService(server: SshServer): Promise<void> {
  const client = await sshClient(server.port);
  const { closed, text } = await execute(client, 'say hello');
  await closed;
  expect(text()).toBe('hello\n');
  client.end();
}

const IDENT = 'SSH-2.0-stranger\r\n';

/** An unencrypted packet of the protocol. */
function packet(payload: Buffer): Buffer {
  const padding = 8 - ((payload.length + 5) % 8) + 8;
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.length + padding + 1);
  head[4] = padding;
  return Buffer.concat([head, payload, Buffer.alloc(padding)]);
}

describe('a peer that does not log in', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['speaks HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', /^it is no SSH client$/],
    ['sends a header without end', 'x'.repeat(9000), /^it is no SSH client$/],
    ['has another version', 'SSH-1.5-old\r\n', /^it is no SSH client$/],
    ['sends noise', Buffer.concat([Buffer.from(IDENT), Buffer.alloc(64, 0xff)]), /Bad packet length/i],
    ['sends an empty packet', Buffer.concat([Buffer.from(IDENT), Buffer.alloc(64)]), /packet length/i],
    [
      'begins with another message',
      Buffer.concat([Buffer.from(IDENT), packet(Buffer.from([50, 0, 0, 0, 0]))]),
      /^Received unexpected packet type 50$/,
    ],
  ])('and %s is turned away', async (_, sent, reason) => {
    const server = await sshServer();
    const stranger = await peer(server);

    stranger.write(sent);

    const refused = await server.event('refused');
    expect(refused.reason).toMatch(reason);
    expect(refused.reason).not.toMatch(/[\n\x00-\x1f]/);
    await expectService(server);
  });

  it.each([
    ['says nothing', ''],
    ['says half a word', 'SSH-2.'],
    ['says its name only', IDENT],
  ])('and %s is sent away after a while', async (_, sent) => {
    const server = await sshServer({ authTimeoutSeconds: 0.05 });
    const stranger = await peer(server);

    stranger.write(sent);

    await once(stranger, 'end');
    expect(await server.event('refused')).toMatchObject({ reason: 'it did not log in within 0.05 s' });
  });

  it('and closes its half is gone', async () => {
    const server = await sshServer();
    const stranger = await peer(server);

    stranger.end(IDENT);

    await once(stranger, 'end');
    expect(await server.event('refused')).toMatchObject({ total: 1 });
  });

  it('and resets is gone', async () => {
    const server = await sshServer();
    const stranger = await strangerClient(server.port);
    await once(stranger, 'data');

    stranger.resetAndDestroy();

    expect(await server.event('refused')).toMatchObject({ reason: 'reset' });
  });

  it('and floods is cut off', async () => {
    const server = await sshServer();
    const stranger = await peer(server);
    stranger.write(IDENT);
    // Messages to be ignored, which are allowed before a key exchange.
    const flood = packet(Buffer.concat([Buffer.from([2, 0, 0, 0x70, 0]), Buffer.alloc(0x7000)]));
    const pump = (): void => {
      while (!stranger.destroyed && stranger.write(flood));
    };
    stranger.on('drain', pump).on('close', () => stranger.removeListener('drain', pump));
    pump();

    const { reason } = await server.event('refused');
    expect(reason).toBe('it sent more than 262144 bytes before it logged in');
    await expectService(server);
  });

  it('makes room for others when all places are taken', async () => {
    const server = await sshServer({ maxConnections: 2 });
    await peer(server);
    await peer(server);

    await expectService(server);

    expect(await server.event('refused')).toMatchObject({
      reason: 'it had not logged in when others came',
    });
  });
});

describe('a client that has logged in', () => {
  it('keeps its place when all are taken', async () => {
    const server = await sshServer({ maxConnections: 1 });
    const client = await sshClient(server.port);

    const outcome = await loginOutcome(server.port, { password: PASSWORD });

    expect(outcome).not.toBe('ready');
    expect(await server.event('refused')).toMatchObject({ reason: '1 clients are here and 1 may be' });
    const { read } = await execute(client, 'say still here');
    await read(/still\|here/);
  });

  it('is sent away when it does nothing', async () => {
    const server = await sshServer({ idleSeconds: 0.5 });

    const { read, closed } = await shell(await sshClient(server.port), true);

    await read(/nothing came for 0.5 s: goodbye/);
    await closed;
    expect(await server.event('logout')).toMatchObject({ reason: 'it was idle for 0.5 s' });
  });

  it('is not idle while it waits for an answer', async () => {
    const server = await sshServer({ idleSeconds: 0.3 });
    const { text, closed } = await execute(await sshClient(server.port), 'wait');
    const command = await server.command(0);

    // Another client has gone through its whole idle time meanwhile, several times over.
    for (let times = 0; times < 2; times += 1) {
      await sshClient(server.port);
      await server.event('logout', times);
    }
    command.end('after all');

    await closed;
    expect(text()).toBe('after all\n');
  });

  it('has so many sessions', async () => {
    const server = await sshServer({ maxSessions: 2 });
    const client = await sshClient(server.port);
    await execute(client, 'wait');
    const second = await execute(client, 'wait');

    expect(await refusal((done) => client.exec('wait', done))).toMatch(/Channel open failure/);

    (await server.command(1)).end();
    await second.closed;
    await (await execute(client, 'say again')).read(/again/);
  });

  it('is closed if it does not read', async () => {
    const server = await sshServer({ maxWaitingBytes: 100_000 });
    const client = await sshClient(server.port);
    const { channel } = await execute(client, 'wait');
    channel.pause();
    const command = await server.command(0);

    const line = 'x'.repeat(1000);
    let sent = 0;
    // No client of ours reads meanwhile: this does not leave the loop.
    while (command.reply(line)) sent += 1;

    expect(command.isOpen).toBe(false);
    expect(sent).toBeLessThan(50_000);
    expect((await server.event('logout')).reason).toMatch(/^it does not read: \d+ bytes would wait$/);
    await expectService(server);
  });

  it('is closed if it sends more than it may', async () => {
    const server = await sshServer();
    const client = await sshClient(server.port);
    const { channel } = await shell(client, false);
    channel.write('wait\n');
    await server.command(0);

    // Reaches behind the window that the server has given it.
    const { outgoing, _client } = channel as unknown as {
      outgoing: { id: number };
      _client: { _protocol: { channelData(id: number, data: Buffer): void } };
    };
    const data = Buffer.alloc(32_000, 'x');
    for (let times = 0; times < 200; times += 1) _client._protocol.channelData(outgoing.id, data);

    expect(await server.event('logout')).toMatchObject({ reason: 'it sent more than it was allowed to' });
    await expectService(server);
  });

  it('goes in the middle of everything, many at a time', async () => {
    const server = await sshServer();
    const clients = await Promise.all(Array.from({ length: 12 }, () => sshClient(server.port)));
    await Promise.all(clients.map((client) => execute(client, 'wait')));

    clients.forEach((client) => client.destroy());

    await server.event('logout', 11);
    expect(server.events.filter(({ type }) => type === 'command')).toHaveLength(12);
    await expectService(server);
  });
});

describe('unsubscribing from listenSsh', () => {
  it('closes all clients at once, in whatever state they are, and frees the port', async () => {
    const server = await sshServer();
    await peer(server);
    (await peer(server)).write(IDENT);
    await execute(await sshClient(server.port), 'wait');
    await shell(await sshClient(server.port), true);

    server.subscription.unsubscribe();

    const again = await sshServer({ port: server.port });
    await expectService(again);
    again.subscription.unsubscribe();
    await closeSsh();
    expect(tcpHandles()).toEqual([]);
  });

  it('closes before it listens', async () => {
    const server = await sshServer();
    server.subscription.unsubscribe();

    const second = await sshServer({ port: server.port });

    expect(second.port).toBe(server.port);
  });

  it('says if the port is taken', async () => {
    const { port } = await sshServer();

    await expect(sshServer({ port })).rejects.toMatchObject({ code: 'ADDRESS_IN_USE', port });
  });
});

describe('any bytes at all', () => {
  it('do no harm', async () => {
    const server = await sshServer({ maxConnections: 64 });
    // A login cut at any place, with any byte changed, is one of the inputs.
    const beginning = fc.constantFrom('', IDENT, 'SSH-2.0-', `${IDENT}\0\0\0\x0c\x0a\x14`);
    const bytes = fc.tuple(beginning, fc.uint8Array({ maxLength: 600 }));
    let inputs = 0;

    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { minLength: 20, maxLength: 20 }), async (batch) => {
        await Promise.all(
          batch.map(async ([text, tail]) => {
            const socket = await peer(server);
            socket.end(Buffer.concat([Buffer.from(text, 'latin1'), tail]));
            await once(socket, 'close').catch(() => undefined);
            inputs += 1;
          }),
        );
      }),
      { numRuns: 20, seed: 4 },
    );

    expect(inputs).toBeGreaterThanOrEqual(400);
    expect(server.events.filter(({ type }) => type === 'login')).toEqual([]);
    await expectService(server);
  });

  it('do no harm in a session', async () => {
    const server = await sshServer();
    const client = await sshClient(server.port);
    for (const terminal of [true, false]) {
      const { channel, closed } = await shell(client, terminal);
      channel.on('error', () => undefined);
      channel.resume();
      channel.end(Buffer.concat([randomBytes(100_000), Buffer.from('\nexit\n')]));
      await closed;
    }

    await expectService(server);
  });
});
