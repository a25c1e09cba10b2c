// SPDX-License-Identifier: MIT
import type { MPEGDecoder } from 'mpg123-decoder';
import { SoundError } from '../sound-error';

/** The library's decoder. Private to this folder: no type of it leaves. */
export type LibraryDecoder = MPEGDecoder;

/**
 * Makes a decoder of mpg123-decoder, a file of its own beside the bundle, loaded when it is first used.
 *
 * @throws {SoundError} `SOUND_UNAVAILABLE`, as a rejection, where the JavaScript engine cannot run it
 */
export async function newLibraryDecoder(): Promise<LibraryDecoder> {
  try {
    const { MPEGDecoder: Decoder } =
      require('./libraries/mpg123-decoder.js') as typeof import('mpg123-decoder');
    // What a file says of gaps at its ends is not known in the middle of a stream.
    const decoder = new Decoder({ enableGapless: false });
    await decoder.ready;
    endlessNoMore(decoder);
    return decoder;
  } catch (error) {
    throw new SoundError(
      'SOUND_UNAVAILABLE',
      'a JavaScript engine that runs WebAssembly, and modules as Node has them, to decode MP3',
      `this one cannot: ${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)}`,
      error,
    );
  }
}

/** Data that the decoder cannot read. */
export class DecoderFault extends Error {}

/**
 * Makes `decode` throw where it would never return.
 *
 * mpg123-decoder 1.0.3 asks the C library again for as long as that says "error", and writes a line to the console each
 * time: a kilobyte of noise hangs the process. It words each error with this function first. The C library itself gets over
 * it with the data that follows.
 */
function endlessNoMore(decoder: LibraryDecoder): void {
  (decoder as unknown as { _getErrorMessage: (error: number) => string })._getErrorMessage = (error) => {
    throw new DecoderFault(String(error));
  };
}
