// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { LibraryMp3Decoder } from './library-mp3-decoder';
import type { Mp3Decoder } from './mp3-decoder';
import { newLibraryDecoder } from './mp3-library';

/**
 * Makes an MP3 decoder for each subscriber: mpg123, compiled to WebAssembly.
 *
 * Cold. Emits the decoder when it is ready, some 30 ms later; never completes by itself.
 * **Cancellation:** unsubscribing frees the decoder, also one that is still being made.
 * @throws {SoundError} as the stream's error: `SOUND_UNAVAILABLE` where the engine runs no WebAssembly (iOS, consoles)
 * @example self.subscribe(decodeMp3(), (decoder) => self.spawn((task) => play(task, decoder)));
 */
export function decodeMp3(): Observable<Mp3Decoder> {
  return new Observable<Mp3Decoder>((subscriber) => {
    let made: Mp3Decoder | undefined;
    newLibraryDecoder().then(
      (library) => {
        made = new LibraryMp3Decoder(library);
        if (subscriber.closed) made.free();
        else subscriber.next(made);
      },
      (error: unknown) => subscriber.error(error),
    );
    return () => made?.free();
  });
}
