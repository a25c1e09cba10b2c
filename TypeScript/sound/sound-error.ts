// SPDX-License-Identifier: MIT

/** What went wrong, for programs: these words stay the same. */
export type SoundErrorCode =
  /** An argument is not what it should be. */
  | 'ARGUMENT'
  /** There is no such file, or too much of it. */
  | 'FILE_UNREADABLE'
  /** What came is no MP3, or hardly any. */
  | 'MP3_UNREADABLE'
  /** The decoder was used after it was freed. */
  | 'DECODER_FREED'
  /** This JavaScript engine cannot run the decoder, which is WebAssembly. */
  | 'SOUND_UNAVAILABLE';

/** Every error of this library. The message is one line; match on {@link SoundError.code}. */
export class SoundError extends Error {
  override readonly name = 'SoundError';

  constructor(
    readonly code: SoundErrorCode,
    expected: string,
    came: string,
    readonly cause?: unknown,
  ) {
    super(`Expected ${expected}, but ${came}`);
  }
}
