// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import { IcySplitter, type IcyPiece } from '../../TypeScript/net/icy/icy-splitter';
import { titleIn } from '../../TypeScript/net/icy/icy-text';

/** A block of metadata as a station sends it, its length byte first. */
function block(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text as string);
  const length = Math.ceil(bytes.length / 16);
  return Buffer.concat([Buffer.from([length]), bytes, Buffer.alloc(length * 16 - bytes.length)]);
}

/** All the audio, and the blocks with the place in the audio where they stood. */
function summary(pieces: readonly IcyPiece[]): { audio: string; blocks: [at: number, text: string][] } {
  let audio = '';
  const blocks: [number, string][] = [];
  for (const { type, bytes } of pieces) {
    const text = Buffer.from(bytes).toString('latin1');
    if (type === 'audio') audio += text;
    else blocks.push([audio.length, text.replace(/\0+$/, '')]);
  }
  return { audio, blocks };
}

describe('IcySplitter', () => {
  const stream = Buffer.concat([
    Buffer.from('abcdefgh'),
    block("StreamTitle='One';"),
    Buffer.from('ijklmnop'),
    block(''),
    Buffer.from('qrstuvwx'),
    block('x'.repeat(4080)),
    Buffer.from('yz'),
  ]);
  const told = {
    audio: 'abcdefghijklmnopqrstuvwxyz',
    blocks: [
      [8, "StreamTitle='One';"],
      [24, 'x'.repeat(4080)],
    ],
  };

  it('splits a stream that is cut at any byte', () => {
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const splitter = new IcySplitter(8);
      const pieces = [...splitter.push(stream.subarray(0, cut)), ...splitter.push(stream.subarray(cut))];
      expect(summary(pieces)).toEqual(told);
    }
  });

  it('splits a stream that comes byte by byte', () => {
    const splitter = new IcySplitter(8);

    const pieces = [...stream].flatMap((byte) => splitter.push(Uint8Array.of(byte)));

    expect(summary(pieces)).toEqual(told);
  });

  it('splits any stream in any pieces, and invents nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }),
        (interval, chunks) => {
          const whole = new IcySplitter(interval).push(Buffer.concat(chunks));
          const splitter = new IcySplitter(interval);
          const pieces = chunks.flatMap((chunk) => splitter.push(chunk));

          expect(summary(pieces)).toEqual(summary(whole));
          expect(pieces.every(({ bytes }) => bytes.length > 0)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('gives the audio between empty blocks as one piece', () => {
    const hostile = Buffer.alloc(64 * 1024);

    expect(new IcySplitter(1).push(hostile)).toEqual([{ type: 'audio', bytes: new Uint8Array(32 * 1024) }]);
  });

  it('passes a stream without metadata on as it is', () => {
    const chunk = Buffer.from('any audio');

    expect(new IcySplitter(Infinity).push(chunk)).toEqual([{ type: 'audio', bytes: chunk }]);
  });

  it('hands out blocks that nobody writes to any more', () => {
    const splitter = new IcySplitter(1);
    const [, first] = splitter.push(Buffer.concat([Buffer.from('a'), block('first')]));

    splitter.push(Buffer.concat([Buffer.from('b'), block('other')]));

    expect(Buffer.from(first!.bytes).toString().slice(0, 5)).toBe('first');
  });
});

describe('titles', () => {
  it.each<[text: string | Buffer, title: string | undefined, url: string | undefined]>([
    ["StreamTitle='A tune';StreamUrl='http://a/';", 'A tune', 'http://a/'],
    ["StreamUrl='http://a/';StreamTitle='A tune';", 'A tune', 'http://a/'],
    ["StreamTitle='Don't stop; it's fine';", "Don't stop; it's fine", undefined],
    ["StreamTitle='a';b';StreamUrl='';", "a';b", ''],
    ["StreamTitle='no end'", 'no end', undefined],
    ["StreamTitle='';", '', undefined],
    ["StreamTitle='Füße';", 'Füße', undefined],
    [Buffer.from("StreamTitle='Füße';", 'latin1'), 'Füße', undefined],
    ["StreamTitle='two\r\nlines\x1b[2J';", 'two  lines [2J', undefined],
    ["StreamTitle='never closed", undefined, undefined],
    ["Adw_AD='true';", undefined, undefined],
    ['', undefined, undefined],
  ])('are read from %j', (text, title, url) => {
    const found = titleIn(block(text).subarray(1));

    expect(found).toEqual(title === undefined ? undefined : { title, url });
  });

  it('are found in no time in the longest hostile block', () => {
    fc.assert(
      fc.property(fc.constantFrom("';", "'; ", "';a='", "StreamTitle='", "'", ' '), (part) => {
        titleIn(Buffer.from(`StreamTitle='${part.repeat(4080 / part.length)}`.slice(0, 4080)));
      }),
    );
  });

  it('are read from any bytes without a throw, and hold no controls', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const found = titleIn(Buffer.concat([Buffer.from("StreamTitle='"), bytes, Buffer.from("';")]));
        expect(found?.title ?? '').not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 2000 },
    );
  });
});
