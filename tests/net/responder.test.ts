import { once } from 'node:events';
import { firstValueFrom } from 'rxjs';
import type { TcpClose, TcpConnection } from '../../TypeScript/net';
import { closeAll, ourClient, ourServer, pair, signal, strangerServer, thrownBy } from './peers';

afterEach(closeAll);

function closeOf(connection: TcpConnection): Promise<TcpClose> {
  return firstValueFrom(connection.closed);
}

const pong = (bytes: Uint8Array): string | undefined => (String(bytes) === 'ping' ? 'pong\n' : undefined);

describe('a responder', () => {
  it('answers while nobody reads, and hides nothing from the reader', async () => {
    const { ours, stranger } = await pair({ responder: pong, responderFrames: { until: '\n' } });

    stranger.write('hello\nping\npi');
    expect(String((await once(stranger, 'data'))[0])).toBe('pong\n');
    stranger.write('ng\n');
    expect(String((await once(stranger, 'data'))[0])).toBe('pong\n');

    const lines: string[] = [];
    const arrival = signal();
    ours.lines().subscribe((line) => {
      lines.push(line);
      arrival.ring();
    });
    await arrival.until(() => lines.length === 3);
    expect(lines).toEqual(['hello', 'ping', 'ping']);
  });

  it('answers before the reader hears of it', async () => {
    const told: string[] = [];
    const { ours, stranger } = await pair({
      responder: () => {
        told.push('responder');
        return undefined;
      },
    });
    ours.bytes().subscribe(() => told.push('reader'));
    const end = closeOf(ours);

    stranger.end('x');
    ours.end();
    await end;

    expect(told).toEqual(['responder', 'reader']);
  });

  it('is one of a client too', async () => {
    const server = await strangerServer();
    await ourClient({ port: server.port, responder: (bytes) => bytes });
    const stranger = await server.client(0);

    stranger.write(Buffer.from([1, 2, 3]));

    expect((await once(stranger, 'data'))[0]).toEqual(Buffer.from([1, 2, 3]));
  });

  it('that throws closes its connection with one error, and no other', async () => {
    const server = await ourServer({
      responder: () => {
        throw new Error('no\nanswer');
      },
    });
    const client = await ourClient({ port: server.port });
    const neighbour = await ourClient({ port: server.port });
    const ours = await server.connection(0);

    client.connection.write('x');

    const { reason, error } = await closeOf(ours);
    expect({ reason, code: error?.code, message: error?.message }).toEqual({
      reason: 'failed',
      code: 'RESPONDER_FAILED',
      message: `Expected the responder to answer 127.0.0.1:${ours.remotePort}, but it threw: no`,
    });
    expect(neighbour.connection.isOpen).toBe(true);
  });

  it('closes a connection whose frames are too long for it', async () => {
    const { ours, stranger } = await pair({
      responder: pong,
      responderFrames: { until: '\n', maxBytes: 10 },
    });

    stranger.write('x'.repeat(11));

    expect(await closeOf(ours)).toMatchObject({ reason: 'failed', error: { code: 'FRAME_TOO_LONG' } });
  });

  it('lets a peer wait whose bytes nobody reads', async () => {
    let seen = 0;
    const { ours, stranger } = await pair({
      responder: (bytes) => {
        seen += bytes.length;
        return undefined;
      },
    });
    const size = 20_000_000;
    stranger.end(Buffer.alloc(size));
    // So much that the systems' buffers cannot hold the rest.
    let received = 0;
    const end = closeOf(ours);
    await new Promise<void>((resolve) => {
      ours.bytes({ window: 1 }).subscribe({
        next: (bytes) => {
          received += bytes.length;
          // What the responder has seen and the reader has not is bounded.
          if (seen - received > 200_000) throw new Error(`${seen - received} bytes are waiting`);
          ours.taken();
        },
        complete: resolve,
      });
    });
    ours.end();

    expect(await end).toMatchObject({ reason: 'ended' });
    expect({ seen, received }).toEqual({ seen: size, received: size });
  });

  it('hands all over to a slow reader when both sides have ended', async () => {
    const { ours, stranger } = await pair({ responder: () => undefined });
    const lines: string[] = [];
    const over = signal();
    let isOver = false;
    ours.lines({ window: 1 }).subscribe({
      next: (line) => {
        lines.push(line);
        setImmediate(() => ours.taken());
      },
      complete: () => {
        isOver = true;
        over.ring();
      },
    });
    ours.end();
    stranger.resume().end('1\n2\n3\n4\n5');

    await over.until(() => isOver);
    expect(lines).toEqual(['1', '2', '3', '4', '5']);
  });

  it('floods nobody: a peer that does not read the answers is too slow', async () => {
    const { ours, stranger } = await pair({ responder: () => 'x'.repeat(100_000), maxWaitingBytes: 200_000 });
    stranger.pause();
    const end = closeOf(ours);
    const pings = setInterval(() => stranger.write('ping'), 1);

    expect(await end).toMatchObject({ reason: 'too-slow', error: { code: 'PEER_TOO_SLOW' } });
    clearInterval(pings);
  });
});

describe('idleSeconds', () => {
  it('closes a connection on which nothing moves', async () => {
    const { ours } = await pair({ idleSeconds: 0.02 });
    ours.lines().subscribe();

    const { reason, error } = await closeOf(ours);

    expect({ reason, code: error?.code }).toEqual({ reason: 'idle', code: 'PEER_IDLE' });
    expect(error?.message).toMatch(/to send or read something, but nothing moved for 0.02 s$/);
  });

  it('does not blame a peer that we let wait', async () => {
    const { ours, stranger } = await pair({ idleSeconds: 0.02 });
    const other = await pair({ idleSeconds: 0.02 });
    stranger.write('x\n');

    other.ours.lines().subscribe();
    await closeOf(other.ours);

    expect(ours.isOpen).toBe(true);
    ours.lines().subscribe();
    expect(await closeOf(ours)).toMatchObject({ reason: 'idle' });
  });

  it.each([0, -1, NaN])('refuses %d', async (idleSeconds) => {
    const { listenTcp } = await import('../../TypeScript/net');

    expect(thrownBy(() => listenTcp({ port: 0, idleSeconds }))).toMatchObject({ code: 'ARGUMENT' });
  });
});
