// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { firstValueFrom } from 'rxjs';
import { decodeMp3, type Mp3Decoder, type SoundError } from 'transient-loop/sound';

const TUNE = readFileSync(join(__dirname, '../../Content/Sounds/RadioTune.mp3'));
/** As scripts/make-radio-tune.mjs has them: half a second each. */
const MELODY = [440, 523.25, 659.26, 880, 783.99, 659.26, 587.33, 698.46, 659.26, 493.88];

const decoders: Mp3Decoder[] = [];

async function open(): Promise<Mp3Decoder> {
  const decoder = await new Promise<Mp3Decoder>((next, error) => decodeMp3().subscribe({ next, error }));
  decoders.push(decoder);
  return decoder;
}

afterEach(() => decoders.splice(0).forEach((decoder) => decoder.free()));

interface Decoded {
  readonly left: number[];
  readonly sampleRate: number;
  readonly pieces: number;
}

function decode(decoder: Mp3Decoder, chunks: Iterable<Uint8Array>): Decoded {
  const left: number[] = [];
  let sampleRate = 0;
  let pieces = 0;
  for (const chunk of chunks) {
    decoder.push(chunk);
    while (decoder.waitingBytes > 0) {
      const pcm = decoder.next();
      if (pcm === undefined) continue;
      pieces += 1;
      sampleRate = pcm.sampleRate;
      for (let at = 0; at < pcm.samples.length; at += pcm.channels) left.push(pcm.samples[at]!);
    }
  }
  return { left, sampleRate, pieces };
}

/** How strong a frequency is in samples: Goertzel's algorithm. */
function strength(samples: readonly number[], hertz: number, sampleRate: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let [last, before] = [0, 0];
  for (const sample of samples) [last, before] = [sample + turn * last - before, last];
  return Math.sqrt(last * last + before * before - turn * last * before) / samples.length;
}

describe('decodeMp3', () => {
  it('decodes the tune: its length, and each of its notes', async () => {
    const { left, sampleRate } = decode(await open(), [TUNE]);

    expect(sampleRate).toBe(24_000);
    expect(left.length / sampleRate).toBeGreaterThan(5);
    expect(left.length / sampleRate).toBeLessThan(5.1);
    MELODY.forEach((hertz, note) => {
      // The middle of the note: encoders begin a little late.
      const from = (note + 0.2) * 0.5 * sampleRate;
      const heard = left.slice(from, from + 0.25 * sampleRate);
      const others = MELODY.filter((other) => other !== hertz).map((other) =>
        strength(heard, other, sampleRate),
      );
      expect(strength(heard, hertz, sampleRate)).toBeGreaterThan(2 * Math.max(...others));
    });
  });

  it('gives the same in whatever pieces the bytes come', async () => {
    const bytes = TUNE.subarray(0, 4000);
    const whole = decode(await open(), [bytes]).left;

    for (const size of [1, 7, 191, 193, 1000]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect(decode(await open(), chunks).left).toEqual(whole);
    }
  });

  it('comes into a stream anywhere', async () => {
    const decoder = await open();

    const { left, sampleRate } = decode(decoder, [TUNE.subarray(10_001)]);

    expect(left.length / sampleRate).toBeGreaterThan(3.7);
  });

  it('does little at a time, and uses its buffer again', async () => {
    const decoder = await open();
    decoder.push(TUNE);

    decoder.next();
    expect(decoder.waitingBytes).toBe(TUNE.length - 512);
    const first = decoder.next()!.samples;
    const second = decoder.next()!.samples;

    expect(first.length).toBeLessThan(8000);
    expect(second.buffer).toBe(first.buffer);
  });

  it('refuses more than a mebibyte', async () => {
    const decoder = await open();

    expect(decoder.push(new Uint8Array(1024 * 1024))).toBe(true);
    expect(decoder.push(new Uint8Array(1))).toBe(false);
    expect(decoder.waitingBytes).toBe(1024 * 1024);
  });

  it('says what it expected', async () => {
    const decoder = await open();

    expect(() => decoder.push('abc' as never)).toThrow(
      'Expected the bytes of an MP3 to be a Uint8Array, but got string',
    );
  });
});

