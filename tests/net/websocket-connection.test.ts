import type { WebSocketConnection } from '../../TypeScript/net';
import { closeAll, failureOf, signal, thrownBy } from './peers';
import {
  BINARY,
  CLOSE,
  PING,
  PONG,
  TEXT,
  closeOf,
  inbox,
  ourWebSocketServer,
  rawClient,
  webSocketPair,
} from './websocket-peers';

afterEach(closeAll);

describe('WebSocketConnection', () => {
  it('brings text as strings and bytes as bytes, both ways', async () => {
    const { here, there } = await webSocketPair();
    const atServer = inbox(there);
    const atClient = inbox(here);

    expect([here.send('Падме'), here.send(Uint8Array.of(0, 255)), here.send('')]).toEqual([true, true, true]);
    expect(there.send(Uint8Array.of())).toBe(true);

    expect(await atServer.count(3)).toEqual(['Падме', Buffer.from([0, 255]), '']);
    expect(await atClient.count(1)).toEqual([Buffer.alloc(0)]);
  });

  it('tells both ends of the socket', async () => {
    const { server, here, there } = await webSocketPair();

    expect(there).toMatchObject({ remoteAddress: '127.0.0.1', localPort: server.port, isOpen: true });
    expect(here).toMatchObject({ remotePort: server.port, localPort: there.remotePort, protocol: '' });
    expect(here.id).not.toBe(there.id);
  });

  it('keeps what came before someone reads, also when the peer has closed', async () => {
    const { here, there } = await webSocketPair();
    here.send('one');
    here.send('two');
    here.close(4001, 'enough');

    expect(await closeOf(there)).toEqual({ reason: 'ended', code: 4001, text: 'enough', error: undefined });
    const late = inbox(there);

    await late.completed();
    expect(late.messages).toEqual(['one', 'two']);
  });

  it('goes on where the last reader stopped', async () => {
    const { here, there } = await webSocketPair();
    here.send('one');
    here.send('two');
    here.send('three');

    const first: unknown[] = [];
    const stop = signal();
    const subscription = there.messages().subscribe((message) => {
      first.push(message);
      if (first.length === 2) subscription.unsubscribe();
      stop.ring();
    });
    await stop.until(() => first.length === 2);

    expect(await inbox(there).count(1)).toEqual(['three']);
    expect(first).toEqual(['one', 'two']);
  });

  it('takes one reader at a time', async () => {
    const { there } = await webSocketPair();
    inbox(there);

    expect(await failureOf(there.messages())).toMatchObject({ code: 'ALREADY_READ' });
  });

  it('hands over no more than its window, until messages are taken', async () => {
    const { here, there } = await webSocketPair();
    const reader = inbox(there, 2);
    for (let index = 0; index < 5; index += 1) here.send(String(index));
    await reader.count(2);
    here.send('last');
    // Its pong comes behind the messages.
    await pongAfter(here, there);
    expect(reader.messages).toEqual(['0', '1']);

    there.taken();
    there.taken();
    expect(reader.messages).toEqual(['0', '1']);
    expect(await reader.count(4)).toEqual(['0', '1', '2', '3']);
    there.taken(2);

    expect(await reader.count(6)).toEqual(['0', '1', '2', '3', '4', 'last']);
  });

  it('never enters a handler twice when it takes at once', async () => {
    const { here, there } = await webSocketPair();
    let depth = 0;
    let deepest = 0;
    let count = 0;
    const done = signal();
    there.messages({ window: 1 }).subscribe(() => {
      depth += 1;
      deepest = Math.max(deepest, depth);
      there.taken();
      depth -= 1;
      count += 1;
      done.ring();
    });

    for (let index = 0; index < 1000; index += 1) here.send('x');
    await done.until(() => count === 1000);

    expect(deepest).toBe(1);
  });

  it('lets a peer wait that is not read, and loses nothing', async () => {
    const { here, there } = await webSocketPair({}, { maxWaitingBytes: Infinity });
    const text = 'x'.repeat(100_000);
    for (let index = 0; index < 200; index += 1) here.send(`${index}${text}`);
    let hasDrained = false;
    here.drained.subscribe(() => (hasDrained = true));

    const reader = inbox(there, 1);
    await reader.count(1);
    // More than both systems' buffers hold is still here.
    expect(here.waitingBytes).toBeGreaterThan(0);
    expect(hasDrained).toBe(false);
    for (let count = 2; count <= 200; count += 1) {
      there.taken();
      await reader.count(count);
    }

    expect(reader.messages[199]).toBe(`199${text}`);
    expect({ hasDrained, waiting: here.waitingBytes }).toEqual({ hasDrained: true, waiting: 0 });
  });

  it('closes a peer that does not read as too slow', async () => {
    const server = await ourWebSocketServer({ maxWaitingBytes: 100_000 });
    const peer = await rawClient(server.port);
    peer.socket.pause();
    const ours = await server.connection(0);
    const close = closeOf(ours);

    const message = 'x'.repeat(50_000);
    while (ours.send(message));

    expect(await close).toMatchObject({
      reason: 'too-slow',
      error: { code: 'PEER_TOO_SLOW', address: '127.0.0.1', port: ours.remotePort },
    });
    expect(ours.send('more')).toBe(false);
    expect({ isOpen: ours.isOpen, waiting: ours.waitingBytes }).toEqual({ isOpen: false, waiting: 0 });
  });

  it('says when all is drained, at once if nothing waits, never after the end', async () => {
    const { here } = await webSocketPair();
    const told: string[] = [];
    const listen = (name: string): void => {
      here.drained.subscribe({ next: () => told.push(name), complete: () => told.push(`${name} over`) });
    };

    listen('first');
    here.destroy();
    listen('second');

    expect(told).toEqual(['first', 'first over', 'second over']);
  });

  it('closes in order from either side, with code and reason', async () => {
    const { client, here, there } = await webSocketPair();
    const closes = Promise.all([closeOf(here), closeOf(there)]);

    there.close(1001, 'going');
    expect([there.isOpen, there.send('more')]).toEqual([false, false]);
    there.close(4000, 'twice');

    const end = { reason: 'ended', code: 1001, text: 'going', error: undefined };
    expect(await closes).toEqual([end, end]);
    expect(await client.outcome).toBeUndefined();
  });

  it.each([1005, 1006, 1015, 999, 2000, 5000, 1000.5])('refuses to close with %d', async (code) => {
    const { here } = await webSocketPair();

    expect(thrownBy(() => here.close(code))).toMatchObject({ code: 'ARGUMENT' });
    expect(here.isOpen).toBe(true);
  });

  it('refuses a reason that no frame holds', async () => {
    const { here } = await webSocketPair();

    expect(thrownBy(() => here.close(1000, 'я'.repeat(62)))).toMatchObject({ code: 'ARGUMENT' });
    expect(() => here.close(1000, 'x'.repeat(123))).not.toThrow();
  });

  it('delivers what comes after our close to the reader, and completes', async () => {
    const server = await ourWebSocketServer();
    const peer = await rawClient(server.port);
    const ours = await server.connection(0);
    const reader = inbox(ours);

    ours.close();
    expect(await peer.closeCode()).toBe(1000);
    peer.send({ opcode: TEXT, payload: 'last words' }, { opcode: CLOSE, payload: Buffer.from([3, 232]) });
    peer.socket.end();

    await reader.completed();
    expect(reader.messages).toEqual(['last words']);
  });

  it('learns of the peer’s close after our own, however much nobody reads', async () => {
    const { here, there } = await webSocketPair({}, { maxWaitingBytes: Infinity });
    for (let index = 0; index < 100; index += 1) here.send('x'.repeat(100_000));
    const closes = Promise.all([closeOf(here), closeOf(there)]);

    there.close();

    expect((await closes).map(({ reason }) => reason)).toEqual(['ended', 'ended']);
  });

  it('destroys at once: readers complete, nothing more comes', async () => {
    const { here, there } = await webSocketPair();
    here.send('one');
    here.send('two');
    const seen: unknown[] = [];
    const close = closeOf(there);
    there.messages().subscribe({
      next: (message) => {
        seen.push(message);
        there.destroy();
      },
      complete: () => seen.push('over'),
    });

    expect(await close).toEqual({ reason: 'destroyed', code: 1006, text: '', error: undefined });
    expect(seen).toEqual(['one', 'over']);
    expect(await closeOf(here)).toMatchObject({ reason: 'reset', error: { code: 'CONNECTION_RESET' } });
    there.destroy();
  });

  it('drops what nobody has read when it is destroyed', async () => {
    const { here, there } = await webSocketPair();
    here.send('one');
    here.close();
    await closeOf(there);

    there.destroy();
    const reader = inbox(there);

    await reader.completed();
    expect(reader.messages).toEqual([]);
  });
});

