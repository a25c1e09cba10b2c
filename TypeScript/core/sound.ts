// SPDX-License-Identifier: MIT

/** What the samples of a sound are like. */
export interface SoundFormat {
  /** Samples a second of each channel, 8000 to 192000. */
  readonly sampleRate: number;
  /** 1 to 8; the samples of one moment stand side by side. */
  readonly channels: number;
}

/**
 * The sound that a script makes with an actor: samples are queued, and play one after another.
 *
 * In Unreal it plays on the actor's `UAudioComponent`, or on one of its own that is heard everywhere; the headless host
 * counts what would have been heard. **Time:** the world's audio time, which stops in pause and knows no dilation.
 * **Cancellation:** the end of play of the actor stops it; the end of a task does not.
 */
export interface Sound {
  /**
   * Queues 16-bit samples, and copies them: the array may be used again.
   *
   * @param samples - whole moments: as many samples of each channel
   * @returns false, with nothing queued, if more than 30 s would wait, or play has ended for the actor
   * @throws {ArgumentError} for anything else
   */
  queue(samples: Int16Array): boolean;
  /** Seconds of sound that wait to be played. */
  readonly queuedSeconds: number;
  /** How often sound came too late: everything before it had been played. */
  readonly underruns: number;
  /** Falls silent at once and drops what is queued. */
  stop(): void;
}
