// SPDX-License-Identifier: MIT
// However the bytes come, in whatever pieces: the same items, and never more than was allowed.
import fc from 'fast-check';
import { IcySplitter } from '../../TypeScript/net/icy/icy-splitter';
import { titleIn } from '../../TypeScript/net/icy/icy-text';
import { HeadReader } from '../../TypeScript/net/icy/response-head';
import { RespFramer } from '../../TypeScript/net/redis/resp-framer';
import { LEAVE, LineEditor } from '../../TypeScript/net/ssh/line-editor';
import { splitWords } from '../../TypeScript/net/ssh/words';
import { FrameProblem, frameSplitter, type FrameOptions } from '../../TypeScript/net/tcp/frame-splitter';
import type { InputFraming } from '../../TypeScript/net/tcp/input-reader';
import { LineSplitter } from '../../TypeScript/net/tcp/line-splitter';
import { LineTooLong } from '../../TypeScript/net/tcp/line-too-long';
import { NetError } from '../../TypeScript/net/net-error';
import { fuzz, inPieces, soup } from './fuzz';

/** All items of some bytes; stops at one that ends the stream. */
function itemsOf<T>(framing: InputFraming<T>, pieces: readonly Buffer[]): T[] {
  const items: T[] = [];
  for (const piece of pieces) {
    framing.push(piece);
    for (let item = framing.next(); item !== undefined; item = framing.next()) {
      items.push(item);
      if (item instanceof FrameProblem) return items;
    }
  }
  const last = framing.finish();
  return last === undefined ? items : [...items, last];
}

describe('lines', () => {
  const MAX = 16;

  /** By the rules, from all the bytes at once. */
  function linesOf(bytes: Buffer): string[] {
    const parts = bytes.toString('latin1').split('\n');
    const last = parts.pop()!;
    if (last !== '') parts.push(last);
    return parts.map((part) => {
      const line = part.endsWith('\r') ? part.slice(0, -1) : part;
      return line.length > MAX ? 'too long' : line;
    });
  }

  fuzz(
    'are those of the whole text',
    1000,
    inPieces(soup(['\n', '\r', '\r\n', 'word', 'a line of text, and more of it'])),
    (pieces) => {
      const items = itemsOf(new LineSplitter(MAX, 'latin1'), pieces);
      const lines = items.map((item) => (item instanceof LineTooLong ? 'too long' : item));

      const expected = linesOf(Buffer.concat(pieces));
      // What is unfinished at the end of the stream is a line; a CR that was its last byte may be part of its end.
      if (expected.at(-1) === '' && lines.length === expected.length - 1) expected.pop();
      expect(lines).toEqual(expected);
    },
  );
});

describe('frames', () => {
  const options: fc.Arbitrary<FrameOptions> = fc.oneof(
    fc.constantFrom('\0', 'ab', 'aab', '\r\n\r\n').map((until) => ({ until, maxBytes: 24 })),
    fc.integer({ min: 1, max: 9 }).map((size) => ({ size })),
    fc.constantFrom(1 as const, 2 as const, 4 as const).map((lengthBytes) => ({ lengthBytes, maxBytes: 24 })),
  );
  const bytes = soup(['a', 'b', 'aab', '\0', '\0\0\0\x02', '\x01x', '\0\x03abc', '\r\n', '\r\n\r\n']);

  fuzz(
    'are the same in one piece and in many, and never longer than allowed',
    1000,
    fc.tuple(options, inPieces(bytes)),
    ([how, pieces]) => {
      const split = frameSplitter(how);

      const inMany = itemsOf(split(), pieces);
      const inOne = itemsOf(split(), [Buffer.concat(pieces)]);

      expect(inMany).toEqual(inOne);
      for (const frame of inMany) {
        if (!(frame instanceof FrameProblem)) expect(frame.length).toBeLessThanOrEqual(24);
      }
    },
  );
});

