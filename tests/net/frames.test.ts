import fc from 'fast-check';
import type { FrameOptions, NetError } from '../../TypeScript/net';
import { FrameProblem, frameSplitter } from '../../TypeScript/net/tcp/frame-splitter';
import { closeAll, failureOf, pair, signal, thrownBy } from './peers';

afterEach(closeAll);

/** Frames of bytes that arrive in these pieces, and the problem they end with. */
function cut(options: FrameOptions, pieces: readonly Buffer[]): { frames: string[]; problem?: string } {
  const splitter = frameSplitter(options)();
  const frames: string[] = [];
  for (const piece of pieces) {
    splitter.push(piece);
    for (let item = splitter.next(); item !== undefined; item = splitter.next()) {
      if (item instanceof FrameProblem) return { frames, problem: `${item.kind} ${item.bytes}` };
      frames.push(Buffer.from(item).toString('hex'));
    }
  }
  const last = splitter.finish();
  return last === undefined ? { frames } : { frames, problem: `${last.kind} ${last.bytes}` };
}

function hex(...texts: string[]): string[] {
  return texts.map((text) => Buffer.from(text).toString('hex'));
}

describe('frames', () => {
  it.each<[string, FrameOptions, string, string[], string]>([
    ['a delimiter of one byte', { until: '\0' }, 'ab\0\0c\0', ['ab', '', 'c'], ''],
    ['a delimiter of several', { until: '\r\n\r\n' }, 'a\r\n\r\nb\r\n\r\r\n\r\n', ['a', 'b\r\n\r'], ''],
    ['a delimiter of bytes', { until: Uint8Array.of(0x41, 0x42) }, 'xAABAB', ['xA', ''], ''],
    ['a frame of exactly the length allowed', { until: ';', maxBytes: 3 }, 'abc;', ['abc'], ''],
    ['one byte more', { until: ';', maxBytes: 3 }, 'ab;abcd;', ['ab'], 'too-long 3'],
    ['one byte more, without its end', { until: ';;', maxBytes: 3 }, 'abcde', [], 'too-long 3'],
    ['the begin of a delimiter', { until: ';;', maxBytes: 3 }, 'abc;', [], 'cut 4'],
    ['an end in the middle', { until: ';' }, 'ab;c', ['ab'], 'cut 1'],
    ['one size', { size: 2 }, 'abcd', ['ab', 'cd'], ''],
    ['one size, cut', { size: 2 }, 'abc', ['ab'], 'cut 1'],
    ['lengths of one byte', { lengthBytes: 1 }, '\x02ab\0\x01c', ['ab', '', 'c'], ''],
    ['lengths of two bytes', { lengthBytes: 2 }, '\0\x02ab', ['ab'], ''],
    ['little lengths of two bytes', { lengthBytes: 2, byteOrder: 'little' }, '\x02\0ab', ['ab'], ''],
    ['lengths of four bytes', { lengthBytes: 4 }, '\0\0\0\x01a', ['a'], ''],
    ['little lengths of four bytes', { lengthBytes: 4, byteOrder: 'little' }, '\x01\0\0\0a', ['a'], ''],
    ['a length that is too long', { lengthBytes: 2, maxBytes: 3 }, '\0\x03abc\0\x04', ['abc'], 'too-long 3'],
    ['a frame cut in its length', { lengthBytes: 2 }, '\0', [], 'cut 1'],
    ['a frame cut in its bytes', { lengthBytes: 2 }, '\0\x02a', [], 'cut 3'],
  ])('cut at %s, however the bytes arrive', (_what, options, text, frames, problem) => {
    const bytes = Buffer.from(text, 'latin1');
    const expected = { frames: hex(...frames), ...(problem === '' ? {} : { problem }) };

    expect(cut(options, [bytes])).toEqual(expected);
    expect(
      cut(
        options,
        Array.from(bytes, (_, index) => bytes.subarray(index, index + 1)),
      ),
    ).toEqual(expected);
    for (let at = 0; at < bytes.length; at += 1) {
      expect(cut(options, [bytes.subarray(0, at), bytes.subarray(at)])).toEqual(expected);
    }
  });

  it('come out the same for any bytes in any pieces', () => {
    const options = fc.constantFrom<FrameOptions>(
      { until: 'ab', maxBytes: 6 },
      { size: 3 },
      { lengthBytes: 1, maxBytes: 5 },
      { lengthBytes: 2, byteOrder: 'little', maxBytes: 300 },
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\x01', '\x03') }).map((text) => Buffer.from(text)),
    );

    fc.assert(
      fc.property(options, fc.array(bytes), (framing, pieces) => {
        const buffers = pieces.map((piece) => Buffer.from(piece));
        expect(cut(framing, buffers)).toEqual(cut(framing, [Buffer.concat(buffers)]));
      }),
      { numRuns: 3000 },
    );
  });

  it('handed out do not change when more comes', () => {
    const splitter = frameSplitter({ until: ';' })();
    splitter.push(Buffer.from('fir'));
    splitter.next();
    splitter.push(Buffer.from('st;sec'));
    const first = splitter.next() as Uint8Array;
    splitter.push(Buffer.from('ond;'.padEnd(100, 'x')));
    splitter.next();

    expect(Buffer.from(first.buffer, first.byteOffset, first.length).toString()).toBe('first');
  });

  it.each([
    { until: '' },
    { size: 0 },
    { size: Infinity },
    { lengthBytes: 3 as 4 },
    { lengthBytes: 2 as const, maxBytes: -1 },
  ])('refuse %j', async (options) => {
    const { ours } = await pair();

    expect(thrownBy(() => ours.frames(options))).toMatchObject({ code: 'ARGUMENT' });
  });

  it('come from a connection, in the room there is', async () => {
    const { ours, stranger } = await pair();
    const frames: string[] = [];
    const arrival = signal();
    ours.frames({ lengthBytes: 1, window: 2 }).subscribe((frame) => {
      frames.push(String(frame));
      arrival.ring();
    });

    stranger.write('\x01a\x01b\x01c\x01d');
    await arrival.until(() => frames.length === 2);
    ours.taken(2);
    await arrival.until(() => frames.length === 4);

    expect(frames).toEqual(['a', 'b', 'c', 'd']);
  });

  it('fail the stream, not the connection, when they are too long or cut', async () => {
    const { ours, stranger } = await pair();
    stranger.write('abcdef');

    const tooLong = await failureOf(ours.frames({ until: ';', maxBytes: 5 }));
    const cutOff = failureOf(ours.frames({ size: 10 }));
    stranger.end();

    const at = `127.0.0.1:${ours.remotePort}`;
    const wanted: Partial<NetError>[] = [
      {
        code: 'FRAME_TOO_LONG',
        message: `Expected frames of at most 5 bytes from ${at}, but a longer one came`,
      },
      { code: 'FRAME_CUT', message: `Expected whole frames from ${at}, but it ended 6 bytes into one` },
    ];
    expect([tooLong, await cutOff]).toMatchObject(wanted);
    expect(ours.isOpen).toBe(true);
  });
});
