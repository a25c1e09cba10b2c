// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import { firstValueFrom } from 'rxjs';
import type { NetErrorCode, RedisStatus } from '../../TypeScript/net';
import { RespFramer } from '../../TypeScript/net/redis/resp-framer';
import { FakeRedis, Heard, closeRedis, nothingLeft, ourRedis, timers } from './redis-peers';

afterEach(closeRedis);

type Down = RedisStatus & { readonly state: 'reconnecting' };

function isDown(status: RedisStatus): status is Down {
  return status.state === 'reconnecting';
}

/** What a server may say in the place of a reply, and what is said of it. */
const GARBAGE: readonly [what: string, said: string | Buffer, code: NetErrorCode, came: string | RegExp][] = [
  [
    'an HTTP answer',
    'HTTP/1.1 400 Bad Request\r\n\r\n',
    'PROTOCOL_ERROR',
    'it sent "H" where a reply begins',
  ],
  ['a reply of RESP3', '%1\r\n+a\r\n+b\r\n', 'PROTOCOL_ERROR', 'it sent "%" where a reply begins'],
  ['a TLS hello', Buffer.from([0x16, 3, 1]), 'PROTOCOL_ERROR', 'it sent byte 0x16 where a reply begins'],
  ['a list of four billion', '*4294967295\r\n', 'MESSAGE_TOO_LARGE', 'a larger one came'],
  ['a list longer than there are numbers', '*99999999999999999999\r\n', 'PROTOCOL_ERROR', /the length "9+"$/],
  ['a list of less than none', '*-2\r\n', 'PROTOCOL_ERROR', 'it sent the length "-2"'],
  ['a list of not a number', '*NaN\r\n', 'PROTOCOL_ERROR', 'it sent the length "NaN"'],
  ['lists in lists', '*1\r\n'.repeat(100_000), 'PROTOCOL_ERROR', 'it sent lists 65 deep'],
  ['lists that multiply', '*200000\r\n'.repeat(10), 'MESSAGE_TOO_LARGE', 'a larger one came'],
  ['a text that never ends', '$2000000000\r\n', 'MESSAGE_TOO_LARGE', 'a larger one came'],
  [
    'a text longer than it said',
    '$2\r\nabc\r\n',
    'PROTOCOL_ERROR',
    'it sent a text that is longer than it said',
  ],
  ['a line without end', `+${'x'.repeat(100_000)}`, 'PROTOCOL_ERROR', 'it sent a line without end'],
  ['half a line break', '+OK\rOK\r\n', 'PROTOCOL_ERROR', 'it sent half a line break'],
  ['a number that is none', ':12x\r\n', 'PROTOCOL_ERROR', 'it sent the number "12x"'],
  ['an answer nobody asked for', '+OK\r\n', 'PROTOCOL_ERROR', 'it sent something else'],
  ['an error nobody asked for', '-ERR go away\r\n', 'PROTOCOL_ERROR', 'it sent something else'],
  ['nothing nobody asked for', '$-1\r\n', 'PROTOCOL_ERROR', 'it sent something else'],
];