describe('ICY', () => {
  const text = (
    parts: readonly { type: string; bytes: Uint8Array }[],
  ): { audio: string; blocks: string[] } => ({
    audio: Buffer.concat(parts.filter(({ type }) => type === 'audio').map(({ bytes }) => bytes)).toString(
      'hex',
    ),
    blocks: parts
      .filter(({ type }) => type === 'metadata')
      .map(({ bytes }) => Buffer.from(bytes).toString('hex')),
  });

  fuzz(
    'gives the same audio and titles in one piece and in many',
    800,
    fc.tuple(
      fc.integer({ min: 1, max: 40 }),
      inPieces(
        soup(['\0', '\x01', '\x02', "StreamTitle='", "';", 'StreamUrl=', 'audio audio audio', '\xff\xf3']),
      ),
    ),
    ([interval, pieces]) => {
      const many = new IcySplitter(interval);
      const inMany = pieces.flatMap((piece) => many.push(piece));
      const inOne = new IcySplitter(interval).push(Buffer.concat(pieces));

      expect(text(inMany)).toEqual(text(inOne));
      for (const { type, bytes } of inMany) if (type === 'metadata') titleIn(bytes);
    },
  );

  fuzz(
    'finds the head of a response or says that there is none, within its bound',
    800,
    inPieces(
      soup(['ICY 200 OK', 'HTTP/1.1 200 OK', '\r\n', '\n', '\r\n\r\n', 'icy-metaint: 8', 'a:b', ': ']),
    ),
    (pieces) => {
      const read = (parts: readonly Buffer[]): unknown => {
        const reader = new HeadReader(128);
        const rest: Buffer[] = [];
        let found: ReturnType<HeadReader['push']>;
        for (const part of parts) {
          if (found === undefined) found = reader.push(part);
          else rest.push(part);
        }
        if (found === undefined || typeof found === 'string') return found;
        return { head: found.head, rest: Buffer.concat([found.rest, ...rest]).toString('hex') };
      };

      const whole = Buffer.concat(pieces);
      const [inMany, inOne] = [read(pieces), read([whole])];
      // A head that is too large may be told of before its end has come.
      if (inOne === undefined || whole.length <= 128) expect(inMany).toEqual(inOne);
      else expect(['too-large', 'no-head', inOne]).toContainEqual(inMany);
    },
  );
});

describe("Redis's protocol", () => {
  const PLACE = { address: '127.0.0.1', port: 6379 };
  const words = [
    '+OK\r\n',
    '-ERR no\r\n',
    ':1\r\n',
    '$3\r\nabc\r\n',
    '$-1\r\n',
    '*2\r\n',
    '*-1\r\n',
    '*0\r\n',
    '\r\n',
    '$99999999999\r\n',
    '*4294967295\r\n',
  ];

  fuzz('passes whole replies on, and then one clear error at most', 1000, inPieces(soup(words)), (pieces) => {
    const read = (parts: readonly Buffer[]): { passed: string; error: string | undefined } => {
      const framer = new RespFramer(4096, 'redis://127.0.0.1:6379', PLACE);
      const passed: Uint8Array[] = [];
      try {
        for (const part of parts) framer.push(part, (replies) => void passed.push(Uint8Array.from(replies)));
      } catch (error) {
        if (!(error instanceof NetError)) throw error;
        return { passed: Buffer.concat(passed).toString('latin1'), error: error.code };
      }
      return { passed: Buffer.concat(passed).toString('latin1'), error: undefined };
    };

    const whole = Buffer.concat(pieces);
    const inMany = read(pieces);

    expect(inMany).toEqual(read([whole]));
    expect(whole.toString('latin1').startsWith(inMany.passed)).toBe(true);
  });
});

describe('a line of SSH', () => {
  const keys = [
    'a',
    'word ',
    '\r',
    '\n',
    '\x7f',
    '\x03',
    '\x15',
    '\x17',
    '\x1b[A',
    '\x1b[B',
    '\x1b',
    '[',
    'ü',
    '\x04',
  ];

  fuzz(
    'is the same in one piece and in many, and never longer than allowed',
    800,
    inPieces(soup(keys.map((key) => Buffer.from(key).toString('latin1')))),
    (pieces) => {
      const read = (parts: readonly Buffer[]): unknown[] => {
        const editor = new LineEditor('> ', 32, () => undefined);
        const lines: unknown[] = [];
        for (const part of parts) {
          editor.push(part);
          for (let line = editor.next(); line !== undefined; line = editor.next()) lines.push(line);
        }
        return lines;
      };

      const lines = read(pieces);

      expect(lines).toEqual(read([Buffer.concat(pieces)]));
      for (const line of lines) {
        if (line === LEAVE || line instanceof LineTooLong) continue;
        expect(Buffer.byteLength(line as string)).toBeLessThanOrEqual(32);
      }
    },
  );

  fuzz(
    'is cut into words, or is told to be open',
    400,
    fc.string({ unit: 'binary-ascii', maxLength: 60 }),
    (line) => {
      const words = splitWords(line);
      for (const word of words ?? []) expect(line.length).toBeGreaterThanOrEqual(word.length);
      if (!/['"\\]/.test(line)) expect(words).toEqual(line.split(/[ \t\r\n]+/).filter((word) => word !== ''));
    },
  );
});