describe('decodeMp3 and bad data', () => {
  /** Noise that the library itself would never return from. */
  const noise = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) >> 3);

  it('skips noise, counts it, and hears what follows', async () => {
    const decoder = await open();

    decode(decoder, [TUNE.subarray(0, 2000), noise]);
    expect(decoder.damagedSlices).toBeGreaterThan(10);
    const { left: after, sampleRate } = decode(decoder, [TUNE]);

    expect(after.length / sampleRate).toBeGreaterThan(4.9);
  });

  it('gives one clear error if there is nothing but noise', async () => {
    const decoder = await open();

    let error: unknown;
    try {
      decode(decoder, [noise, noise, noise]);
    } catch (caught) {
      error = caught;
    }

    expect(error).toMatchObject({ name: 'SoundError', code: 'MP3_UNREADABLE' });
    expect((error as SoundError).message).toBe(
      'Expected an MP3 stream, but 262144 bytes in a row gave no sound',
    );
    expect(decoder.isFreed).toBe(true);
  });

  it('says nothing on the console', async () => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);

    decode(await open(), [TUNE.subarray(0, 2000), noise]);

    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
  });

  it('survives any damage: headers that lie, tags without end, bytes that are wrong, missing or moved', async () => {
    const decoder = await open();
    const lies = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      // A frame header of any kind, and anything after it.
      fc
        .tuple(fc.constantFrom(0xfa, 0xfb, 0xf2, 0xf3, 0xe3, 0xfd, 0xff), fc.uint8Array({ maxLength: 300 }))
        .map(([second, rest]) => Uint8Array.of(0xff, second, ...rest)),
      fc.uint8Array({ maxLength: 50 }).map((rest) => Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, ...rest)),
      fc
        .tuple(fc.nat(TUNE.length - 600), fc.nat(599), fc.integer({ min: 0, max: 255 }))
        .map(([from, at, value]) => {
          const bytes = Uint8Array.from(TUNE.subarray(from, from + 600));
          bytes[at] = value;
          return bytes;
        }),
    );

    fc.assert(
      fc.property(fc.array(lies, { maxLength: 6 }), (chunks) => {
        const { left } = decode(decoder, chunks);
        expect(left.every((sample) => sample >= -32_768 && sample <= 32_767)).toBe(true);
        // So that it is never "nothing but noise".
        decode(decoder, [TUNE.subarray(0, 2000)]);
      }),
      { numRuns: 300 },
    );
    // What a lie announced may still have to pass.
    const { left, sampleRate } = decode(decoder, [TUNE, TUNE, TUNE]);
    expect(left.length / sampleRate).toBeGreaterThan(10);
  });
});

describe('the end of a decoder', () => {
  it('is when its subscription ends', async () => {
    let decoder: Mp3Decoder | undefined;
    await new Promise<void>((resolve) => {
      const subscription = decodeMp3().subscribe((made) => {
        decoder = made;
        made.push(TUNE);
        setImmediate(() => {
          subscription.unsubscribe();
          resolve();
        });
      });
    });

    expect(decoder).toMatchObject({ isFreed: true, waitingBytes: 0 });
    expect(() => decoder!.next()).toThrow('Expected a decoder that is alive, but it was freed');
    expect(() => decoder!.push(TUNE)).toThrow('Expected a decoder that is alive, but it was freed');
    expect(() => decoder!.free()).not.toThrow();
  });

  it('is also that of one that is still being made', async () => {
    const seen: unknown[] = [];
    const subscription = decodeMp3().subscribe((decoder) => seen.push(decoder));
    subscription.unsubscribe();

    // One that was asked for later comes later.
    (await firstValueFrom(decodeMp3())).free();

    expect(seen).toEqual([]);
  });

  it('gives its memory back', async () => {
    const round = async (): Promise<void> => {
      const decoder = await open();
      decode(decoder, [TUNE.subarray(0, 5000)]);
      decoder.free();
    };
    for (let times = 0; times < 20; times += 1) await round();
    const before = process.memoryUsage().rss;

    for (let times = 0; times < 100; times += 1) await round();

    // One decoder has more than a megabyte.
    expect(process.memoryUsage().rss - before).toBeLessThan(40e6);
  });
});
