// SPDX-License-Identifier: MIT
// An MP3 decoder that is given noise, or a tune with holes, skips it, or says once that it is unreadable.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { SoundError, decodeMp3, type Mp3Decoder } from 'transient-loop/sound';
import { fuzz } from './fuzz';

const TUNE = readFileSync(join(__dirname, '../../Content/Sounds/RadioTune.mp3'));

/** A part of the tune in which some bytes are others, and some are gone. */
const damaged = fc
  .record({
    start: fc.nat({ max: TUNE.length - 2048 }),
    length: fc.integer({ min: 1, max: 2048 }),
    wrong: fc.array(fc.tuple(fc.nat({ max: 2047 }), fc.nat({ max: 255 })), { maxLength: 12 }),
    hole: fc.tuple(fc.nat({ max: 2047 }), fc.nat({ max: 512 })),
  })
  .map(({ start, length, wrong, hole: [from, size] }) => {
    const bytes = Buffer.from(TUNE.subarray(start, start + length));
    for (const [at, value] of wrong) if (at < bytes.length) bytes[at] = value;
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + size)]);
  });

describe('an MP3 decoder', () => {
  let decoder: Mp3Decoder;
  beforeAll(async () => {
    decoder = await new Promise<Mp3Decoder>((next, error) => decodeMp3().subscribe({ next, error }));
  });
  afterAll(() => decoder.free());

  fuzz('skips what is damaged, and goes on', 120, damaged, (bytes) => {
    expect(decoder.push(bytes)).toBe(true);
    while (decoder.waitingBytes > 0) {
      try {
        const pcm = decoder.next();
        if (pcm !== undefined) expect(pcm.samples.length % pcm.channels).toBe(0);
      } catch (error) {
        if (!(error instanceof SoundError)) throw error;
      }
    }
  });

  it('still plays the tune after all of that', () => {
    let samples = 0;
    decoder.push(TUNE);
    while (decoder.waitingBytes > 0) {
      const pcm = decoder.next();
      if (pcm !== undefined) samples += pcm.samples.length / pcm.channels;
    }
    expect(samples / 24_000).toBeGreaterThan(4.5);
  });
});