describe('keep-alive', () => {
  it('keeps a quiet connection for as long as pings are answered', async () => {
    const server = await ourWebSocketServer({ pingSeconds: 0.02 });
    const peer = await rawClient(server.port);

    for (let count = 0; count < 4; count += 1) {
      expect((await peer.frame())?.opcode).toBe(PING);
      peer.send({ opcode: PONG });
    }

    expect((await server.connection(0)).isOpen).toBe(true);
  });

  it('finds a peer that answers no more', async () => {
    const server = await ourWebSocketServer({ pingSeconds: 0.02 });
    await rawClient(server.port);

    expect(await closeOf(await server.connection(0))).toMatchObject({
      reason: 'silent',
      error: {
        code: 'PEER_SILENT',
        message: expect.stringMatching(/to answer a ping, but nothing came for 0.02 s$/),
      },
    });
  });

  it('takes any byte for a sign of life', async () => {
    const server = await ourWebSocketServer({ pingSeconds: 0.02 });
    const peer = await rawClient(server.port);
    const reader = inbox(await server.connection(0));

    for (let count = 0; count < 4; count += 1) {
      await peer.frame();
      peer.send({ opcode: TEXT, fin: false, payload: 'x' });
      await peer.frame();
      peer.send({ opcode: 0, payload: 'y' });
    }

    expect(await reader.count(4)).toEqual(['xy', 'xy', 'xy', 'xy']);
  });

  it('does not blame a peer that we let wait', async () => {
    const { here, there } = await webSocketPair({ pingSeconds: 0.01 });
    const text = 'x'.repeat(70_000);
    here.send(text);
    here.send(text);
    // A neighbour that is as quiet, but read, is found out several times meanwhile.
    for (let count = 0; count < 3; count += 1) {
      const quiet = await ourWebSocketServer({ pingSeconds: 0.01 });
      await rawClient(quiet.port);
      await closeOf(await quiet.connection(0));
    }

    const reader = inbox(there);
    expect(await reader.count(2)).toEqual([text, text]);
    expect(there.isOpen).toBe(true);
  });

  it('answers pings while nobody reads', async () => {
    const server = await ourWebSocketServer();
    const peer = await rawClient(server.port);
    await server.connection(0);

    peer.send({ opcode: TEXT, payload: 'unread' }, { opcode: PING, payload: 'here?' });

    expect(await peer.frame()).toEqual({ opcode: PONG, payload: Buffer.from('here?') });
  });
});

