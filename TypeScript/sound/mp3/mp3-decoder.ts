// SPDX-License-Identifier: MIT
import type { Pcm } from './pcm';

/**
 * An MP3 stream on its way to samples.
 *
 * Feed it with {@link push}, in whatever pieces the bytes come, and call {@link next} until nothing waits.
 *
 * @example
 * decoder.push(bytes);
 * while (decoder.waitingBytes > 0) {
 *   const pcm = decoder.next();
 *   if (pcm !== undefined) sound.queue(pcm.samples);
 *   yield* self.breathe();
 * }
 */
export interface Mp3Decoder {
  /**
   * Takes bytes, without a copy: they must not be changed until they were decoded.
   *
   * @returns false, with nothing taken, if more than 1 MiB would wait
   * @throws {SoundError} `DECODER_FREED`; `ARGUMENT` for what are no bytes
   */
  push(bytes: Uint8Array): boolean;

  /**
   * Decodes 512 bytes of what waits: about 0.1 ms of work.
   *
   * What is no MP3 is skipped and counted.
   * @returns samples, which the next call overwrites; undefined if those bytes completed no frame
   * @throws {SoundError} `DECODER_FREED`; `MP3_UNREADABLE` if 256 KiB in a row gave no sample
   */
  next(): Pcm | undefined;

  /** Bytes that were pushed and not decoded yet. */
  readonly waitingBytes: number;
  /** How often data was skipped because it was no MP3, in slices of 512 bytes. */
  readonly damagedSlices: number;
  readonly isFreed: boolean;

  /** Frees its memory. Idempotent; unsubscribing from `decodeMp3` does it. */
  free(): void;
}
