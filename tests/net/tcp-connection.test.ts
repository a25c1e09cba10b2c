import { once } from 'node:events';
import net, { Socket } from 'node:net';
import { firstValueFrom, Observable } from 'rxjs';
import { all, closeAll, ourClient, pair, signal, strangerServer, textUntilEnd } from './peers';

afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});

describe('write', () => {
  it('sends text as UTF-8, and bytes as they are', async () => {
    const { ours, stranger } = await pair();
    const text = textUntilEnd(stranger);

    expect(ours.write('☃ ')).toBe(true);
    expect(ours.write(Buffer.from('bytes'))).toBe(true);
    ours.end(' the end');

    expect(await text).toBe('☃ bytes the end');
  });

  it('returns false after our side has ended, and after the connection has closed', async () => {
    const { ours } = await pair();

    ours.end();
    expect(ours.write('too late')).toBe(false);
    ours.destroy();
    expect(ours.write('much too late')).toBe(false);
  });

  it('closes the connection of a peer that does not read, instead of filling memory', async () => {
    const { ours, stranger } = await pair({ maxWaitingBytes: 100_000 });
    stranger.pause();
    const page = 'x'.repeat(50_000);
    let most = 0;

    // Ends: the system's buffers between the two are finite.
    while (ours.write(page)) most = Math.max(most, ours.waitingBytes);

    expect(most).toBeLessThanOrEqual(100_000);
    expect(ours).toMatchObject({ isOpen: false, waitingBytes: 0 });
    const { reason, error } = await firstValueFrom(ours.closed);
    expect(reason).toBe('too-slow');
    expect(error).toMatchObject({ code: 'PEER_TOO_SLOW', port: stranger.localPort });
    expect(error?.message).toMatch(
      /^Expected 127\.0\.0\.1:\d+ to read what it is sent, but \d+ bytes would wait and 100000 may$/,
    );
  });

  it('hands over in one write what is written in one go', async () => {
    const { ours, stranger } = await pair();
    const text = textUntilEnd(stranger);
    const writes = jest.spyOn(Socket.prototype as unknown as { _writev(chunks: unknown[]): void }, '_writev');

    for (const word of ['one ', 'two ', 'three ']) ours.write(word);
    const before = writes.mock.calls.length;
    await Promise.resolve();
    const together = writes.mock.calls.map(([chunks]) => chunks.length);
    ours.end('four');

    expect(before).toBe(0);
    expect(together).toEqual([3]);
    expect(await text).toBe('one two three four');
  });

  it('keeps nothing back that was written before the connection is destroyed', async () => {
    const { ours, stranger } = await pair();
    const text = textUntilEnd(stranger);

    ours.write('last ');
    ours.write('words');
    ours.destroy();

    expect(await text).toBe('last words');
  });

  it('does not count as waiting what the peer takes at once, however much is written in one go', async () => {
    const { ours, stranger } = await pair({ maxWaitingBytes: 10_000 });
    const text = textUntilEnd(stranger);
    const page = 'x'.repeat(999);

    const written = Array.from({ length: 50 }, () => ours.write(page));
    const waiting = ours.waitingBytes;
    ours.end();

    expect(written).not.toContain(false);
    expect(waiting).toBe(0);
    expect((await text).length).toBe(50 * page.length);
  });

  it('allows one write of more than may wait', async () => {
    const { ours, stranger } = await pair({ maxWaitingBytes: 10 });
    const text = textUntilEnd(stranger);
    const page = 'x'.repeat(5_000_000);

    expect(ours.write(page)).toBe(true);
    ours.end();

    expect((await text).length).toBe(page.length);
  });
});

