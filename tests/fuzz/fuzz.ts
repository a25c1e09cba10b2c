// SPDX-License-Identifier: MIT
import fc from 'fast-check';

/** Inputs of one sort in every run; `npm run test:fuzz` gives each sort twenty times as many. */
const SCALE = Number(process.env['TRANSIENT_LOOP_FUZZ'] ?? 1);

/** The one that every run plays, and one that nobody has seen; `TRANSIENT_LOOP_SEED` brings it back. */
const FIXED_SEED = 20_240_601;
const newSeed = Number(process.env['TRANSIENT_LOOP_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));

/** Tests a property with the fixed seed and with a new one, half of the inputs each. */
export function fuzz<T>(
  name: string,
  inputs: number,
  arbitrary: fc.Arbitrary<T>,
  property: (input: T) => void | Promise<void>,
): void {
  const numRuns = Math.ceil((inputs * SCALE) / 2);
  for (const seed of [FIXED_SEED, newSeed]) {
    it(
      `${name}, ${numRuns} inputs of TRANSIENT_LOOP_SEED=${seed}`,
      async () => {
        const tested = fc.asyncProperty(arbitrary, async (input) => {
          await property(input);
        });
        await fc.assert(tested, { seed, numRuns, endOnFailure: SCALE > 1 });
      },
      30_000 + numRuns * 20,
    );
  }
}

/** Bytes in pieces as a network may deliver them: one at a time, all at once, anything between. */
export const inPieces = (bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Buffer[]> =>
  fc.tuple(bytes, fc.array(fc.nat({ max: 4096 }), { maxLength: 12 })).map(([whole, cuts]) => {
    const places = [...cuts.map((cut) => (whole.length === 0 ? 0 : cut % whole.length)), whole.length];
    places.sort((a, b) => a - b);
    return places.map((end, index) => Buffer.from(whole.slice(places[index - 1] ?? 0, end)));
  });

/** Pieces of a protocol, strung together with noise: more of what a parser looks for than chance would give. */
export const soup = (words: readonly string[], maxWords = 24): fc.Arbitrary<Uint8Array> =>
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...words).map((word) => Buffer.from(word, 'latin1')) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 24 }).map((bytes) => Buffer.from(bytes)) },
      ),
      { maxLength: maxWords },
    )
    .map((parts) => Buffer.concat(parts));