describe('a server that says', () => {
  it.each(GARBAGE)(
    '%s gives one clear error, and the next connection is tried',
    async (_, said, code, came) => {
      const fake = await FakeRedis.accepting((index) => (index === 0 ? said : undefined));
      const { redis, stream } = await ourRedis({ port: fake.port, maxReplyBytes: 16 * 1024 * 1024 });
      const status = new Heard(redis.status);

      const down = await status.value(isDown);
      await status.value(({ state }) => state === 'ready', 1);

      expect(down.error).toMatchObject({ name: 'NetError', code, port: fake.port });
      expect(down.error.message).toMatch(came);
      expect(down.error.message).toMatch(/^Expected [^\n]*127\.0\.0\.1:\d+[^\n]*, but [^\n]*$/);
      expect(status.values.filter(isDown)).toHaveLength(1);
      expect(stream.error).toBeUndefined();
    },
  );

  it('garbage in the place of a reply fails the command, as a break does', async () => {
    const fake = await FakeRedis.listen((socket) => {
      socket.once('data', () => {
        socket.write('+PONG\r\n');
        socket.once('data', () => socket.write('?'));
      });
    });
    const { redis } = await ourRedis({ port: fake.port });

    expect(await new Heard(redis.get('a')).failure()).toMatchObject({
      code: 'REDIS_DOWN',
      cause: { code: 'PROTOCOL_ERROR' },
    });
  });

  it('a message of the wrong shape gives one clear error', async () => {
    for (const shape of ['*1\r\n$7\r\nmessage\r\n', '*1\r\n$-1\r\n']) {
      const fake = await FakeRedis.listen((socket) => {
        socket.once('data', () => {
          socket.write('+PONG\r\n');
          socket.once('data', () => socket.write(`*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n${shape}`));
        });
      });
      const { redis, stream } = await ourRedis({ port: fake.port });
      const events = new Heard(redis.events({ channel: 'news' }));

      const interrupted = await events.value(({ type }) => type === 'interrupted');

      expect(interrupted).toMatchObject({ error: { code: 'PROTOCOL_ERROR' } });
      stream.subscription.unsubscribe();
    }
  });

  it('a reply and then garbage gives the reply', async () => {
    const fake = await FakeRedis.listen((socket) => {
      socket.once('data', () => {
        socket.write('+PONG\r\n');
        socket.once('data', () => socket.write('+first\r\n?'));
      });
    });
    const { redis } = await ourRedis({ port: fake.port });
    const [first, second] = [new Heard(redis.get('a')), new Heard(redis.get('b'))];

    expect(await second.failure()).toMatchObject({ code: 'REDIS_DOWN', cause: { code: 'PROTOCOL_ERROR' } });
    expect(first.values).toEqual(['first']);
  });

  it('one byte at a time is understood', async () => {
    const fake = await FakeRedis.listen((socket) => {
      socket.setNoDelay(true);
      socket.once('data', () => {
        socket.write('+PONG\r\n');
        socket.on('data', () => {
          const bytes = [...'*2\r\n$5\r\nhello\r\n*1\r\n:42\r\n'];
          const next = (): void => {
            const byte = bytes.shift();
            if (byte !== undefined) socket.write(byte, () => setImmediate(next));
          };
          next();
        });
      });
    });
    const { redis } = await ourRedis({ port: fake.port });

    expect(await firstValueFrom(redis.command('WHATEVER'))).toEqual(['hello', [42]]);
  });

  it('a large reply in pieces leaves no timer of the library’s parser behind', async () => {
    const before = timers();
    const text = 'x'.repeat(3_000_000);
    const fake = await FakeRedis.listen((socket) => {
      socket.once('data', () => {
        socket.write('+PONG\r\n');
        socket.once('data', () => socket.write(`$${text.length}\r\n${text}\r\n`));
      });
    });
    const { redis, stream } = await ourRedis({ port: fake.port });

    expect(await firstValueFrom(redis.get('large'))).toBe(text);
    stream.subscription.unsubscribe();

    expect(timers()).toBeLessThanOrEqual(before);
  });

  it('any bytes at all breaks nothing and leaves nothing', async () => {
    const inputs = fc.sample(hostileBytes(), { numRuns: 150, seed: 4 });
    for (const input of inputs) {
      const fake = await FakeRedis.accepting(() => Buffer.from(input));
      const { redis, stream } = await ourRedis({ port: fake.port, maxReplyBytes: 1024 * 1024 });
      const status = new Heard(redis.status);
      const asked = new Heard(redis.get('a'));
      fake.sockets[0]!.end();
      await status.value(isDown);
      stream.subscription.unsubscribe();
      // Whatever it was that came, the command has ended, in one way.
      expect(asked.hasCompleted || asked.error !== undefined).toBe(true);
    }
    await closeRedis();
    await nothingLeft();
  });
});

