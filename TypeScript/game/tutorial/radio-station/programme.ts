// SPDX-License-Identifier: MIT

/** What is on when the tune is played for the n-th time. */
const TITLES = [
  'The Idle Loops - Nothing Due Tonight',
  'Cancel & the Graceful Periods - Finally',
  'DJ Backpressure - Slow Down (For You)',
  'The Logical Times - Ten Shots a Second',
  'Begin Play - Born in a Level',
];

/** What a station plays: one tune over and over, each time under another title. Places in it are bytes since it began. */
export class Programme {
  /** @param bytesPerSecond - of the tune, whose rate is constant */
  constructor(
    private readonly tune: Uint8Array,
    readonly bytesPerSecond: number,
  ) {}

  titleAt(place: number): string {
    return TITLES[Math.floor(place / this.tune.length) % TITLES.length]!;
  }

  /** The pieces between two places, each under one title. */
  *between(from: number, to: number): Generator<{ audio: Uint8Array; title: string }> {
    const { tune } = this;
    for (let at = from; at < to;) {
      const start = at % tune.length;
      const length = Math.min(to - at, tune.length - start);
      yield { audio: tune.subarray(start, start + length), title: this.titleAt(at) };
      at += length;
    }
  }
}
