// SPDX-License-Identifier: MIT
import { createTestLoop, createTestLoops, SEED_VARIABLE, splitBytes } from 'transient-loop/testing';
import 'transient-loop/testing/jest';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The order in which actors that are all due in each frame come to their turn. */
function order(seed?: number): string[] {
  const stage = createTestLoops({ seed, frame: 1 });
  const seen: string[] = [];
  for (const actor of NAMES) {
    stage.begin({
      actor,
      *script(self) {
        for (let step = 0; step < 3; step += 1) {
          yield* self.sleep(1);
          seen.push(`${actor}${step}`);
        }
      },
    });
  }
  stage.advanceSync(3);
  return seen;
}

describe('a seed', () => {
  const before = process.env[SEED_VARIABLE];

  afterEach(() => {
    if (before === undefined) delete process.env[SEED_VARIABLE];
    else process.env[SEED_VARIABLE] = before;
  });

  it('decides the order in which loops tick, and nothing else does', () => {
    expect(order(1)).toEqual(order(1));
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => order(seed).join(' '))).size).toBeGreaterThan(1);
  });

  it('shuffles frame by frame', () => {
    const frames = [0, 1, 2].map((step) => order(1).filter((turn) => turn.endsWith(String(step))));

    expect(new Set(frames.map((turns) => turns.map((turn) => turn[0]).join(''))).size).toBeGreaterThan(1);
    for (const turns of frames) expect(turns.map((turn) => turn[0]).sort()).toEqual(NAMES);
  });

  it('never touches the order inside of a loop', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const seen: number[] = [];
      const { spawn, advanceSync } = createTestLoop({ seed });
      for (let index = 0; index < 5; index += 1) {
        spawn(function* (self) {
          yield* self.sleep(1);
          seen.push(index);
        });
      }
      advanceSync(1);
      expect(seen).toEqual([0, 1, 2, 3, 4]);
    }
  });

  it('comes from the environment where a test names none', () => {
    process.env[SEED_VARIABLE] = '42';

    expect(createTestLoop().seed).toBe(42);
    expect(createTestLoop({ seed: 7 }).seed).toBe(7);
    expect(order()).toEqual(order(42));
  });

  it('is drawn once, and then shared by all', () => {
    delete process.env[SEED_VARIABLE];

    const { seed } = createTestLoop();

    expect(Number.isInteger(seed)).toBe(true);
    expect(createTestLoop().seed).toBe(seed);
    expect(createTestLoops().seed).toBe(seed);
  });

  it.each(['-1', '1.5', 'lucky', '2147483648'])('is refused if it is %s', (text) => {
    process.env[SEED_VARIABLE] = text;

    expect(() => createTestLoop()).toThrow(
      `${SEED_VARIABLE}: expected a whole number from 0 to 2147483647, but got`,
    );
  });
});

describe('splitBytes', () => {
  const TEXT = 'Möwen 🦆 fliegen\nüber das Meer\n'.repeat(3);
  const sizes = (seed: number): number[] => splitBytes(TEXT, seed).map((chunk) => chunk.length);

  it('loses nothing and empties nothing', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      expect(Buffer.concat(splitBytes(TEXT, seed)).toString()).toBe(TEXT);
      expect(Math.min(...sizes(seed))).toBeGreaterThan(0);
    }
    expect(splitBytes('', 1)).toEqual([]);
  });

  it('cuts where the seed decides', () => {
    expect(sizes(3)).toEqual(sizes(3));
    expect(new Set([1, 2, 3, 4].map((seed) => String(sizes(seed)))).size).toBe(4);
    expect(sizes(3)).toContain(1);
  });
});
