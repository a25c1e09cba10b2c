// SPDX-License-Identifier: MIT
import { checkSamples, checkedFormat, type Sound, type SoundFormat } from 'transient-loop/host';

const MAX_QUEUED_SECONDS = 30;

/** A sound that nobody hears: it passes as the time of the test does. */
export class TestSound implements Sound {
  underruns = 0;
  private readonly format: SoundFormat;
  /** When all that is queued will have been played. */
  private playsUntil: number | undefined;

  /** @param seconds - the time of the test, in which it plays */
  constructor(
    format: SoundFormat,
    private readonly seconds: () => number,
    private readonly isAlive: () => boolean,
  ) {
    this.format = checkedFormat(format);
  }

  hasFormat({ sampleRate, channels }: SoundFormat): boolean {
    return this.format.sampleRate === sampleRate && this.format.channels === channels;
  }

  queue(samples: Int16Array): boolean {
    const { sampleRate, channels } = this.format;
    checkSamples(samples, channels);
    const length = samples.length / channels / sampleRate;
    if (!this.isAlive() || this.queuedSeconds + length > MAX_QUEUED_SECONDS) return false;
    if (this.playsUntil !== undefined && this.queuedSeconds === 0) this.underruns += 1;
    this.playsUntil = this.seconds() + this.queuedSeconds + length;
    return true;
  }

  get queuedSeconds(): number {
    return this.isAlive() ? Math.max(0, (this.playsUntil ?? 0) - this.seconds()) : 0;
  }

  stop(): void {
    this.playsUntil = undefined;
  }
}