/** Bytes that look a little like the protocol, so that they get beyond its first byte. */
function hostileBytes(): fc.Arbitrary<Uint8Array> {
  const piece = fc.oneof(
    fc.constantFrom('+OK\r\n', '-ERR no\r\n', ':1\r\n', '$-1\r\n', '*-1\r\n', '$0\r\n\r\n', '\r\n', '*0\r\n'),
    fc.nat({ max: 70 }).map((length) => `*${length}\r\n`),
    fc.nat({ max: 70 }).map((length) => `$${length}\r\n`),
    fc.integer().map((number) => `:${number}\r\n`),
    fc.constantFrom(...'+-:$*\r\n', '*3\r\n$7\r\nmessage\r\n', '*99999999999\r\n', '$99999999999\r\n'),
  );
  return fc
    .array(
      fc.oneof(
        { weight: 9, arbitrary: piece.map((text) => Buffer.from(text)) },
        fc.uint8Array({ maxLength: 9 }),
      ),
    )
    .map((pieces) => Uint8Array.from(Buffer.concat(pieces)));
}

describe('RespFramer', () => {
  const PLACE = { address: '127.0.0.1', port: 6379 };
  const framerOf = (maxBytes = 1024 * 1024): RespFramer => new RespFramer(maxBytes, '127.0.0.1:6379', PLACE);

  /** All that a framer lets through, and the error that it ends with. */
  function frame(pieces: Iterable<Uint8Array>): { passed: Buffer; error: unknown } {
    const framer = framerOf();
    const passed: Uint8Array[] = [];
    try {
      for (const piece of pieces) {
        framer.push(piece, (whole) => passed.push(whole));
      }
    } catch (error) {
      return { passed: Buffer.concat(passed), error };
    }
    return { passed: Buffer.concat(passed), error: undefined };
  }

  const reply: fc.Arbitrary<string> = fc.letrec<{ reply: string; list: string }>((tie) => ({
    reply: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: fc.constantFrom(...'ab +$*') }).map((text) => `+${text}\r\n`),
      fc.string({ unit: fc.constantFrom(...'ab -:') }).map((text) => `-${text}\r\n`),
      fc.integer().map((number) => `:${number}\r\n`),
      fc.string({ unit: 'binary' }).map((text) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`),
      fc.constantFrom('$-1\r\n', '*-1\r\n', '*0\r\n'),
      tie('list'),
    ),
    list: fc.array(tie('reply'), { maxLength: 5 }).map((all) => `*${all.length}\r\n${all.join('')}`),
  })).reply;

  it('lets all replies through, however they are cut, and nothing of an unfinished one', () => {
    fc.assert(
      fc.property(
        fc.array(reply, { maxLength: 8 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (all, cuts) => {
          const bytes = Buffer.from(all.join(''));
          const pieces = piecesOf(Buffer.concat([bytes, Buffer.from('*2\r\n+unfinished\r\n')]), cuts);

          const { passed, error } = frame(pieces);

          expect(error).toBeUndefined();
          expect(passed.equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('either lets bytes through or refuses them, the same way however they are cut', () => {
    fc.assert(
      fc.property(hostileBytes(), fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (bytes, cuts) => {
        const whole = frame([bytes]);
        const cut = frame(piecesOf(Buffer.from(bytes), cuts));

        expect(String(cut.error)).toBe(String(whole.error));
        expect(cut.passed.equals(whole.passed)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('keeps no more than a reply may have', () => {
    const framer = framerOf(1000);
    const fail = (): never => {
      throw new Error('it passed something on');
    };
    const feed = (): void => {
      framer.push(Buffer.from('*40\r\n'), () => undefined);
      for (let times = 0; times < 1000; times += 1) framer.push(Buffer.from('+x\r\n'), () => undefined);
    };

    expect(feed).not.toThrow();
    expect(() => framerOf(1000).push(Buffer.from('*63\r\n'), fail)).toThrow('at most 1000 bytes');
    expect(() => framerOf(1000).push(Buffer.from(`*2\r\n+${'x'.repeat(990)}`), fail)).toThrow(
      'at most 1000 bytes',
    );
  });

  function* piecesOf(bytes: Buffer, cuts: Iterator<number>): Generator<Buffer> {
    for (let at = 0; at < bytes.length;) {
      const length = cuts.next().value as number;
      yield bytes.subarray(at, at + length);
      at += length;
    }
  }
});
