// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import { IcyWriter } from '../../TypeScript/game/tutorial/radio-station/icy-writer';
import { Programme } from '../../TypeScript/game/tutorial/radio-station/programme';
import { IcySplitter } from '../../TypeScript/net/icy/icy-splitter';
import { titleIn } from '../../TypeScript/net/icy/icy-text';

/** What a listener makes of what a station writes. */
function heard(interval: number, bytes: Uint8Array): { audio: number[]; titles: (string | undefined)[] } {
  const audio: number[] = [];
  const titles: (string | undefined)[] = [];
  for (const piece of new IcySplitter(interval).push(bytes)) {
    if (piece.type === 'audio') audio.push(...piece.bytes);
    else titles.push(titleIn(piece.bytes)?.title);
  }
  return { audio, titles };
}

describe('IcyWriter', () => {
  it('writes what a listener parts again, in whatever pieces the audio comes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 10 }),
        (interval, pieces) => {
          const writer = new IcyWriter(interval);
          const written = Buffer.concat(pieces.map((piece) => writer.write(piece, 'Füße & more')));

          const { audio, titles } = heard(interval, written);

          expect(audio).toEqual([...Buffer.concat(pieces)]);
          expect(titles).toEqual(audio.length >= interval ? ['Füße & more'] : []);
        },
      ),
    );
  });

  it('tells a title when it changes, at the next place for it', () => {
    const writer = new IcyWriter(4);

    const bytes = [
      writer.write(new Uint8Array(3), 'One'),
      writer.write(new Uint8Array(6), 'Two'),
      writer.write(new Uint8Array(4), 'Two'),
      writer.write(new Uint8Array(4), 'Three'),
    ];

    expect(heard(4, Buffer.concat(bytes)).titles).toEqual(['Two', 'Three']);
  });

  it('leaves the audio as it is for those who want no titles', () => {
    const audio = Uint8Array.of(1, 2, 3);

    expect([...new IcyWriter(Infinity).write(audio, 'One')]).toEqual([1, 2, 3]);
  });
});

describe('Programme', () => {
  it('plays its tune over and over, each time under another title', () => {
    const programme = new Programme(Uint8Array.of(0, 1, 2, 3), 8);

    const pieces = [...programme.between(2, 9)];

    expect(pieces.map(({ audio }) => [...audio])).toEqual([[2, 3], [0, 1, 2, 3], [0]]);
    expect(new Set(pieces.map(({ title }) => title)).size).toBe(3);
    expect([...programme.between(5, 5)]).toEqual([]);
  });
});