describe('end', () => {
  it('closes in order once the peer has ended too', async () => {
    const { ours, stranger } = await pair();

    ours.end();
    await textUntilEnd(stranger);
    stranger.end();

    expect(await firstValueFrom(ours.closed)).toEqual({ reason: 'ended', error: undefined });
  });

  it('still answers a peer that has ended its side', async () => {
    const { ours, stranger } = await pair();
    stranger.end('question\n');
    const question = await all(ours.lines());

    ours.end(`answer to ${question.join()}`);

    expect(await textUntilEnd(stranger)).toBe('answer to question');
    expect(await firstValueFrom(ours.closed)).toEqual({ reason: 'ended', error: undefined });
  });

  it('goes on reading until the peer ends', async () => {
    const { ours, stranger } = await pair();
    const lines = all(ours.lines());

    ours.end();
    stranger.end('one more\n');

    expect(await lines).toEqual(['one more']);
  });

  it('drops input that nobody reads, so that the connection can close', async () => {
    const { ours, stranger } = await pair();
    stranger.write('x'.repeat(1_000_000));
    stranger.end();
    stranger.resume();

    ours.end();

    expect(await firstValueFrom(ours.closed)).toMatchObject({ reason: 'ended' });
  });

  it('drops the rest when the reader leaves afterwards', async () => {
    const { ours, stranger } = await pair();
    const reader = ours.lines({ window: 1 }).subscribe();
    stranger.end('1\n2\n3\n');
    stranger.resume();

    ours.end();
    reader.unsubscribe();

    expect(await firstValueFrom(ours.closed)).toMatchObject({ reason: 'ended' });
  });

  it('closes after a time of silence if the peer never ends', async () => {
    const { ours } = await pair({ graceSeconds: 0.005 });

    ours.end();

    const { reason, error } = await firstValueFrom(ours.closed);
    expect(reason).toBe('silent');
    expect(error).toMatchObject({ code: 'PEER_SILENT' });
    expect(error?.message).toMatch(
      /^Expected 127\.0\.0\.1:\d+ to end its side too, but nothing came for 0\.005 s$/,
    );
  });

  it('happens by itself after a time of silence if the peer has ended', async () => {
    const { ours, stranger } = await pair({ graceSeconds: 0.005 });

    stranger.end();

    expect(await textUntilEnd(stranger)).toBe('');
    expect(await firstValueFrom(ours.closed)).toEqual({ reason: 'ended', error: undefined });
  });

  it('can be called twice, and after destroy', async () => {
    const { ours } = await pair();

    ours.end('once');
    ours.end('twice');
    ours.destroy();
    ours.end();

    expect(await firstValueFrom(ours.closed)).toEqual({ reason: 'destroyed', error: undefined });
  });
});

describe('closed', () => {
  it('says that the peer reset the connection, and is no unhandled error', async () => {
    const { ours, stranger } = await pair();
    ours.lines().subscribe();
    const closed = firstValueFrom(ours.closed);

    stranger.resetAndDestroy();

    const { reason, error } = await closed;
    expect(reason).toBe('reset');
    expect(error).toMatchObject({ code: 'CONNECTION_RESET', address: '127.0.0.1' });
    expect(error?.message).toMatch(
      /^Expected 127\.0\.0\.1:\d+ to end the connection in order, but it was reset$/,
    );
  });

  it('says so of a write to a peer that has gone', async () => {
    const { ours, stranger } = await pair();
    stranger.resume().destroy();
    await once(stranger, 'close');

    // The first one is answered by a reset, a later one fails.
    const closed = firstValueFrom(ours.closed);
    let isOpen = true;
    ours.closed.subscribe(() => (isOpen = false));
    while (isOpen) {
      ours.write('anybody there?');
      await new Promise((resolve) => setImmediate(resolve));
    }

    expect(await closed).toMatchObject({ reason: 'reset' });
  });

  it('says that the system broke the connection', async () => {
    const connect = jest.spyOn(net, 'connect');
    const server = await strangerServer();
    const { connection, outcome } = await ourClient({ port: server.port });
    const closed = firstValueFrom(connection.closed);

    const error = Object.assign(new Error('read ETIMEDOUT'), { code: 'ETIMEDOUT' });
    (connect.mock.results[0]!.value as Socket).destroy(error);

    expect(await closed).toMatchObject({
      reason: 'failed',
      error: { code: 'CONNECTION_FAILED', cause: error },
    });
    expect((await outcome)?.message).toMatch(/, but the system said ETIMEDOUT$/);
  });

  it('is heard by those who come late', async () => {
    const { ours } = await pair();

    ours.destroy();
    ours.destroy();

    expect(await all(ours.closed)).toEqual([{ reason: 'destroyed', error: undefined }]);
  });

  it('comes after the readers have completed', async () => {
    const { ours } = await pair();
    const order: string[] = [];
    ours.closed.subscribe(() => order.push(`closed, open: ${ours.isOpen}`));
    ours.lines().subscribe({ complete: () => order.push(`lines, open: ${ours.isOpen}`) });

    ours.destroy();

    expect(order).toEqual(['lines, open: false', 'closed, open: false']);
  });
});

