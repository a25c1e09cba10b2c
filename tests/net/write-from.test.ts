import { once } from 'node:events';
import { Subject, lastValueFrom, of } from 'rxjs';
import { writeFrom } from '../../TypeScript/net';
import { closeAll, failureOf, pair, textUntilEnd } from './peers';
import { inbox, webSocketPair } from './websocket-peers';

afterEach(closeAll);

const done = { defaultValue: undefined };
const CHUNK = 'x'.repeat(64 * 1024);

describe('writeFrom', () => {
  it('writes an iterable, an async one, and an Observable', async () => {
    const { ours, stranger } = await pair();
    const text = textUntilEnd(stranger);
    async function* later(): AsyncGenerator<string> {
      yield 'c';
      yield 'd';
    }

    await lastValueFrom(writeFrom(ours, ['a', 'b']), done);
    await lastValueFrom(writeFrom(ours, later()), done);
    await lastValueFrom(writeFrom(ours, of('e', Uint8Array.of(102))), done);
    ours.end();

    expect(await text).toBe('abcdef');
  });

  it('asks for no more than the peer reads', async () => {
    const { ours, stranger } = await pair();
    stranger.pause();
    let asked = 0;
    function* endless(): Generator<string> {
      for (asked = 1; asked <= 2000; asked += 1) yield CHUNK;
    }
    const writing = lastValueFrom(writeFrom(ours, endless()), done);
    await once(stranger, 'readable');
    // 130 MB are to go, and the systems' buffers are full after some.
    expect(asked).toBeLessThan(2000);

    let received = 0;
    stranger.on('data', (bytes: Buffer) => (received += bytes.length)).resume();
    await writing;
    ours.end();
    await once(stranger, 'end');

    expect(received).toBe(2000 * CHUNK.length);
  });

  it('slows a connection down that it relays from', async () => {
    const from = await pair();
    const to = await pair({ maxWaitingBytes: 1_000_000 });
    to.stranger.pause();
    const source = writeFrom(to.ours, from.ours.bytes({ window: 2 }), {
      taken: (count) => from.ours.taken(count),
    });
    const relaying = lastValueFrom(source, done);
    const size = 30_000_000;

    from.stranger.end(Buffer.alloc(size, 'x'));
    await once(to.stranger, 'readable');
    expect(from.stranger.writableLength).toBeGreaterThan(0);
    let received = 0;
    to.stranger.on('data', (bytes: Buffer) => (received += bytes.length)).resume();
    await relaying;
    to.ours.end();
    await once(to.stranger, 'end');

    expect(received).toBe(size);
  });

  it('writes to a WebSocket too', async () => {
    const { here, there } = await webSocketPair();

    writeFrom(here, ['a', Uint8Array.of(1)]).subscribe();

    expect(await inbox(there).count(2)).toEqual(['a', Buffer.from([1])]);
  });

  it('stops its source when it is unsubscribed from', async () => {
    const { ours } = await pair();
    let hasEnded = false;
    function* source(): Generator<string> {
      try {
        for (;;) yield 'x';
      } finally {
        hasEnded = true;
      }
    }
    const subject = new Subject<string>();
    const pulling = writeFrom(ours, source()).subscribe();
    const pushing = writeFrom(ours, subject).subscribe();
    await new Promise((resolve) => setImmediate(resolve));

    pulling.unsubscribe();
    pushing.unsubscribe();

    expect({ hasEnded, isObserved: subject.observed }).toEqual({ hasEnded: true, isObserved: false });
  });

  it('fails when the connection ends first, and with what its source throws', async () => {
    const { ours, stranger } = await pair();
    const subject = new Subject<string>();
    const waiting = failureOf(writeFrom(ours, subject));
    const thrown = failureOf(
      writeFrom(
        ours,
        (function* () {
          throw new Error('mine');
        })(),
      ),
    );

    stranger.destroy();
    ours.destroy();
    subject.next('x');

    expect(await waiting).toMatchObject({
      code: 'CONNECTION_FAILED',
      message: `Expected an open connection with 127.0.0.1:${ours.remotePort} to write to, but it has ended`,
    });
    expect(await thrown).toMatchObject({ message: 'mine' });
  });
});