describe('a peer that ends badly', () => {
  it('is a reset when it resets', async () => {
    const server = await ourWebSocketServer();
    const peer = await rawClient(server.port);
    const ours = await server.connection(0);

    peer.socket.resetAndDestroy();

    expect(await closeOf(ours)).toMatchObject({
      reason: 'reset',
      code: 1006,
      error: { code: 'CONNECTION_RESET' },
    });
  });

  it('is a reset when it ends without a handshake', async () => {
    const server = await ourWebSocketServer();
    const peer = await rawClient(server.port);
    const ours = await server.connection(0);
    const reader = inbox(ours);
    peer.send({ opcode: BINARY, fin: false, payload: 'half' });

    peer.socket.end();

    const { reason, error } = await closeOf(ours);
    expect(reason).toBe('reset');
    expect(error?.message).toMatch(
      /to end the connection in order, but it ended without a closing handshake$/,
    );
    expect(reader.messages).toEqual([]);
  });

  it('is silent when it never closes its side', async () => {
    const server = await ourWebSocketServer({ graceSeconds: 0.02 });
    const peer = await rawClient(server.port);
    const ours = await server.connection(0);

    ours.close();

    expect(await closeOf(ours)).toMatchObject({ reason: 'silent', error: { code: 'PEER_SILENT' } });
    await peer.ended();
  });

  it('has its time when it has closed and holds on to the socket', async () => {
    const server = await ourWebSocketServer({ graceSeconds: 0.02 });
    const peer = await rawClient(server.port);
    peer.send({ opcode: CLOSE, payload: Buffer.from([3, 232]) });

    const close = await closeOf(await server.connection(0));

    expect(close).toMatchObject({ reason: 'ended', code: 1000 });
    await peer.ended();
  });
});

/** Waits until the other side has answered something that was sent after all else. */
async function pongAfter(here: WebSocketConnection, there: WebSocketConnection): Promise<void> {
  const reader = inbox(here);
  there.send('mark');
  await reader.count(1);
  reader.subscription.unsubscribe();
}