describe('destroy', () => {
  it('may be called by the handler of a line', async () => {
    const { ours, stranger } = await pair();
    const seen: string[] = [];
    ours.lines().subscribe((line) => {
      seen.push(line);
      ours.destroy();
    });

    stranger.write('one\ntwo\n');

    expect(await textUntilEnd(stranger)).toBe('');
    expect(seen).toEqual(['one']);
  });

  it('leaves nothing of ours on the socket', async () => {
    const connect = jest.spyOn(net, 'connect');
    const server = await strangerServer();
    const { connection } = await ourClient({ port: server.port });
    const socket = connect.mock.results[0]!.value as Socket;
    const bare = Object.fromEntries(
      new Socket().eventNames().map((name) => [name, new Socket().listenerCount(name)]),
    );
    connection.lines().subscribe();

    connection.destroy();

    expect(socket.destroyed).toBe(true);
    const listeners = Object.fromEntries(
      socket.eventNames().map((name) => [name, socket.listenerCount(name)]),
    );
    expect(listeners).toEqual({ ...bare, error: 1 });
  });

  it('leaves nothing of ours on a socket that closed by itself', async () => {
    const connect = jest.spyOn(net, 'connect');
    const server = await strangerServer();
    const { connection } = await ourClient({ port: server.port });
    const socket = connect.mock.results[0]!.value as Socket;
    connection.end();
    (await server.client(0)).resume().end();

    await firstValueFrom(connection.closed);

    expect(['data', 'timeout', 'close'].filter((name) => socket.listenerCount(name) > 0)).toEqual([]);
    expect(socket.listenerCount('error')).toBe(1);
  });

  it('makes late readers complete at once', async () => {
    const { ours } = await pair();

    ours.destroy();

    expect(await all(ours.lines())).toEqual([]);
    expect(await all(ours.bytes())).toEqual([]);
  });
});

describe('a connection that nobody reads', () => {
  it('does not read, so a flooding peer waits', async () => {
    const { ours, stranger } = await pair();
    const megabyte = Buffer.alloc(1_000_000);

    for (let sent = 0; sent < 64; sent += 1) stranger.write(megabyte);
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));

    expect(stranger.writableLength).toBeGreaterThan(megabyte.length);
    expect(ours.isOpen).toBe(true);
  });
});

describe('a handler that throws', () => {
  it('does not break the connection', async () => {
    const { ours, stranger } = await pair();
    const thrown = signal();
    const errors: unknown[] = [];
    const report = jest.spyOn(globalThis, 'setTimeout').mockImplementation(((callback: () => void) => {
      try {
        callback();
      } catch (error) {
        errors.push(error);
        thrown.ring();
      }
    }) as typeof setTimeout);
    const source: Observable<string> = ours.lines();
    source.subscribe((line) => {
      if (line === 'bad') throw new Error('bad line');
      ours.end(line);
    });

    stranger.write('bad\ngood\n');
    const text = textUntilEnd(stranger);
    await thrown.until(() => errors.length > 0);

    expect(await text).toBe('good');
    report.mockRestore();
  });
});
